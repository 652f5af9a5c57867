"""What an officer sees when asking who is on duty and what is waiting."""

from handlers.steps import rostering, swapping
from handlers.steps.paging import urgency_words
from handlers.steps.scene import Scene
from handlers.steps.shift_words import facts_of, local
from hotline.alert.alert import Alert
from hotline.duty.roster import Officer, Place, Role
from hotline.ids import UnitCode
from hotline.messages import Button, Say, Screen
from storage.tables import alert_lists

_MOST = 10


def units_seen_by(here: Scene, officer: Officer) -> list[UnitCode] | None:
    """Whose alerts this officer may see; None means all."""
    if here.duty.may_read(officer.id, here.duty.province):
        return None
    if officer.role is Role.ADMINISTRATOR:
        return []
    return [officer.unit]


def duty_screen(here: Scene, officer: Officer) -> Screen:
    """Who is on duty for the officer's unit now, and when the officer's own next shifts are."""
    unit = here.units.get(officer.unit, officer.unit)
    lines = [Say("duty-unit", {"unit": unit})]
    for place in (Place.ON_DUTY, Place.BACKUP):
        names = ", ".join(one.name for one in here.duty.on_shift(place, officer.unit, here.now))
        lines.append(
            Say(f"duty-{place.value}", {"names": names}) if names else Say(f"duty-{place.value}-nobody")
        )
    mine = [
        shift
        for shift in rostering.between(
            here.tx, here.office.settings.hotline.zone, here.now, here.now + rostering.FAR
        )
        if shift.officer == officer.id
    ]
    lines += [Say("duty-mine", facts_of(here, shift)) for shift in mine[:3]]
    if not mine:
        lines.append(Say("duty-mine-none"))
    return Screen(tuple(lines), tuple(swapping.ask_button(here, shift) for shift in mine[:3]))


def alerts_screen(here: Scene, officer: Officer) -> Screen:
    """The alerts that wait, each with a button to take it; then those the officer has, and what to do."""
    waiting = alert_lists.most_pressing(here.tx, units_seen_by(here, officer), _MOST + 1)
    taken = alert_lists.in_hand(here.tx, officer.id, _MOST + 1)
    if not waiting and not taken:
        return Screen((Say("alerts-none"),))
    lines = [_line(here, one.alert, "alerts-waiting") for one in waiting[:_MOST]]
    lines += [_line(here, one.alert, "alerts-yours") for one in taken[:_MOST]]
    if len(waiting) > _MOST or len(taken) > _MOST:
        lines.append(Say("alerts-further", {"link": f"{here.office.console_origin}/"}))
    buttons = [_button(one.alert, "ack") for one in waiting[:_MOST]]
    buttons += [_button(one.alert, "more") for one in taken[:_MOST]]
    return Screen(tuple(lines), tuple(buttons))


def _button(alert: Alert, deed: str) -> Button:
    return Button(f"alert:{alert.number}:{deed}", Say(f"alerts-button-{deed}", {"number": int(alert.number)}))


def _line(here: Scene, alert: Alert, sentence: str) -> Say:
    facts: dict[str, str | int] = {
        "number": int(alert.number),
        "urgency": urgency_words(alert),
        "unit": here.units.get(alert.unit, alert.unit),
        "opened": local(here, alert.opened_at),
    }
    return Say(sentence, facts)
