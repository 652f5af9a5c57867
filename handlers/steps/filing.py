"""From answers to a sealed report and an alert: at a red answer, at each answer after it, and at the end.

A batch of messages may file many reports: their rows are collected and each table is written once.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from handlers.installation import Installation
from handlers.steps import attachments, escalating, paging, sealing, timekeeping
from handlers.steps.attachments import Enclosed
from handlers.steps.chats import OpenChat
from handlers.steps.posting import Post
from handlers.steps.recordings import Drafts
from handlers.steps.scene import Scene, scene
from hotline.alert import canary, escalation, flood, regrading
from hotline.alert.alert import Alert, Policy, Urgency
from hotline.alert.escalation import Step
from hotline.alert.urgency import unit_of, urgency_of
from hotline.condition import chosen
from hotline.happening import Happening
from hotline.ids import AlertNumber, ReportId, UnitCode
from hotline.messages import Say
from hotline.recording import Recording
from storage.keys.receipt_supply import Prepared
from storage.keys.recipient import Seeds
from storage.schema import Tx
from storage.tables import alert as alerts
from storage.tables import alert_figures, page, report, timeline
from storage.tables import attachment as attachment_rows
from storage.tables.alert import StoredAlert
from storage.tables.conversation import INTERVIEW
from storage.tables.timeline import Event


@dataclass(frozen=True, slots=True)
class Raised:
    """A report that was begun, and what opens it until the interview is over."""

    report_id: ReportId
    seeds: Seeds


def raised_by(chat: OpenChat) -> Raised | None:
    """The report that this interview has begun; None if it has none yet."""
    if chat.stored.kind != INTERVIEW or chat.stored.report_id is None or chat.state.report_seeds is None:
        return None
    return Raised(chat.stored.report_id, Seeds(chat.state.report_seeds))


@dataclass(frozen=True, slots=True)
class _Fresh:
    """One report that this transaction files, and its alert after its first step."""

    sealed: sealing.Fresh
    opened: Alert
    step: Step
    category: str | None
    filed: bool


class Filing:
    """What one transaction files. `write` stores what `raise_alert` has collected."""

    def __init__(self, tx: Tx, office: Installation, post: Post, now: datetime) -> None:
        self._tx = tx
        self._office = office
        self._rules = office.texts.script.rules
        self._post = post
        self._now = now
        self._scene: Scene | None = None
        self._readers: sealing.Readers | None = None
        self._fresh: list[_Fresh] = []

    def raise_alert(
        self,
        answers: sealing.Answers,
        prepared: Prepared,
        *,
        red: bool,
        whole: bool = True,
        spoken: bool = False,
    ) -> Raised:
        """A report sealed to its members, an alert on its way up, the first page in the outbox.

        `red`: the interview goes on; the alert is an emergency whatever else was answered. `whole` False: it
        may go on, for the reporter has only fallen silent. `spoken`: a voice message comes with it.
        """
        place = unit_of(self._rules, answers, UnitCode(self._office.settings.hotline.province))
        urgency = Urgency.EMERGENCY if red else urgency_of(self._rules, answers)
        taps_alone = urgency is Urgency.EMERGENCY and not spoken and flood.is_taps_alone(answers)
        return self._raise(place, urgency, answers, prepared, filed=whole and not red, taps_alone=taps_alone)

    def raise_drill(self, unit: UnitCode, urgency: Urgency, story: str, prepared: Prepared) -> None:
        """A test alert of this unit, with a report that says so."""
        self._raise(unit, urgency, {"story": story}, prepared, filed=True, drill=True)

    def raise_canary(self, story: str, prepared: Prepared) -> None:
        """The canary's alert, which pages the robot and nobody else."""
        answers: sealing.Answers = {"story": story}
        self._raise(canary.UNIT, Urgency.LOW, answers, prepared, filed=True, drill=True, policy=canary.POLICY)

    def _raise(
        self,
        place: UnitCode,
        urgency: Urgency,
        answers: sealing.Answers,
        prepared: Prepared,
        *,
        filed: bool,
        drill: bool = False,
        taps_alone: bool = False,
        policy: Policy | None = None,
    ) -> Raised:
        here = self._here()
        members = [member.id for member in here.duty.members(place)]
        sealed = sealing.begin(self._tx, self._sealing(), prepared, members, answers, self._now, filed=filed)
        policy = policy or self._office.settings.policies[urgency]
        opened = escalation.open_alert(AlertNumber(0), place, urgency, policy, self._now, drill=drill)
        if taps_alone:
            opened = replace(opened, taps_alone=True, grouped=self._is_flooded(place))
        step = escalating.next_step(here, opened)
        self._fresh.append(_Fresh(sealed, opened, step, _category(answers), filed=filed))
        return Raised(sealed.report.id, sealed.seeds)

    def _is_flooded(self, unit: UnitCode) -> bool:
        """Whether so many of taps alone wait for this unit that a further one shares its page."""
        here_now = sum(one.opened.taps_alone and one.opened.unit == unit for one in self._fresh)
        since = self._now - flood.WITHIN
        return here_now + alert_figures.taps_alone_waiting(self._tx, unit, since) >= flood.ALONE

    def add_answers(
        self,
        raised: Raised,
        told: sealing.Answers,
        answers: sealing.Answers,
        *,
        filed: bool,
        cried: bool = False,
    ) -> None:
        """Seal what is known by now to a report whose alert stands; follow its place and its urgency.

        `told`: what the answers were before. `cried`: by a cry for help.
        """
        self.write()
        stored = report.by_id(self._tx, raised.report_id)
        sealing.add_answers(self._tx, stored, answers, self._now)
        before = alerts.of_report(self._tx, raised.report_id)
        if before is None:
            return
        if filed:
            report.mark_filed(self._tx, raised.report_id, self._now)
            timeline.note(self._tx, [(before.alert.number, Event("filed", self._now))])
        rules = self._rules
        urgency = regrading.after_answers(before.alert, rules, told, answers, cried=cried)
        self._follow(before, answers, urgency, raised)

    def mark_abandoned(self, raised: Raised) -> None:
        """Officers see that the reporter fell silent before the end."""
        self.write()
        report.mark_abandoned(self._tx, raised.report_id, self._now)
        found = alerts.of_report(self._tx, raised.report_id)
        if found is not None:
            timeline.note(self._tx, [(found.alert.number, Event("abandoned", self._now))])

    def add_recordings(self, raised: Raised, chat: OpenChat, drafts: Drafts) -> None:
        """What was said in the chat until now goes to the report; the chat keeps it no longer."""
        voices = chat.state.conversation.voices
        kept = drafts.take_out(chat) if voices else {}
        for voice in voices:
            if voice.id in kept:
                self.add_recording(raised, kept[voice.id], voice.question)

    def add_recording(self, raised: Raised, recording: Recording, question: str) -> None:
        """Seal a voice message to a report whose alert stands."""
        self.write()
        sealing.add_recording(
            self._tx, report.by_id(self._tx, raised.report_id), recording, self._now, question
        )
        self._told_more(raised)

    def add_attachments(self, raised: Raised, chat: OpenChat, drafts: attachments.Drafts) -> None:
        """The chat's pictures and files go to the report; the chat keeps them no longer."""
        if not chat.state.conversation.attachments:
            return
        self.write()
        for number, (about, content) in sorted(drafts.take_out(chat).items()):
            part = self._attachment_part(raised, about)
            if content is None:
                attachment_rows.hand_over(self._tx, number, part)
            else:
                attachment_rows.add(self._tx, number, part, content)
            self._told_more(raised)

    def add_attachment(self, raised: Raised, enclosed: Enclosed) -> None:
        """A picture or a file for a report whose alert stands."""
        self.write()
        part = self._attachment_part(raised, enclosed.about)
        attachment_rows.add(self._tx, self._tx.ids.next(), part, enclosed.content)

    def _attachment_part(self, raised: Raised, about: attachments.About) -> int:
        stored = report.by_id(self._tx, raised.report_id)
        return sealing.add_attachment(self._tx, stored, attachments.encoded(about), self._now)

    def _told_more(self, raised: Raised) -> None:
        before = alerts.of_report(self._tx, raised.report_id)
        if before is not None and before.alert.taps_alone:
            self._move(before, escalation.told_more(before.alert, self._now), before.category, raised)

    def write(self) -> None:
        """Store the reports and alerts collected so far; conversations may name them from now on."""
        if not self._fresh:
            return
        fresh, self._fresh = self._fresh, []
        sealing.store(self._tx, [one.sealed for one in fresh])
        numbers = alerts.add_all(
            self._tx, [(one.step.alert, one.sealed.report.id, one.category) for one in fresh]
        )
        here = self._here()
        stored = [
            (StoredAlert(replace(one.opened, number=number), one.sealed.report.id, one.category, None), one)
            for number, one in zip(numbers, fresh, strict=True)
        ]
        timeline.note_first(
            self._tx, [event for item, one in stored for event in _first_events(here, item, one)]
        )
        timekeeping.begin(here, [item for item, _ in stored], fresh=True)
        steps = [
            (replace(one.step, alert=replace(one.step.alert, number=item.alert.number)))
            for item, one in stored
        ]
        for step in steps:
            self._post.happened(Happening("alert_opened", step.alert))
        escalating.carry_out(here, steps, self._post, fresh=True)
        self._post.timers_moved = True

    def _follow(
        self, before: StoredAlert, answers: sealing.Answers, urgency: Urgency, raised: Raised
    ) -> None:
        province = UnitCode(self._office.settings.hotline.province)
        spared = self._rules.bypasses_commune(answers)
        place = province if spared else unit_of(self._rules, answers, before.alert.unit)
        policies = self._office.settings.policies
        alone = before.alert
        if alone.taps_alone and not flood.is_taps_alone(answers):
            alone = escalation.told_more(alone, self._now)
        moved = escalation.reroute(alone, place, urgency, policies, self._now)
        category = _category(answers)
        if moved is before.alert and category == before.category:
            return
        if moved is before.alert:
            moved = replace(moved, version=moved.version + 1)
        self._move(before, moved, category, raised, spared=spared)

    def _move(
        self, before: StoredAlert, moved: Alert, category: str | None, raised: Raised, *, spared: bool = False
    ) -> None:
        """Store where the alert stands now; on a new leg it pages at once.

        `spared`: the province alone is to read it; the commune can't open what was sealed to it before.
        """
        alerts.change(self._tx, before, moved, category=category)
        here = self._here()
        timekeeping.begin(here, [replace(before, alert=moved, category=category or before.category)])
        if moved.leg == before.alert.leg:
            return
        members = [member.id for member in here.duty.members(moved.unit)]
        if spared:
            report.keep_members(self._tx, raised.report_id, members)
        sealing.admit(self._tx, self._sealing(), raised.report_id, raised.seeds, members)
        paging.quieten(here, moved.number)
        timeline.note(self._tx, [(moved.number, Event("rerouted", self._now, detail=_leg(moved)))])
        self._post.happened(Happening("alert_rerouted", moved, took=self._now - moved.opened_at))
        escalating.climb(here, [replace(before, alert=moved, category=category)], self._post)
        self._tell_former(here, before.alert, moved)

    def _tell_former(self, here: Scene, before: Alert, moved: Alert) -> None:
        """Whoever had it answered for another place, or something less urgent."""
        paged = {item.officer_id for item in page.of_alert(self._tx, moved.number) if item.leg == moved.leg}
        facts: dict[str, str | int] = {
            "number": int(moved.number),
            "urgency": paging.urgency_words(moved),
            "unit": here.units.get(moved.unit, moved.unit),
        }
        escalating.tell_former(here, before, paged, Say("note-moved", facts), self._post)

    def _here(self) -> Scene:
        if self._scene is None:
            self._scene = scene(self._tx, self._office, self._now)
        return self._scene

    def _sealing(self) -> sealing.Readers:
        if self._readers is None:
            self._readers = sealing.readers(self._tx)
        return self._readers


def _first_events(here: Scene, item: StoredAlert, one: _Fresh) -> list[tuple[AlertNumber, Event]]:
    number = item.alert.number
    events = [(number, Event("opened", here.now, detail=item.alert.urgency.value))]
    events += escalating.events_of(here, item, one.step)
    if one.filed:
        events.append((number, Event("filed", here.now)))
    return events


def _category(answers: sealing.Answers) -> str | None:
    return next(iter(chosen(answers, "category")), None)


def _leg(alert: Alert) -> str:
    return f"{alert.leg} {alert.unit} {alert.urgency.value}"
