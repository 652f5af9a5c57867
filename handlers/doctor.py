"""What is wrong with an installation, as its database tells: the doctor's look, which changes nothing.

Usernames, never names: what the doctor says is pasted into tickets.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.steps import oa_health, rostering
from handlers.steps.sealing import RECOVERY_PUBLIC
from hotline.alert.alert import Urgency
from hotline.duty.contact_order import COSTLY
from hotline.duty.roster import Duty, Officer, Place, Role
from hotline.errors import CannotOpen
from hotline.finding import Finding
from hotline.ids import ContactMethodId, OfficerId
from hotline.oa_token import Health
from hotline.settings import CHANNELS, Settings
from storage.audit_chain import AuditEntry, first_broken
from storage.database import Reader
from storage.schema import Tx, from_ms
from storage.tables import audit, inbox, installation, process, report, unit
from storage.tables import officer as officers
from storage.tables.officer import StoredOfficer

BEATS_WITHIN = timedelta(seconds=15)
_CLOCKS_DIFFER_BY = timedelta(minutes=1)
_MOMENT = timedelta(milliseconds=1)
_MOST_NAMED = 10
_ACCOUNT = {
    Health.MISSING: "Nobody has authorised the Official Account of [zalo_oa], so nothing can be sent there.",
    Health.ENDING: "The refresh token of the Official Account ends soon.",
    Health.LOST: "Zalo renews the token of the Official Account no more.",
}


@dataclass(frozen=True, slots=True)
class Look:
    """What was found; `serving`: a process of this installation was heard of just now."""

    findings: tuple[Finding, ...]
    serving: bool


async def look(reader: Reader, settings: Settings, now: datetime) -> Look:
    """Everything that the database shows to be wrong."""
    return await reader.read(_look, settings, now)


def _look(tx: Tx, settings: Settings, now: datetime) -> Look:
    everybody = officers.everybody(tx)
    duty = _duty(tx, everybody, settings, now)
    beat = process.last_beat(tx)
    findings = (
        *_keys(tx, everybody),
        *_province(tx, settings),
        *_log_and_clock(tx, beat, now),
        *_people(duty, settings),
        *_paid_alone(tx, everybody, settings),
        *_first_passwords(everybody),
        *_units(tx, duty, now),
        *_off_duty(tx, duty, now),
        *_kept(tx),
        *_account(tx, settings, now),
        *_told_of_units(tx, settings),
    )
    return Look(findings, serving=beat is not None and abs(now - beat) < BEATS_WITHIN)


def _duty(tx: Tx, everybody: Sequence[StoredOfficer], settings: Settings, now: datetime) -> Duty:
    """The people and the roster of the moment; contacts that nothing serves don't count."""
    reachable: dict[OfficerId, list[ContactMethodId]] = {}
    for contact in officers.contact_methods(tx):
        served = contact.channel not in CHANNELS or contact.channel in settings.officer_channels
        if contact.failed_at is None and served:
            reachable.setdefault(contact.officer_id, []).append(contact.id)
    people = tuple(_officer(one, tuple(reachable.get(one.id, ()))) for one in everybody)
    return Duty(
        settings.hotline.province,
        people,
        tuple(rostering.between(tx, settings.hotline.zone, now, now + _MOMENT)),
    )


def _officer(stored: StoredOfficer, contacts: tuple[ContactMethodId, ...]) -> Officer:
    return Officer(
        stored.id,
        stored.username,
        stored.username,
        stored.unit,
        Role(stored.role),
        contacts,
        active=bool(stored.active),
    )


def _keys(tx: Tx, everybody: Sequence[StoredOfficer]) -> Iterator[Finding]:
    exchanged = [one.username for one in everybody if one.active and not _is_vouched_for(tx, one)]
    active = sum(bool(one.active) for one in everybody)
    if exchanged and len(exchanged) == active:
        yield Finding(
            "keys-of-another",
            "The keys directory belongs to another installation than the database.",
            "Bring back the keys directory (or the database) that belongs here, from the same backup.",
        )
    elif exchanged:
        yield Finding(
            "officer-key-exchanged",
            f"The public key of {_named(exchanged)} in the database is not the one this server stored.",
            "Somebody changed the database. Disable these officers, add them anew, and find out who it was.",
        )
    elif not _recovery_is_vouched_for(tx):
        yield Finding(
            "recovery-key-exchanged",
            "The recovery key's public half in the database is gone, or not the one this server stored.",
            "Somebody changed the database. Restore the last backup, and find out who it was.",
        )


