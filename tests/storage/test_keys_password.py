"""An officer's password opens the officer's keys, together with the pepper; nothing else does."""

import unicodedata

import pytest

from hotline.errors import CannotOpen, WrongPassword
from storage.keys.password import ProtectedSeeds, new_one_time_password, nobody, protect, unlock, weak
from storage.keys.recipient import new_seeds

PASSWORD = "con trâu đi trước cái cày"
PEPPER = b"p" * 32
SEEDS = new_seeds()
PROTECTED = protect(SEEDS, PASSWORD, PEPPER)


def test_the_password_opens_the_keys() -> None:
    assert unlock(PROTECTED, PASSWORD, PEPPER) == SEEDS


def test_a_keyboard_that_types_marks_apart_opens_them_too() -> None:
    apart = unicodedata.normalize("NFD", PASSWORD)
    assert apart != PASSWORD

    assert unlock(PROTECTED, apart, PEPPER) == SEEDS


def test_a_wrong_password_is_told_apart_from_damage() -> None:
    with pytest.raises(WrongPassword):
        unlock(PROTECTED, PASSWORD + " ", PEPPER)
    with pytest.raises(CannotOpen) as damaged:
        unlock(ProtectedSeeds(PROTECTED.salt, b""), PASSWORD, PEPPER)
    assert not isinstance(damaged.value, WrongPassword)


def test_the_database_without_the_pepper_opens_nothing() -> None:
    with pytest.raises(WrongPassword):
        unlock(PROTECTED, PASSWORD, b"q" * 32)


def test_the_same_password_never_looks_the_same() -> None:
    again = protect(SEEDS, PASSWORD, PEPPER)

    assert (again.salt, again.sealed) != (PROTECTED.salt, PROTECTED.sealed)


def test_a_name_that_does_not_exist_fails_like_any_other() -> None:
    assert len(nobody().sealed) == len(PROTECTED.sealed)

    with pytest.raises(WrongPassword):
        unlock(nobody(), PASSWORD, PEPPER)


def test_one_time_passwords_can_be_read_out() -> None:
    given = {new_one_time_password() for _ in range(50)}

    assert len(given) == 50
    for password in given:
        assert [len(group) for group in password.split("-")] == [5, 5, 5]
        assert not set(password) & set("ilo01IO")
        assert weak(password, "an") is None


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "password-too-short"),
        ("Matkhau123!", "password-too-short"),
        (unicodedata.normalize("NFD", "mật khẩu ấy"), "password-too-short"),
        ("Nguyen.Van.An.2", "password-is-username"),
        ("nguyen.van.an.2", "password-is-username"),
        ("090123456789", "password-only-digits"),
        ("abababababab", "password-too-simple"),
        (PASSWORD, None),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password: str, reason: str | None) -> None:
    assert weak(password, "nguyen.van.an.2") == reason
