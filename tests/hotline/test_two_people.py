"""The rule on images of abuse: nobody opens one alone."""

from datetime import timedelta

from hotline import two_people
from hotline.ids import OfficerId
from hotline.two_people import Question
from tests.clock import MONDAY_MORNING as NOW

AN, BINH = OfficerId(1), OfficerId(2)
ASKED = Question(AN, NOW)
AGREED = Question(AN, NOW, agreed_at=NOW)
MOMENT = timedelta(seconds=1)


def test_alone_nobody_opens_anything() -> None:
    assert not two_people.may_open(ASKED, AN, NOW)
    assert two_people.refusal(ASKED, AN, NOW) == "same_person"


def test_after_a_second_person_agreed_the_first_may_for_half_an_hour() -> None:
    assert two_people.refusal(ASKED, BINH, NOW) is None
    assert two_people.may_open(AGREED, AN, NOW + two_people.OPEN_FOR - MOMENT)
    assert not two_people.may_open(AGREED, AN, NOW + two_people.OPEN_FOR)


def test_who_agreed_may_not_open_it() -> None:
    assert not two_people.may_open(AGREED, BINH, NOW)


def test_a_question_lapses_and_is_agreed_to_once() -> None:
    assert two_people.refusal(ASKED, BINH, NOW + two_people.ASKED_FOR) == "lapsed"
    assert two_people.refusal(AGREED, BINH, NOW) == "already_agreed"
