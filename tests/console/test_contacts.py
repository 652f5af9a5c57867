"""By what one is paged: in the API, on the account page, by the operator's acts."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient

from console.app import make_app
from handlers import access, contacts, not_arrived, push
from hotline.alert.alert import Urgency
from hotline.errors import NotFound
from hotline.ids import ContactMethodId
from hotline.messages import Say
from tests.desk import Api, Desk, open_desk
from tests.office import open_office
from tests.web_page import Visitor

TOML = """
[email]
host = "localhost"
from = "hotline@langnghe.example"
[push]
enabled = true
"""
AN, ENDPOINT = "an@langnghe.example", "https://web.push.apple.com/device-of-an"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_office(tmp_path / "var", toml=TOML) as office, open_desk(office) as one:
        office.installation.sends |= {("officer", "email"), ("officer", "push")}
        yield one


def code(desk: Desk) -> str:
    """The newest code that was sent."""
    said = [desk.office.words(one.contents) for one in desk.office.parcels if one.channel == "email"]
    codes = [found for words in said for found in re.findall(r"\b\d{6}\b", words)]
    return str(codes[-1])


async def added(api: Api, desk: Desk, address: str = AN) -> None:
    assert (await api.post("/me/contacts", {"channel": "email", "address": address})).status_code == 202
    assert (await api.post("/me/contacts/confirm", {"code": code(desk)})).status_code == 204


async def test_an_address_is_added_confirmed_ordered_and_removed(desk: Desk) -> None:
    api = await desk.officer("An")
    await added(api, desk)
    await added(api, desk, "an.two@langnghe.example")
    order = {"urgency": "emergency", "order": ["telegram", "email+1m"]}
    ordered = await api.put("/me/contacts/order", order)
    seen = (await api.get("/me/contacts")).json()
    numbers = [one["number"] for one in seen["items"]]
    removed = [(await api.ask("DELETE", f"/me/contacts/{number}")).status_code for number in (*numbers, 99)]

    assert ordered.status_code == 204
    assert [one["works"] for one in seen["items"]] == [True, True]
    assert seen["order"]["emergency"] == [{"channel": "email", "after_s": 0}]
    assert removed == [204, 409, 404]


async def test_what_is_wrong_is_said_and_changes_nothing(desk: Desk) -> None:
    an, binh = await desk.officer("An"), await desk.officer("Bình")
    await added(an, desk)
    answers = [
        await an.post("/me/contacts", {"channel": "email", "address": AN}),
        await binh.post("/me/contacts", {"channel": "email", "address": AN}),
        await binh.post("/me/contacts", {"channel": "email", "address": "nobody"}),
        await binh.post("/me/contacts", {"channel": "sms", "address": "0912345678"}),
        await binh.post("/me/contacts/confirm", {"code": "000000"}),
        await binh.put("/me/contacts/order", {"urgency": "urgent", "order": ["fax"]}),
    ]
    tried = [(await binh.post("/me/contacts/confirm", {"code": "1"})).status_code for _ in range(10)]

    assert [one.json()["code"] for one in answers] == [
        "contact_known",
        "contact_of_another",
        "contact_no_address",
        "contact_not_served",
        "contact_wrong_code",
        "contact_order_wrong",
    ]
    assert tried[-1] == 429
    assert (await binh.post("/me/contacts", {"channel": "email", "address": "b@x.vn"})).status_code == 429


async def test_a_code_asked_for_again_makes_the_first_worthless(desk: Desk) -> None:
    api = await desk.officer("An")
    await api.post("/me/contacts", {"channel": "email", "address": AN})
    first = code(desk)
    desk.office.clock.step_wall(desk.office.installation.lease)
    await api.post("/me/contacts", {"channel": "email", "address": AN})

    assert (await api.post("/me/contacts/confirm", {"code": first})).status_code == 409
    assert (await api.post("/me/contacts/confirm", {"code": code(desk)})).status_code == 204
    assert len((await api.get("/me/contacts")).json()["items"]) == 1


async def test_the_account_page_does_the_same(desk: Desk) -> None:
    person = await desk.office.officer("An")
    await desk.keeps_password(person)
    transport = ASGITransport(make_app(desk.office.installation), raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://console.test") as client:
        an = Visitor(client)
        await an.opens("/login")
        await an.sends(
            an.form("/login", username=person.username, password=person.password, next="/account"), "/login"
        )

        async def acts(**fields: str) -> str:
            csrf = an.page.fields["/account"]["csrf"]
            return (await an.sends({"csrf": csrf, **fields}, "/account")).text

        said = [
            await acts(act="add", channel="email", address=AN),
            await acts(act="confirm", code=code(desk)),
            await acts(act="order", urgency="urgent", order="telegram, email+1m"),
            await acts(act="order", urgency="whenever", order="telegram"),
            await acts(act="push", endpoint=ENDPOINT),
            await acts(act="push", endpoint=ENDPOINT),
            await acts(act="remove", contact="1"),
            await acts(act="remove", contact="x"),
        ]
    words = (
        "Mã đã được gửi",
        "Đã xác nhận",
        "Đã lưu thứ tự",
        "Thứ tự này chưa đúng",
        "Đã xác nhận",
        "đã được xác nhận rồi",
        "Đã bỏ",
        "Đã bỏ",
    )
    assert [word in text for word, text in zip(words, said, strict=True)] == [True] * len(words)
    assert 'data-key="' in an.page.html


async def test_a_browser_may_change_hands(desk: Desk) -> None:
    inst = desk.office.installation
    an, binh = await desk.office.officer("An"), await desk.office.officer("Bình")
    await push.subscribe(inst, an.id, ENDPOINT)
    said = await push.subscribe(inst, binh.id, ENDPOINT)

    assert said == Say("contact-confirmed")
    assert await contacts.of_officer(inst, an.id) == []
    assert [one.channel for one in await contacts.of_officer(inst, binh.id)] == ["push"]
    assert push.public_key(inst) in push.authorization(inst, ENDPOINT)


async def test_who_is_not_there_has_no_contacts(desk: Desk) -> None:
    inst = desk.office.installation
    an = await desk.office.officer("An")
    await access.disable(inst, an.username)
    await not_arrived.not_arrived(inst, "no token of ours")

    for name in ("nobody", an.username):
        with pytest.raises(NotFound):
            await contacts.add(inst, name, "email", AN, by="t")
        with pytest.raises(NotFound):
            await contacts.set_order(inst, name, Urgency.LOW, [], by="t")
        with pytest.raises(NotFound):
            await contacts.remove(inst, name, ContactMethodId(1), by="t")
