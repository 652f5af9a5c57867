"""Every golden conversation, at every channel's own edge, brings the same report to the same officers.

`golden.py` says what is done otherwise on a channel, and why; `everywhere.py` what is compared.
"""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from tests.contract.everywhere import Case, Ending, Everywhere, open_everywhere
from tests.contract.golden import LACKS, OTHERWISE, TRANSCRIPTS, Transcript
from tests.contract.table import ROADS
from tests.stories.conftest import in_memory
from tests.stories.template import Template

ALL = {path.stem: Transcript.read(path) for path in TRANSCRIPTS}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def everywhere(
    template: Template, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Everywhere]:
    with in_memory(tmp_path_factory.mktemp("everywhere")) as directory:
        async with open_everywhere(template, directory) as one:
            yield one


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", ALL)
async def test_conversation_ends_the_same_on_every_channel(everywhere: Everywhere, name: str) -> None:
    transcript = ALL[name]

    endings = {channel: await everywhere.plays(transcript, channel) for channel in OTHERWISE}

    for channel, ending in endings.items():
        assert ending == _without(endings["telegram"], LACKS.get((channel, name))), channel
    _assert_as_written(endings["telegram"], transcript)


def _without(ending: Ending, answer: str | None) -> Ending:
    """The ending of a channel where this one can't be given."""
    if answer is None:
        return ending
    [case] = ending.cases
    answers = {asked: given for asked, given in case.answers.items() if asked != answer}
    assert answers != case.answers
    return replace(ending, cases=(replace(case, answers=answers),))


def _assert_as_written(ending: Ending, transcript: Transcript) -> None:
    """What the transcript says became of it: sent, raised as an emergency, taken back, left lying."""
    effects = transcript.effects
    if not effects & {"red", "filed", "wrote"} and not transcript.was_left_lying:
        assert ending.cases == ()
        return
    [case] = ending.cases
    assert (case.urgency == "emergency") == ("red" in effects)
    assert case.finished == bool(effects & {"filed", "wrote"})
    assert case.incomplete == ending.goes_on == transcript.was_left_lying
    assert case.messages[-len(transcript.to_officer) :] == transcript.to_officer
    if transcript.answers:
        assert _as_toml(case) == transcript.answers


def _as_toml(case: Case) -> dict[str, str | list[str]]:
    return {asked: given if isinstance(given, str) else list(given) for asked, given in case.answers.items()}


def test_every_channel_is_told_of_and_what_it_does_otherwise_has_a_reason() -> None:
    assert OTHERWISE.keys() == {row.road.name for row in ROADS.values()}
    for transcripts in OTHERWISE.values():
        for name, steps in transcripts.items():
            assert steps.keys() <= {step["reporter"] for step in ALL[name].steps}, name
            assert all(len(otherwise.why) > 20 for otherwise in steps.values())