def _is_vouched_for(tx: Tx, stored: StoredOfficer) -> bool:
    return _fits(tx, stored.public_key, f"officer:{stored.username}", stored.public_mac)


def _recovery_is_vouched_for(tx: Tx) -> bool:
    public, _, mac = (installation.get(tx, RECOVERY_PUBLIC) or "").partition(":")
    try:
        return _fits(tx, bytes.fromhex(public), report.RECOVERY, bytes.fromhex(mac))
    except ValueError:
        return False


def _fits(tx: Tx, public: bytes, owner: str, mac: bytes) -> bool:
    try:
        tx.keys.check_public(public, owner, mac)
    except CannotOpen:
        return False
    return True


def _province(tx: Tx, settings: Settings) -> Iterator[Finding]:
    founded_for = installation.get(tx, "province")
    if founded_for != settings.hotline.province:
        yield Finding(
            "province",
            f"The installation was made for province {founded_for}, and hotline.province says "
            f"{settings.hotline.province}.",
            f'Write province = "{founded_for}" under [hotline], or make another installation.',
        )


def _told_of_units(tx: Tx, settings: Settings) -> Iterator[Finding]:
    named = {one.unit for one in settings.webhook.units if one.unit is not None}
    if unknown := sorted(named - unit.names(tx).keys()):
        yield Finding(
            "webhook-unit",
            f"[[webhook.units]] names what is no unit here, so nothing is told there: {', '.join(unknown)}",
            "Write a commune's code, the province's, or a desk's (`langnghe desk list`).",
        )


def _log_and_clock(tx: Tx, beat: datetime | None, now: datetime) -> Iterator[Finding]:
    latest = _Latest(beat)
    broken = first_broken(latest.passing(audit.entries(tx)))
    if broken is not None:
        yield Finding(
            "audit-broken",
            f"The audit log was changed: its chain is broken from entry {broken} on.",
            "Keep a copy of the database as it is, find out who could write to it, then restore a backup.",
        )
    if latest.at is not None and latest.at - now > _CLOCKS_DIFFER_BY:
        yield Finding(
            "clock",
            f"The clock was set back: it says {now:%Y-%m-%d %H:%M} UTC, and the last entry is of "
            f"{latest.at:%Y-%m-%d %H:%M} UTC. Pages would wait until then.",
            "Set the clock, and let it be kept by NTP: timedatectl set-ntp true",
        )


class _Latest:
    """The latest time seen among entries that pass."""

    def __init__(self, at: datetime | None) -> None:
        self.at = at

    def passing(self, entries: Iterable[AuditEntry]) -> Iterator[AuditEntry]:
        for entry in entries:
            at = from_ms(entry.at_ms)
            self.at = at if self.at is None else max(self.at, at)
            yield entry


def _people(duty: Duty, settings: Settings) -> Iterator[Finding]:
    working = [one for one in duty.officers if one.active and one.role is not Role.ADMINISTRATOR]
    if not settings.officer_channels and not any(one.contact_methods for one in working):
        yield Finding(
            "no-officers-messenger",
            "No messenger is configured for officers, so nobody can be paged.",
            "Make a bot with @BotFather and write its token under [telegram.officer], or with Zalo Bot "
            "Manager under [zalo.officer].",
        )
    unreachable = [one.username for one in working if not one.contact_methods]
    if unreachable:
        yield Finding(
            "no-contact",
            f"No page can reach {_named(unreachable)}: no contact that works.",
            "Run `langnghe officer link USERNAME` and let the officer send that code to the officers' bot.",
        )
    if not any(one.role is Role.SUPERVISOR for one in working):
        yield Finding(
            "no-supervisor",
            "There is no supervisor: at the end of the ladder only the first administrator is paged.",
            f"Run `langnghe officer add --role supervisor --unit {duty.province} --name NAME`.",
        )


