"""The second pair of eyes: looks for what the rules forbid, repairs it, and tells the administrators.

It asks the database, on a connection of its own, and not the loops, so that it also sees what a loop that
hangs would hide. What people alone can mend, like a gap in the roster, it tells; what it finds broken in the
audit log stays as it is, because it is evidence.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.installation import Installation, Posted
from handlers.steps import escalating, irregular, repairing, telling, timekeeping
from handlers.steps.irregular import Memory, Seen
from handlers.steps.posting import Post
from handlers.steps.scene import Scene, scene
from hotline.duty.roster import Role
from hotline.ids import AlertNumber
from hotline.messages import Say
from hotline.oa_token import Health
from storage.audit_chain import Anchor
from storage.schema import Tx, from_ms, to_ms
from storage.tables import alert_watch, audit, installation, outbox

A_MOMENT = 2.0
_TOLD_AGAIN_AFTER = timedelta(minutes=30)
_TOLD_AGAIN_LATER = timedelta(hours=12)
"""For what people must mend, and for what can't be mended at all."""
_FOR_PEOPLE = frozenset(
    {
        "accounts_refused",
        "nobody_on_duty",
        "nobody_soon",
        "without_contact",
        "thin_soon",
        "drill_failed",
        "account",
    }
)
_SELDOM = _FOR_PEOPLE | {"nobody_reachable", "chain_broken", "messengers_shut"}
_ACCOUNT_WORKS = (None, Health.GOOD)
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Findings:
    """How much of each kind was found; most of it is repaired by now."""

    late: int = 0
    deadlines_late: int = 0
    immovable: int = 0
    astray: int = 0
    unpaged: int = 0
    never_accepted: int = 0
    lines_missing: int = 0
    messages_held: int = 0
    messages_waiting: int = 0
    nobody_on_duty: int = 0
    nobody_soon: int = 0
    without_contact: int = 0
    thin_soon: int = 0
    drill_failed: int = 0
    canary_silent: int = 0
    account: int = 0
    messengers_shut: int = 0
    accounts_refused: int = 0
    nobody_reachable: int = 0
    chain_broken: int = 0
    loop_silent: int = 0

    @property
    def sound(self) -> bool:
        """Whether the machine does its work; gaps among people are told otherwise."""
        return all(not getattr(self, name) for name in self.__slots__ if name not in _FOR_PEOPLE)


class Auditor:
    """Looks again and again, and remembers how far it came."""

    def __init__(self, office: Installation) -> None:
        self._office = office
        self._memory = Memory()

    async def look(self) -> Findings:
        """One look; what it found is repaired and told when this returns."""
        office, seen = self._office, await self._see()
        self._memory = seen.memory
        immovable = await self._move(seen.late)
        immovable += await self._look_at(seen.deadlines_late)
        findings = _counted(seen, immovable)
        if findings != Findings():
            posted = await office.writer.do(_repair, office, seen, immovable)
            office.after_commit(posted)
        return findings

    async def _see(self) -> Seen:
        """A machine that was asleep wakes with everything late: then the loop gets a moment first."""
        office = self._office
        seen = await office.reader.read(irregular.see, office, self._memory, office.now())
        if seen.silent or seen.late or seen.deadlines_late:
            await office.clock.wait(asyncio.Event(), A_MOMENT)
            seen = await office.reader.read(irregular.see, office, self._memory, office.now())
        return seen

    async def _move(self, late: Iterable[AlertNumber]) -> list[AlertNumber]:
        """Late alerts move, each by itself, so that one that can't doesn't hold up the others.

        Those that can't are put off a while, out of the due loop's way; which they were.
        """
        office, immovable = self._office, []
        for number in late:
            try:
                office.after_commit(await office.writer.do(_moved, office, number))
            except Exception:  # noqa: BLE001 - whatever is wrong with it, a person must look
                until = office.now() + repairing.PUT_OFF
                await office.writer.do(alert_watch.put_off, number, until)
                immovable.append(number)
        return immovable

    async def _look_at(self, late: Iterable[tuple[AlertNumber, str]]) -> list[AlertNumber]:
        """Late deadlines are looked at, each by itself; the cases whose deadline can't be."""
        office, immovable = self._office, []
        for number, kind in late:
            try:
                office.after_commit(await office.writer.do(_looked_at, office, number, kind))
            except Exception:  # noqa: BLE001 - whatever is wrong with it, a person must look
                immovable.append(number)
        return immovable


async def anchor(office: Installation) -> Anchor:
    """How long the audit log is and how it ends: to be kept elsewhere."""
    return await office.reader.read(audit.head)


