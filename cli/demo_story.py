"""Who and what a demonstration invents. Every name and every story says that it is an example."""

from dataclasses import dataclass

MARK = "VÍ DỤ"


@dataclass(frozen=True, slots=True)
class Person:
    """An invented officer. `place`: 0 is the province, 1 to 3 its communes. `shown`: the login is printed."""

    name: str
    place: int
    role: str
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """An invented report: when it began (minutes ago), where, what was pressed; None: left unfinished."""

    minutes_ago: int
    place: int
    role: str
    danger_now: str
    category: str
    child_age: str
    story: str | None
    follow_up: str = "no"


HOA = Person("Trần Thị Hòa", 0, "supervisor", shown=True)
AN = Person("Nguyễn Văn An", 1, "officer", shown=True)
NIE = Person("Y Mlô Niê", 2, "officer", shown=True)
PEOPLE = (
    HOA,
    Person("Lê Văn Bình", 0, "officer", shown=True),
    Person("Phạm Thị Mai", 0, "officer"),
    Person("Nguyễn Thị Lan", 1, "unit_lead", shown=True),
    AN,
    Person("K'Brôi", 1, "officer"),
    Person("Đỗ Văn Hùng", 2, "unit_lead"),
    NIE,
    Person("Vũ Thị Thu", 2, "officer"),
    Person("Hoàng Văn Đức", 3, "unit_lead"),
    Person("Bùi Thị Ngọc", 3, "officer"),
    Person("Đặng Văn Sơn", 3, "officer"),
)

BULLIED = Told(
    1560,
    1,
    "school",
    "no",
    "bullying",
    "11_13",
    f"{MARK}, KHÔNG CÓ THẬT: một học sinh lớp 6 bị các bạn chặn đường và lấy đồ mấy tuần nay.",
    "yes",
)
MARRIED = Told(
    180,
    2,
    "family",
    "no",
    "marriage",
    "14_15",
    f"{MARK}, KHÔNG CÓ THẬT: gia đình định cho cháu gái 15 tuổi nghỉ học về nhà chồng cuối tháng này.",
)
HAZARD = Told(
    50,
    3,
    "citizen",
    "no",
    "hazard",
    "unknown",
    f"{MARK}, KHÔNG CÓ THẬT: hố nước sâu sau công trình không có rào, trẻ con hay ra đó chơi.",
)
HIT = Told(
    30,
    2,
    "citizen",
    "no",
    "hit",
    "4_6",
    f"{MARK}, KHÔNG CÓ THẬT: nghe tiếng một bé bị đánh nhiều lần ở nhà bên cạnh.",
)
IN_DANGER = Told(
    12,
    1,
    "child",
    "now",
    "hit",
    "7_10",
    f"{MARK}, KHÔNG CÓ THẬT: em đang trốn ở nhà bếp, bố đang đập đồ.",
)
CUT_SHORT = Told(3, 0, "child", "now", "hit", "unknown", None)

ASKED = f"{MARK}: Cảm ơn thầy cô đã báo. Em ấy hôm nay có đến lớp không?"
ANSWERED = f"{MARK}: Dạ có, em ấy đến lớp nhưng ngồi một mình."
ASKED_AGAIN = f"{MARK}: Chiều nay cán bộ sẽ gặp nhà trường. Nếu có gì mới, xin nhắn ở đây."
