import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from hotline.errors import BadConfiguration
from hotline.place_names import join, without_kind
from hotline.places import MOST_CANDIDATES, Candidate, Found, Nothing, Places, Several
from tests.reporter import ROOT, places

UNITS = json.loads((ROOT / "places" / "units-vn-2025.json").read_text(encoding="utf-8"))
LAM_DONG = next(province for province in UNITS if province["code"] == "68")


def names_of(match: object) -> set[str]:
    """The units a match offers, by their names of today."""
    assert isinstance(match, Several), match
    return {places().name(candidate.unit) for candidate in match.candidates}


def found(text: str) -> str:
    match = places().find(text)
    assert isinstance(match, Found), f"{text}: {match}"
    return places().name(match.unit)


@pytest.mark.parametrize(
    "typed",
    [
        "Quảng Trực",
        "quảng trực",
        "QUANG TRUC",
        "quangtruc",
        "xã Quảng Trực",
        "x. Quảng Trực",
        "xa quang truc",
        "Xã Quảng Trực.",
        unicodedata.normalize("NFD", "xã Quảng Trực"),
        "Quảng\u200b Trực",
        "xã Quảng Trực, huyện Tuy Đức, tỉnh Đắk Nông",
        "Quảng Trực - Tuy Đức",
        "Quảng Trực (Lâm Đồng)",
    ],
)
def test_name_of_today_is_found_however_it_is_typed(typed: str) -> None:
    assert found(typed) == "Xã Quảng Trực"


@pytest.mark.parametrize(
    ("typed", "today"),
    [
        ("Đắk Búk So", "Xã Tuy Đức"),
        ("xã Đắk Búk So, Tuy Đức", "Xã Tuy Đức"),
        ("dak buk so tuy duc", "Xã Tuy Đức"),
        ("Tuy Đức, xã Đắk Búk So", "Xã Tuy Đức"),
        ("thị trấn Đắk Mil", "Xã Đức Lập"),
        ("tt. dak mil, h. dak mil", "Xã Đức Lập"),
        ("p2 Đà Lạt", "Phường Xuân Hương - Đà Lạt"),
        ("Phường 2, thành phố Bảo Lộc", "Phường 2 Bảo Lộc"),
        ("Phú Quý", "Đặc khu Phú Quý"),
        ("Phú Quí", "Đặc khu Phú Quý"),
        ("B'Lao", "Phường B’Lao"),
        ("phường Lâm Viên", "Phường Lâm Viên - Đà Lạt"),
    ],
)
def test_former_name_leads_to_the_unit_of_today(typed: str, today: str) -> None:
    assert found(typed) == today


def test_former_name_is_told_with_the_unit() -> None:
    match = places().find("Đắk Búk So")

    assert (
        match == Found(match.unit, formerly="Xã Đắk Búk So, Huyện Tuy Đức") if isinstance(match, Found) else 0
    )


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("Đắk Mil", {"Xã Đắk Mil", "Xã Đức Lập", "Xã Đắk Sắk", "Xã Thuận An"}),
        ("Cư Jút", {"Xã Cư Jút", "Xã Đắk Wil", "Xã Nam Dong"}),
        ("Đắk Song", {"Xã Đắk Song", "Xã Đức An", "Xã Thuận Hạnh", "Xã Trường Xuân"}),
        ("Krông Nô", {"Xã Krông Nô", "Xã Đắk Sắk", "Xã Nam Đà", "Xã Nâm Nung", "Xã Quảng Phú"}),
        ("Tuy Đức", {"Xã Tuy Đức", "Xã Quảng Trực", "Xã Quảng Tân"}),
        ("Tân Thành", {"Xã Tân Thành", "Xã Krông Nô", "Xã Tân Hội", "Xã Phúc Thọ Lâm Hà"}),
    ],
)
@pytest.mark.parametrize("write", [str, str.upper, join, lambda name: f"{name}, Đắk Nông"])
def test_six_traps_are_asked_never_guessed(typed: str, units: set[str], write: object) -> None:
    written = write(typed)  # type: ignore[operator]  # str methods and lambdas alike
    match = places().find(written)
    if "Đắk Nông" in written and typed == "Tân Thành":
        assert match == Found("24688", formerly="Xã Tân Thành, Huyện Krông Nô")  # the only one there
    else:
        assert names_of(match) == units


def test_trap_with_its_district_is_no_trap() -> None:
    assert found("xã Tân Thành, huyện Krông Nô") == "Xã Krông Nô"
    assert found("Tân Thành, Đức Trọng") == "Xã Tân Hội"


def test_candidate_says_by_which_former_name_it_is_meant() -> None:
    match = places().find("Đắk Mil")

    assert isinstance(match, Several)
    assert match.candidates[:2] == (
        Candidate("24670", ""),
        Candidate("24664", "Thị trấn Đắk Mil, Huyện Đắk Mil"),
    )