def _counted(seen: Seen, immovable: list[AlertNumber]) -> Findings:
    return Findings(
        late=len(seen.late),
        deadlines_late=len(seen.deadlines_late),
        immovable=len(immovable),
        astray=len(seen.astray),
        unpaged=len(seen.unpaged),
        never_accepted=len(seen.never_accepted),
        lines_missing=len(seen.gaps),
        messages_held=len(seen.held),
        messages_waiting=seen.waiting,
        nobody_on_duty=len(seen.uncovered),
        nobody_soon=len(seen.uncovered_soon),
        without_contact=len(seen.unreachable),
        thin_soon=len(seen.thin_soon),
        drill_failed=len(seen.drill_failed),
        canary_silent=int(seen.canary_silent),
        account=int(seen.account not in _ACCOUNT_WORKS),
        messengers_shut=len(seen.shut - seen.shut_accounts),
        accounts_refused=len(seen.shut_accounts),
        nobody_reachable=int(seen.nobody_reachable),
        chain_broken=int(seen.broken_entry is not None),
        loop_silent=int(seen.silent),
    )


def _moved(tx: Tx, office: Installation, number: AlertNumber) -> Posted:
    now = office.now()
    post = Post(tx, office, now)
    repairing.move(scene(tx, office, now), [number], post)
    return post.flush()


def _looked_at(tx: Tx, office: Installation, number: AlertNumber, kind: str) -> Posted:
    now = office.now()
    post = Post(tx, office, now)
    timekeeping.fire(scene(tx, office, now), [(number, kind)], post)
    return post.flush()


def _repair(tx: Tx, office: Installation, seen: Seen, immovable: list[AlertNumber]) -> Posted:
    now = office.now()
    here, post = scene(tx, office, now), Post(tx, office, now)
    astray = repairing.rearm(here, seen.astray, post)
    unpaged = repairing.page_again(here, seen.unpaged, post)
    repairing.hasten(here, seen.never_accepted, post)
    gaps = repairing.note_gaps(here, seen.gaps)
    outbox.free(tx, seen.held, now)
    post.timers_moved = post.timers_moved or seen.silent
    told = replace(seen, astray=tuple(astray), unpaged=tuple(unpaged), gaps=tuple(gaps))
    for kind, say in _sentences(here, told, immovable):
        _tell(here, kind, say, post)
    return post.flush()


def _sentences(here: Scene, seen: Seen, immovable: list[AlertNumber]) -> Iterable[tuple[str, Say]]:
    """What the administrators are to know, by kind of finding."""
    for kind, numbers in (
        ("late", seen.late),
        ("deadlines_late", [number for number, _ in seen.deadlines_late]),
        ("immovable", immovable),
        ("astray", seen.astray),
        ("unpaged", seen.unpaged),
        ("never_accepted", seen.never_accepted),
        ("lines_missing", seen.gaps),
    ):
        if numbers:
            yield kind, Say(f"finding-{kind}", {"numbers": _some([f"#{number}" for number in numbers])})
    if seen.held or seen.waits_long:
        yield "messages_waiting", Say("finding-messages", {"count": seen.waiting or len(seen.held)})
    yield from _about_people(here, seen)
    if seen.broken_entry is not None:
        yield "chain_broken", Say("finding-chain_broken", {"entry": seen.broken_entry})
    if seen.canary_silent:
        yield "canary_silent", Say("finding-canary_silent")
    if seen.account is not None and seen.account not in _ACCOUNT_WORKS:
        yield "account", Say("finding-account", {"health": seen.account.value})
    for kind, names in (
        ("messengers_shut", seen.shut - seen.shut_accounts),
        ("accounts_refused", seen.shut_accounts),
    ):
        if names:
            yield kind, Say(f"finding-{kind}", {"names": _some(sorted(names))})
    if seen.silent:
        yield "loop_silent", Say("finding-loop_silent")


def _about_people(here: Scene, seen: Seen) -> Iterable[tuple[str, Say]]:
    later = [unit for unit in seen.uncovered_soon if unit not in seen.uncovered]
    for kind, units in (
        ("nobody_on_duty", seen.uncovered),
        ("nobody_soon", later),
        ("thin_soon", seen.thin_soon),
    ):
        if units:
            names = _some([here.units.get(unit, unit) for unit in units])
            yield kind, Say(f"finding-{kind}", {"units": names})
    for kind, officers in (("without_contact", seen.unreachable), ("drill_failed", seen.drill_failed)):
        if officers:
            names = _some([one.name for one in here.duty.officers if one.id in officers])
            yield kind, Say(f"finding-{kind}", {"names": names})
    if seen.nobody_reachable and not escalating.warned_lately(here):
        yield "nobody_reachable", Say("finding-nobody_reachable")


def _tell(here: Scene, kind: str, say: Say, post: Post) -> None:
    """Tell the administrators, unless they heard of this kind of thing a while ago."""
    fact = f"told_{kind}"
    last = installation.get_locked(here.tx, fact)
    pause = _TOLD_AGAIN_LATER if kind in _SELDOM else _TOLD_AGAIN_AFTER
    if last is not None and here.now - from_ms(int(last)) < pause:
        return
    installation.put(here.tx, fact, str(to_ms(here.now)))
    audit.append(here.tx, "system", "told_administrators", f"finding:{kind}", here.now)
    for one in here.duty.officers:
        if one.role is Role.ADMINISTRATOR and one.active:
            telling.tell_officer(here, one.id, say, post)


def _some(names: list[str]) -> str:
    rest = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" (+{rest})" if rest > 0 else "")
