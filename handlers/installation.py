"""All that an act needs of this installation, put together once by `cli/serve.py` or a test."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.log_ins import LogIns
from handlers.tries import Tries
from hotline.catalog import Catalog
from hotline.clock import Clock
from hotline.happening import Happening
from hotline.interview.screens import WITHOUT_BUTTONS
from hotline.interview.script import Script
from hotline.parcel import Parcel
from hotline.places import Places
from hotline.settings import Settings
from storage.database import Reader
from storage.keys.keyring import Keyring
from storage.keys.receipt_supply import ReceiptSupply
from storage.writer import Writer

_CODES_PER_HOUR = 10
"""Codes sent to an officer's new addresses, and codes typed, by each officer."""
PULLED = frozenset({"web"})
"""Channels whose reporter fetches the screen; nothing is sent there, so nothing goes to the outbox."""
COUNTED_IN_A_ROW = {"telegram": 300}
"""A channel that counts a bot's messages in one row and passes over other chats' when asked to delete: how
many numbers before the last are wiped too. What was said there and is forgotten here was numbered so."""
ERASABLE_WITHIN = {"telegram": timedelta(hours=48)}
"""How long a channel lets us delete a message; a channel that isn't named sets no such term."""


NUMBERED = WITHOUT_BUTTONS
"""Channels without buttons, or with too few: a screen's options are numbered lines, and a typed number
means one of them."""
ANSWERS_ONLY = frozenset({"zalo_oa"})
"""Channels on which one may only answer, and only for so long: what is sent there says what it answers."""
ONE_WAY = frozenset({"email", "push", "sms", "voice"})
"""Channels on which officers can't answer us: a page is taken by its link."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What a handler wants done after its commit.

    Parcels leased to this process are sent, timers that moved are looked at, happenings are written down.
    """

    parcels: tuple[Parcel, ...] = ()
    timers_moved: bool = False
    happenings: tuple[Happening, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Texts:
    """The words and the script, checked at start."""

    catalog: Catalog
    script: Script
    places: Places


@dataclass(slots=True, repr=False)
class Installation:
    """One running installation. `owner` names this process in leases.

    `standing`: how each messenger of this process does, as `/readyz` tells it (`"zalo.officer": "refused"`).
    It is shown without what it holds: tokens, and every sentence and place.
    """

    settings: Settings
    texts: Texts
    clock: Clock
    keys: Keyring
    writer: Writer
    reader: Reader
    receipts: ReceiptSupply
    code_tries: Tries
    messages: Tries
    reports: Tries
    in_total: Tries
    owner: str
    contact_tries: Tries = field(default_factory=lambda: Tries(_CODES_PER_HOUR))
    log_ins: LogIns = field(default_factory=LogIns)
    sends: frozenset[tuple[str, str]] = frozenset()
    standing: Callable[[], Mapping[str, str]] = field(default=dict)
    console_port: int | None = None
    lease: timedelta = timedelta(seconds=60)
    on_parcels: Callable[[Sequence[Parcel]], None] = field(default=lambda _parcels: None)
    on_timers: Callable[[], None] = field(default=lambda: None)
    on_happening: Callable[[Happening], None] = field(default=lambda _happening: None)

    @property
    def console_origin(self) -> str:
        """What links to the console begin with. The listener says which port it really has."""
        console = self.settings.console
        return console.public_url or f"http://{console.host}:{self.console_port or console.port}"

    def now(self) -> datetime:
        """The clock's time, aware UTC."""
        return self.clock.now()

    def after_commit(self, posted: Posted) -> None:
        """Hand on what a committed handler wanted done."""
        if posted.parcels:
            self.on_parcels(posted.parcels)
        if posted.timers_moved:
            self.on_timers()
        for happening in posted.happenings:
            self.on_happening(happening)
