"""Two stories about one child are seen as alike, two of different ones aren't."""

import pytest

from hotline.likeness import ALIKE, likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bé Hoa nhà bên bị bố đánh bằng roi", "Hoa lại bị bố đánh bằng roi, tay bầm tím"),
        ("be hoa nha ben bi bo danh bang roi", "Bé Hoa nhà bên bị BỐ đánh bằng roi!"),
    ],
)
def test_one_child_told_twice(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bé Hoa nhà bên bị bố đánh bằng roi", "Có hố sâu không rào cạnh trường mẫu giáo"),
        ("", "Bé Hoa nhà bên bị bố đánh bằng roi"),
    ],
)
def test_two_different_things(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE
