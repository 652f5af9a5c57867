"""What officers do about an alert at the desk, beside taking it: promise, hand over, send it further up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from handlers.installation import Installation, Posted
from handlers.steps import acknowledging, handing, joint, promising, repeats, sealing
from handlers.steps.acknowledging import Outcome
from handlers.steps.posting import Post
from handlers.steps.scene import Scene, scene
from hotline.alert import closing
from hotline.alert.acknowledgement import Standing
from hotline.duty.roster import Officer
from hotline.ids import AlertNumber, OfficerId, UnitCode
from hotline.messages import Say
from storage.keys.recipient import Seeds
from storage.schema import Tx
from storage.tables import alert as alerts
from storage.tables import unit

_Act = Callable[[Scene, AlertNumber, Officer, Post], Outcome]


@dataclass(frozen=True, slots=True)
class Done:
    """The sentence to show; whether something changed, and whether there is such an alert."""

    say: Say
    done: bool
    found: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """Whom and what an officer can choose on a case's page: (username, name) and (code, name)."""

    receivers: tuple[tuple[str, str], ...]
    desks: tuple[tuple[str, str], ...]
    may_close: bool


async def choices(office: Installation, officer: Officer, number: int) -> Choices:
    """What the forms of this case's page offer; nothing if there is no such case for this officer."""
    return await office.reader.read(_choices, office, officer, number, office.now())


async def pass_on(office: Installation, officer: Officer, number: int) -> Done:
    """Not this one: the next step is due now."""
    return await _do(office, officer, number, acknowledging.pass_on)


async def ask_help(office: Installation, officer: Officer, number: int) -> Done:
    """Somebody is paged beside the owner."""
    return await _do(office, officer, number, acknowledging.ask_help)


async def promise(office: Installation, officer: Officer, number: int, minutes: int) -> Done:
    """The owner will be there in so many minutes."""

    def act(here: Scene, number: AlertNumber, officer: Officer, post: Post) -> Outcome:
        return promising.promise(here, number, officer, minutes, post)

    return await _do(office, officer, number, act)


async def arrive(office: Installation, officer: Officer, number: int) -> Done:
    """The owner is there."""
    return await _do(office, officer, number, promising.arrive)


async def escalate_now(office: Installation, officer: Officer, number: int, seen: Standing) -> Done:
    """The next step is due now; `seen`: where the alert stood for whoever asks."""

    def act(here: Scene, number: AlertNumber, officer: Officer, post: Post) -> Outcome:
        return promising.escalate_now(here, number, officer, seen, post)

    return await _do(office, officer, number, act)


async def hand_over(office: Installation, officer: Officer, seeds: Seeds, number: int, to: str) -> Done:
    """The colleague of this username is asked, and can read the case from now on."""

    def act(here: Scene, number: AlertNumber, officer: Officer, post: Post) -> Outcome:
        colleague = next((one for one in here.duty.officers if one.username == to), None)
        if colleague is None:
            return handing.unfit(number, to)
        outcome = handing.offer(here, number, officer, colleague.id, post, can_grant=True)
        if outcome.done:
            _grant(here, number, officer, colleague.id, seeds)
        return outcome

    return await _do(office, officer, number, act)


async def answer_hand_over(office: Installation, officer: Officer, number: int, *, accepts: bool) -> Done:
    """Whoever was asked says yes or no."""

    def act(here: Scene, number: AlertNumber, officer: Officer, post: Post) -> Outcome:
        if accepts:
            return handing.accept(here, number, officer, post, from_console=True)
        return handing.refuse(here, number, officer, post)

    return await _do(office, officer, number, act)


async def link(office: Installation, officer: Officer, seeds: Seeds, number: int, other: int) -> Done:
    """Two cases that this officer may read are about the same child."""

    def act(here: Scene, number: AlertNumber, officer: Officer, post: Post) -> Outcome:
        return repeats.link(here, number, AlertNumber(other), officer, seeds, post)

    return await _do(office, officer, number, act)


async def ask_agency(office: Installation, officer: Officer, seeds: Seeds, number: int, desk: str) -> Done:
    """A second agency has to acknowledge as well."""

    def act(here: Scene, number: AlertNumber, officer: Officer, post: Post) -> Outcome:
        return joint.ask(here, number, officer, UnitCode(desk), seeds, post)

    return await _do(office, officer, number, act)


async def _do(office: Installation, officer: Officer, number: int, act: _Act) -> Done:
    outcome, posted = await office.writer.do(_in_one_go, office, officer, number, act, office.now())
    office.after_commit(posted)
    return Done(outcome.say, outcome.done, outcome.found)


def _in_one_go(
    tx: Tx, office: Installation, officer: Officer, number: int, act: _Act, now: datetime
) -> tuple[Outcome, Posted]:
    here, post = scene(tx, office, now), Post(tx, office, now)
    outcome = act(here, AlertNumber(number), officer, post)
    return outcome, post.flush()


def _choices(tx: Tx, office: Installation, officer: Officer, number: int, now: datetime) -> Choices:
    here = scene(tx, office, now)
    stored = alerts.load(tx, AlertNumber(number))
    if stored is None or not here.duty.may_read(officer.id, stored.alert.unit):
        return Choices((), (), may_close=False)
    able = handing.receivers(here, stored, can_grant=True)
    asked = {half.alert.unit for half in alerts.halves(tx, stored.alert.number)}
    desks = () if stored.joint_of is not None else tuple(unit.desks(tx).items())
    return Choices(
        receivers=tuple((one.username, one.name) for one in able),
        desks=tuple((code, name) for code, name in desks if code not in asked),
        may_close=closing.may_close(stored.alert, officer, here.duty),
    )


def _grant(here: Scene, number: AlertNumber, officer: Officer, to: OfficerId, seeds: Seeds) -> None:
    stored = alerts.load(here.tx, number)
    if stored is None:
        return
    opened = sealing.report_seeds(here.tx, stored.report_id, str(officer.id), seeds)
    if opened is not None:
        sealing.admit(here.tx, sealing.readers(here.tx), stored.report_id, opened, [to])
