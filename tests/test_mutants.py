"""The list of broken rules stays in step with the code; that each is noticed, `tests/mutants.py` tells."""

import pytest

from tests.mutants import MUTANTS, ROOT, Mutant, fits


@pytest.mark.parametrize("mutant", MUTANTS, ids=[f"{one.rule}: {one.what}" for one in MUTANTS])
def test_a_mutant_changes_the_code_that_stands_there(mutant: Mutant) -> None:
    assert fits(mutant)
    assert all((ROOT / test).is_file() for test in mutant.tests)


def test_every_rule_is_broken_once_at_least() -> None:
    assert {mutant.rule for mutant in MUTANTS} == {f"E{number}" for number in range(1, 12)}
