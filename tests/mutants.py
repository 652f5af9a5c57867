"""Breaks each escalation rule on purpose and sees that its tests notice.

Each mutant is one small change of the code in a copy of it; the tests named beside it then have to fail.

    python3 -m tests.mutants            all of them
    python3 -m tests.mutants E5 E7      those of these rules

A test of the suite looks whether every mutant still fits the code.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

ROOT = Path(__file__).parents[1]
MACHINE = "tests/hotline/test_escalation_machine.py"
ESCALATION, ACKNOWLEDGEMENT = "hotline/alert/escalation.py", "hotline/alert/acknowledgement.py"


@dataclass(frozen=True, slots=True)
class Mutant:
    """In `file`, `code` becomes `broken`; one of `tests` fails."""

    rule: str
    what: str
    file: str
    code: str
    broken: str
    tests: tuple[str, ...]


MUTANTS = (
    Mutant(
        "E1",
        "an alert that is given back has no due time",
        ACKNOWLEDGEMENT,
        "        due_at=now,\n        acknowledged_by=None,",
        "        due_at=None,\n        acknowledged_by=None,",
        (MACHINE,),
    ),
    Mutant(
        "E1",
        "the database takes an open alert without a due time",
        "storage/tables/alert.py",
        "\"(state = 'closed') = (due_at IS NULL)\"",
        "\"(state = 'closed') <= (due_at IS NULL)\"",
        ("tests/storage/test_schema.py",),
    ),
    Mutant(
        "E2",
        "whoever comes second overwrites what the first has stored",
        "storage/tables/alert.py",
        'row = (alert.c.number == bindparam("b_number"), alert.c.version == bindparam("b_version"))',
        'row = (alert.c.number == bindparam("b_number"), bindparam("b_version") >= 0)',
        ("tests/handlers/test_several_processes.py",),
    ),
    Mutant(
        "E3",
        "a new round's pages have the old one's numbers",
        ESCALATION,
        "    number = alert.round + 1\n    first",
        "    number = alert.round\n    first",
        (MACHINE,),
    ),
    Mutant(
        "E3",
        "asking for help twice pages twice",
        "storage/tables/page.py",
        '"alert", "leg", "round", "step", "reason", "officer_id", "contact_method_id", name="uq_page_e3"',
        '"alert", "leg", "round", "step", "reason", "id", name="uq_page_e3"',
        ("tests/storage/test_schema.py",),
    ),
    Mutant(
        "E4",
        "what a dead process had in hand stays in its hand",
        "storage/tables/outbox.py",
        "outbox.c.lease_owner.is_not(None), outbox.c.lease_owner.not_in(owners_alive)",
        "outbox.c.lease_owner.is_(None), outbox.c.lease_owner.not_in(owners_alive)",
        ("tests/handlers/test_several_processes.py",),
    ),
    Mutant(
        "E5",
        "the second to acknowledge wins",
        ACKNOWLEDGEMENT,
        "    if alert.acknowledged_by is not None:\n"
        "        return AlreadyTaken(alert.acknowledged_by)\n"
        "    if officer in",
        "    if officer in",
        (MACHINE,),
    ),
    Mutant(
        "E5",
        "an acknowledgement is no promise to read",
        "hotline/alert/owner_clock.py",
        "rests_until=now + alert.policy.open_within",
        "rests_until=now + alert.policy.idle_after",
        ("tests/hotline/test_acknowledgement.py",),
    ),
    Mutant(
        "E5",
        "a stolen phone may quieten an alert again and again",
        ESCALATION,
        "    broken = frozenset[OfficerId]() if alert.case_opened else _acknowledger(alert)",
        "    broken = frozenset[OfficerId]()",
        ("tests/hotline/test_escalation.py",),
    ),
    Mutant(
        "E6",
        "a page goes out although somebody has the alert",
        "bot/sending.py",
        "            return bool(await delivery.still_wanted(self._office, [parcel.id]))",
        "            return True",
        ("tests/stories/test_telegram_in_trouble.py",),
    ),
    Mutant(
        "E7",
        "a step that finds nobody waits out its time",
        ESCALATION,
        "        skipped.append((alert.leg, alert.round, step))\n    if",
        "        skipped.append((alert.leg, alert.round, step))\n        break\n    if",
        (MACHINE, "tests/hotline/test_escalation.py"),
    ),
    Mutant(
        "E7",
        "pages that failed for good hold the next step up",
        ESCALATION,
        "    if alert.round == round_:\n        return replace(changed, due_at=_sooner(alert, now))",
        "    if alert.round == round_:\n        return changed",
        ("tests/hotline/test_escalation.py",),
    ),
    Mutant(
        "E7",
        "nobody anywhere, and the loop spins",
        ESCALATION,
        "NOBODY_AGAIN_AFTER = timedelta(seconds=30)",
        "NOBODY_AGAIN_AFTER = timedelta(seconds=3)",
        (MACHINE,),
    ),
    Mutant(
        "E8",
        "after the last round there is silence",
        ESCALATION,
        "    first = 0 if number < alert.policy.repeat_rounds else len(alert.policy.steps) - 1\n"
        "    due_at = now + alert.policy.repeat_after",
        "    first = 0\n    due_at = now + alert.policy.repeat_after * (1 + number * number)",
        (MACHINE, "tests/hotline/test_escalation.py"),
    ),
    Mutant(
        "E9",
        "a change of the configuration moves alerts that climb",
        "handlers/steps/escalating.py",
        "    return escalation.advance(alert, here.duty, here.now)",
        "    from dataclasses import replace\n"
        "    now = replace(alert, policy=here.office.settings.policies[alert.urgency])\n"
        "    return escalation.advance(now, here.duty, here.now)",
        ("tests/handlers/test_due.py",),
    ),
    Mutant(
        "E10",
        "nobody is told how late a step was",
        ESCALATION,
        "    return replace(_fire(alert, duty, now), lateness=lateness, unanswered=unanswered)",
        "    return replace(_fire(alert, duty, now), unanswered=unanswered)",
        (MACHINE,),
    ),
    Mutant(
        "E11",
        "a hand-over that nobody answers waits for ever",
        "hotline/alert/owner_clock.py",
        "    ends = [at for at in (alert.rests_until, alert.promised_at, until) if at is not None]",
        "    ends = [at for at in (alert.rests_until, alert.promised_at) if at is not None]",
        (MACHINE,),
    ),
    Mutant(
        "E11",
        "a chat whose term is over is looked at by nobody",
        "handlers/due.py",
        "    ended = _end_chats(tx, office, post, now)",
        "    ended = 0",
        ("tests/handlers/test_due.py",),
    ),
)


def fits(mutant: Mutant) -> bool:
    """Whether the code that it changes stands there, once."""
    return (ROOT / mutant.file).read_text().count(mutant.code) == 1


def survivors(mutants: Sequence[Mutant]) -> Iterator[Mutant]:
    """Those that no test notices."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "var", "__pycache__"))
        for mutant in mutants:
            file = copy / mutant.file
            whole = file.read_text()
            file.write_text(whole.replace(mutant.code, mutant.broken))
            noticed = _fails(copy, mutant.tests)
            file.write_text(whole)
            click.echo(f"{mutant.rule:4}{'noticed ' if noticed else 'SURVIVED'} {mutant.what}")
            if not noticed:
                yield mutant


def _fails(copy: Path, tests: Sequence[str]) -> bool:
    """Whether a test fails; raises if they could not be run at all."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-n", "0", *tests]
    ended = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    if ended.returncode not in (0, 1):
        raise RuntimeError(ended.stdout[-2000:] + ended.stderr[-2000:])
    return ended.returncode == 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("rules", nargs="*", metavar="RULE")
    wanted = parser.parse_args().rules
    chosen = [mutant for mutant in MUTANTS if not wanted or mutant.rule in wanted]
    misfits = [mutant.what for mutant in chosen if not fits(mutant)]
    if misfits:
        click.echo("no longer in the code: " + "; ".join(misfits))
        return 1
    return 1 if list(survivors(chosen)) else 0


if __name__ == "__main__":
    sys.exit(main())