def test_former_district_alone_offers_all_its_units() -> None:
    assert names_of(places().find("huyện Đắk Mil")) == {
        "Xã Đắk Mil",
        "Xã Đức Lập",
        "Xã Đắk Sắk",
        "Xã Thuận An",
    }


def test_numbered_communes_are_offered_by_their_common_name() -> None:
    assert {"Xã Bảo Lâm 1", "Xã Bảo Lâm 5"} <= names_of(places().find("Bảo Lâm"))
    assert found("Bảo Lâm 5") == "Xã Bảo Lâm 5"


def test_district_that_was_gone_before_the_merger_offers_its_namesakes() -> None:
    """Cát Tiên became part of huyện Đạ Huoai half a year earlier; the list has no such district."""
    assert names_of(places().find("huyện Cát Tiên")) == {"Xã Cát Tiên", "Xã Cát Tiên 2", "Xã Cát Tiên 3"}


def test_more_units_than_can_be_offered_say_so() -> None:
    match = places().find("huyện Đạ Huoai")

    assert isinstance(match, Several)
    assert match.more
    assert len(match.candidates) == MOST_CANDIDATES


def test_name_within_a_sentence_is_asked_back() -> None:
    match = places().find("em ở gần chợ quảng trực ạ")

    assert match == Several((Candidate("24736"),), near=True, exact=False)


def test_hamlet_before_the_commune_is_kept_in_mind() -> None:
    assert places().find("thôn 3, xã Quảng Trực") == Found("24736", exact=False)


def test_wrong_kind_is_asked_back() -> None:
    """People mix up xã and phường; but a name with another kind may be another place."""
    assert names_of(places().find("phường Đắk Búk So")) == {"Xã Tuy Đức"}


@pytest.mark.parametrize("typed", ["Quảg Trực", "quang truk", "Quảng Chực"])
def test_near_miss_is_asked_back(typed: str) -> None:
    match = places().find(typed)

    assert "Xã Quảng Trực" in names_of(match)
    assert isinstance(match, Several)
    assert match.near


@pytest.mark.parametrize(
    "typed", ["em ở xã quang truk ạ", "nhà ở gần chợ, Quảg Trực", "thôn 3 xã Quang Truk", "ở x. quảng trựk"]
)
def test_near_miss_within_a_sentence_is_asked_back(typed: str) -> None:
    match = places().find(typed)

    assert "Xã Quảng Trực" in names_of(match)
    assert isinstance(match, Several)
    assert match.near


@pytest.mark.parametrize(
    "typed",
    [
        "nhà bé ở cạnh trường học",
        "xã hội bây giờ phức tạp lắm",
        "em không biết xã nào",
        "gần quán cà phê, đối diện bưu điện",
        "phường nào cũng được",
        "xã " * 3000,
    ],
)
def test_a_sentence_without_a_name_suggests_nothing(typed: str) -> None:
    assert places().find(typed) == Nothing()


@pytest.mark.parametrize(
    "typed", ["Hà Nội", "không biết", "nhà em", "Lâm Đồng", "tỉnh Đắk Nông", "?", "", "an", "'" * 500]
)
def test_what_names_no_commune_here_is_nothing(typed: str) -> None:
    assert places().find(typed) == Nothing()


def test_number_alone_is_asked_back() -> None:
    assert names_of(places().find("3")) == {"Phường Xuân Hương - Đà Lạt", "Phường 3 Bảo Lộc"}
    assert found("phường 8") == "Phường Lâm Viên - Đà Lạt"


def test_every_name_of_today_with_its_kind_is_found() -> None:
    """Two are names of former communes elsewhere as well, of the same kind."""
    missed = {name for code, name in places().units.items() if places().find(name) != Found(code)}

    assert missed == {"Xã Tân Thành", "Xã Hoài Đức"}


def test_every_former_name_that_only_one_unit_has_is_found() -> None:
    """With its kind and district, as people write addresses."""
    meant = defaultdict(set)
    for unit in LAM_DONG["units"]:
        for former in unit["formerly"]:
            meant[former[1], former[2]].add(unit["code"])
    unique = {name: codes for name, codes in meant.items() if len(codes) == 1}

    missed = []
    for (name, district), codes in unique.items():
        match = places().find(f"{name}, {district}")
        if not isinstance(match, Found) or {match.unit} != codes:
            missed.append((name, district, match))

    assert len(unique) > 320
    assert missed == []


def test_every_former_name_without_its_kind_offers_its_unit() -> None:
    """Nothing is ever resolved to a unit the name does not lead to."""
    meant = defaultdict(set)
    for unit in LAM_DONG["units"]:
        meant[join(without_kind(unit["name"])[1])].add(unit["code"])
        for former in unit["formerly"]:
            meant[join(without_kind(former[1])[1])].add(unit["code"])

    for unit in LAM_DONG["units"]:
        for former in unit["formerly"]:
            core = without_kind(former[1])[1]
            match = places().find(core)
            if isinstance(match, Found):
                assert meant[join(core)] == {match.unit}, core
            else:
                assert isinstance(match, Several), core
                assert match.more or unit["code"] in {each.unit for each in match.candidates}, core


