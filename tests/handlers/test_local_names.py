"""Names of thôn, buôn and bon that an administrator added, wherever that was done."""

from pathlib import Path

import pytest

from handlers import local_names
from hotline.errors import NotFound
from hotline.places import Found, Nothing
from storage.tables import place_alias
from tests.office import QUANG_TRUC, Office, open_office

WAY = ("q:role:citizen", "q:danger_now:no", "q:category:hit", "q:child_age:7_10")


async def comes_to_the_place(office: Office, chat: str) -> None:
    await office.commands(chat, "start")
    for value in WAY:
        await office.presses(chat, value)


async def test_a_reporter_is_understood_by_the_name_of_a_bon(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        await local_names.add(office.installation, "Bon Bu Nung", "Quảng Trực")
        await comes_to_the_place(office, "1")

        seen = await office.says("1", "bon bu nưng")

        assert seen.startswith("Bon Bu Nung thuộc Xã Quảng Trực.")


async def test_what_another_process_wrote_is_known_at_the_next_look(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        here = office.installation
        await here.writer.do(place_alias.add, "Bon Bu Nung", QUANG_TRUC)
        assert here.texts.places.find("bon Bu Nung") == Nothing()

        await local_names.refresh(here)

        assert here.texts.places.find("bon Bu Nung") == Found(QUANG_TRUC, exact=False, within="Bon Bu Nung")


async def test_a_name_that_was_removed_means_nothing(tmp_path: Path) -> None:
    async with open_office(tmp_path / "var") as office:
        here = office.installation
        for _ in range(2):
            await local_names.add(here, "Bon Bu Nung", QUANG_TRUC)
        assert await local_names.everything(here) == [("Bon Bu Nung", QUANG_TRUC)]

        await local_names.remove(here, "Bon Bu Nung", QUANG_TRUC)

        assert here.texts.places.find("bon Bu Nung") == Nothing()
        with pytest.raises(NotFound, match="was not added"):
            await local_names.remove(here, "Bon Bu Nung", QUANG_TRUC)
        with pytest.raises(NotFound, match="no unit"):
            await local_names.add(here, "Bon Bu Nung", "Atlantis")
