import pytest

from hotline.alert.alert import Rung, Urgency
from hotline.alert.policy import DEFAULT_POLICIES, freeze, thaw
from hotline.durations import format_duration


@pytest.mark.parametrize(
    ("urgency", "afters", "repeat_after", "rounds", "open_within", "idle_after"),
    [
        (Urgency.EMERGENCY, ["0s", "5m", "5m", "5m"], "5m", 3, "10m", "30m"),
        (Urgency.URGENT, ["0s", "15m", "15m", "30m"], "30m", 3, "1h", "12h"),
        (Urgency.NORMAL, ["0s", "4h", "4h", "16h"], "1d", 2, "1d", "3d"),
        (Urgency.LOW, ["0s", "1d", "2d", "2d"], "7d", 1, "5d", "10d"),
    ],
)
def test_the_policies_by_default(
    urgency: Urgency, afters: list[str], repeat_after: str, rounds: int, open_within: str, idle_after: str
) -> None:
    policy = DEFAULT_POLICIES[urgency]

    assert policy.name == urgency
    assert [format_duration(step.after) for step in policy.steps] == afters
    assert format_duration(policy.repeat_after) == repeat_after
    assert policy.repeat_rounds == rounds
    assert format_duration(policy.open_within) == open_within
    assert format_duration(policy.idle_after) == idle_after


@pytest.mark.parametrize("urgency", list(Urgency))
def test_every_ladder_goes_from_duty_to_the_supervisor(urgency: Urgency) -> None:
    rungs = [step.notify for step in DEFAULT_POLICIES[urgency].steps]

    assert rungs == [(Rung.ON_DUTY,), (Rung.BACKUP,), (Rung.UNIT_LEAD,), (Rung.SUPERVISOR,)]


@pytest.mark.parametrize("urgency", list(Urgency))
def test_a_frozen_policy_thaws_unchanged(urgency: Urgency) -> None:
    policy = DEFAULT_POLICIES[urgency]

    assert thaw(freeze(policy)) == policy