@pytest.mark.parametrize("province", UNITS, ids=[province["code"] for province in UNITS])
def test_no_name_of_any_province_leads_astray(province: dict[str, Any]) -> None:
    """Every name of today, every former name with its district: found, or among the candidates."""
    all_there = Places(province["code"], province["name"], province["units"])
    astray = []
    for unit in province["units"]:
        for name in (unit["name"], *(f"{former[1]}, {former[2]}" for former in unit["formerly"])):
            match = all_there.find(name)
            if not leads_to(match, unit["code"]):
                astray.append((name, match))

    assert astray == []


@pytest.mark.parametrize("with_district", [True, False])
def test_every_unique_former_name_of_the_country_is_found_or_asked_back(*, with_district: bool) -> None:
    """All 10,554 links; the table of misses is empty. Few are asked back: a name of today comes as near."""
    asked_back, misses, links = 0, [], 0
    for province in UNITS:
        known = Places(province["code"], province["name"], province["units"])
        for unit, name in _unique_links(province, with_district=with_district):
            links += 1
            match = known.find(name)
            asked_back += isinstance(match, Several)
            offered = match.candidates if isinstance(match, Several) else ()
            if match.unit != unit if isinstance(match, Found) else unit not in {one.unit for one in offered}:
                misses.append((province["name"], name, match))

    assert misses == []
    assert sum(len(unit["formerly"]) for province in UNITS for unit in province["units"]) == 10_554
    assert (links, asked_back) == ((9_579, 83) if with_district else (8_332, 1))


def _unique_links(province: dict[str, Any], *, with_district: bool) -> Iterator[tuple[str, str]]:
    """A unit and a former name that leads to it alone in this province."""
    meant = defaultdict(set)
    links = [(unit["code"], former) for unit in province["units"] for former in unit["formerly"]]
    for unit, former in links:
        meant[_key(former, with_district=with_district)].add(unit)
    if not with_district:
        for unit in province["units"]:
            meant[join(without_kind(unit["name"])[1])].add(unit["code"])
    for unit, former in links:
        if meant[_key(former, with_district=with_district)] == {unit}:
            yield unit, f"{former[1]}, {former[2]}" if with_district else former[1]


def _key(former: list[str], *, with_district: bool) -> str:
    return f"{former[1]}, {former[2]}" if with_district else join(without_kind(former[1])[1])


def leads_to(match: object, unit: str) -> bool:
    if isinstance(match, Several):
        return match.more or unit in {candidate.unit for candidate in match.candidates}
    return isinstance(match, Found) and match.unit == unit


def test_unknown_province_is_refused() -> None:
    with pytest.raises(BadConfiguration, match="“67” is no province's code"):
        Places.from_units(b"[]", "67")


# --- thôn, buôn, bon that an administrator added ---

LOCAL = (("Bon Bu Nung", "24736"), ("Thôn 3", "24736"), ("Thôn 3", "24739"), ("Buôn Đắk Mil", "24736"))


def test_a_bon_leads_to_its_commune_with_and_without_its_kind() -> None:
    known = places().with_local_names(LOCAL)

    for typed in ("bon Bu Nung", "Bu Nưng", "BONBUNUNG"):
        assert known.find(typed) == Found("24736", exact=False, within="Bon Bu Nung"), typed
    assert places().find("bon Bu Nung") == Nothing()


def test_a_misspelt_bon_is_asked_back() -> None:
    match = places().with_local_names(LOCAL).find("bon Bu Nugn")

    assert match == Several((Candidate("24736", within="Bon Bu Nung"),), near=True, exact=False)


def test_a_thon_of_several_communes_is_asked_back() -> None:
    match = places().with_local_names(LOCAL).find("thôn 3")

    assert names_of(match) == {"Xã Quảng Trực", "Xã Tuy Đức"}


def test_a_thon_beside_a_commune_changes_nothing() -> None:
    """“Thôn 3” was added for one commune; every other has one too."""
    known = places().with_local_names(LOCAL)

    assert known.find("thôn 3, xã Quảng Trực") == Found("24736", exact=False)
    assert known.find("thôn 3, xã Đức Lập") == Found("24664", exact=False)


def test_a_buon_that_is_called_like_a_commune_is_asked_back() -> None:
    assert "Xã Đắk Mil" in names_of(places().with_local_names(LOCAL).find("Đắk Mil"))


def test_names_of_today_mean_the_same_beside_local_names() -> None:
    known = places().with_local_names(LOCAL)

    assert [name for name in places().units.values() if known.find(name) != places().find(name)] == [
        "Xã Đắk Mil"
    ]