def _account(tx: Tx, settings: Settings, now: datetime) -> Iterator[Finding]:
    health = oa_health.of_account(tx, settings, now)
    if health in _ACCOUNT:
        yield Finding(f"zalo-oa-{health}", _ACCOUNT[health], "Run `langnghe zalo-oa authorise`.")
    elif health is Health.OVERDUE:
        what = "The token of the Official Account was not renewed in time."
        yield Finding(
            "zalo-oa-overdue", what, "Let `langnghe serve` run, and see whether it reaches Zalo.", fault=False
        )


def _paid_alone(tx: Tx, everybody: Sequence[StoredOfficer], settings: Settings) -> Iterator[Finding]:
    """Whom only what costs money reaches, and not for every urgency."""
    channels: dict[OfficerId, set[str]] = {}
    for contact in officers.contact_methods(tx):
        if contact.failed_at is None:
            channels.setdefault(contact.officer_id, set()).add(contact.channel)
    fully = {one for one in COSTLY if set(settings.paid(one).urgencies) == set(Urgency)}
    paid = [
        one.username
        for one in everybody
        if one.active and channels.get(one.id, set()) <= COSTLY - fully and channels.get(one.id)
    ]
    if paid:
        yield Finding(
            "paid-alone",
            f"{_named(paid)}: only text messages or calls, which aren't sent for every urgency.",
            "Link a messenger (`langnghe officer link`) or add an e-mail (`langnghe officer contact`).",
            fault=False,
        )


def _first_passwords(everybody: Sequence[StoredOfficer]) -> Iterator[Finding]:
    unchanged = [
        one.username
        for one in everybody
        if one.active and one.role == Role.ADMINISTRATOR and one.must_change_password
    ]
    if unchanged:
        yield Finding(
            "first-password",
            f"{_named(unchanged)} still has the one-time password that was printed on a screen.",
            "Log in to the console with it and choose another.",
        )


def _units(tx: Tx, duty: Duty, now: datetime) -> Iterator[Finding]:
    of_province = {
        one.id for place in (Place.ON_DUTY, Place.BACKUP) for one in duty.on_shift(place, duty.province, now)
    }
    if of_province:
        return
    staffed = {one.unit for one in duty.officers if one.active and one.role is not Role.ADMINISTRATOR}
    names = unit.names(tx)
    lonely = [name for code, name in names.items() if code not in staffed]
    if lonely:
        yield Finding(
            "units-without-anybody",
            f"{len(lonely)} unit(s) have no officer, and nobody of the province is on the roster now: "
            f"{_named(lonely)}.",
            "Import a roster for the province with `langnghe roster import FILE`, or add officers.",
        )


def _off_duty(tx: Tx, duty: Duty, now: datetime) -> Iterator[Finding]:
    """A roster that ran out long ago is no gap that anybody is told of any more."""
    manned = {one.unit for one in duty.officers if one.active and one.role is Role.OFFICER}
    off = [code for code in sorted(manned) if not duty.on_shift(Place.ON_DUTY, code, now)]
    if off:
        names = _named([unit.names(tx)[code] for code in off])
        yield Finding(
            "units-off-duty",
            f"{len(off)} unit(s) have officers and nobody on duty now: {names}.",
            "Import a roster, or add a rotation (docs/rosters.md); until then their alerts go to the unit's "
            "lead and the province at once.",
            fault=False,
        )


def _kept(tx: Tx) -> Iterator[Finding]:
    kept = len(inbox.aside(tx))
    if kept:
        yield Finding(
            "messages-kept",
            f"{kept} message(s) of reporters could neither be answered nor filed: they are kept, sealed, and "
            "nobody has read them.",
            "Mend the fault that the log names at `message_set_aside`, or update Lắng Nghe. `langnghe serve` "
            "tries again, and pages an officer for each that it can file.",
        )


def _named(names: Sequence[str]) -> str:
    """Some of the names, and how many more there are."""
    rest = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
