"""Signing in, and getting a lost password back, as a browser does it."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.world import PASSWORD, World

LOGIN = "/accounts/login/"
RESET = "/accounts/password/reset/"
NEW_PASSWORD = "staple in the haystack"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def sign_in(client: Client, email: str, password: str = PASSWORD) -> str:
    return client.post(LOGIN, {"login": email, "password": password}, follow=False).content.decode()


@pytest.mark.parametrize("typed", ["alice@acme.example", "Alice@ACME.example", " alice@acme.example "])
def test_alice_signs_in_by_her_address_however_she_types_it(world: World, typed: str) -> None:
    client = Client()
    answer = client.post(LOGIN, {"login": typed, "password": PASSWORD})
    assert answer.headers["Location"] == "/dashboard/"
    assert signed_in(client)


def test_an_unknown_address_and_a_wrong_password_look_the_same(world: World) -> None:
    client = Client()
    unknown = sign_in(client, "nobody@acme.example", "wrong")
    wrong = sign_in(client, "alice@acme.example", "wrong")
    same = re.compile(r'value="[^"]*"|CSRFToken[^}]*')
    assert same.sub("", unknown) == same.sub("", wrong)
    assert not signed_in(client)


def test_guessing_is_slowed_down(world: World) -> None:
    client = Client()
    for _ in range(5):
        sign_in(client, "alice@acme.example", "wrong")
    assert "Too many failed login attempts" in sign_in(client, "alice@acme.example")
    assert not signed_in(client)


def test_a_switched_off_user_stays_out(world: World) -> None:
    world.alice.is_active = False
    world.alice.save()
    client = Client()
    sign_in(client, "alice@acme.example")
    assert not signed_in(client)


def test_next_leads_back_and_never_off_the_house(world: World) -> None:
    form = {"login": "alice@acme.example", "password": PASSWORD}
    assert (
        Client().post(LOGIN, {**form, "next": "/dashboard/contacts"}).headers["Location"]
        == "/dashboard/contacts"
    )
    assert (
        Client().post(LOGIN, {**form, "next": "https://evil.example/"}).headers["Location"] == "/dashboard/"
    )


def test_signing_out_needs_a_click(world: World) -> None:
    client = Client()
    client.force_login(world.alice)
    client.get("/accounts/logout/")
    assert signed_in(client)
    client.post("/accounts/logout/")
    assert not signed_in(client)


def link_of_the_mail() -> str:
    found = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_maria_gets_a_new_password_by_mail(world: World) -> None:
    client = Client()
    client.post(RESET, {"email": "maria@acme.example"})
    link = link_of_the_mail()
    page = client.get(link, follow=True)
    form = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(page.redirect_chain[-1][0], form)
    sign_in(client, "maria@acme.example", PASSWORD)
    assert not signed_in(client)
    sign_in(client, "maria@acme.example", NEW_PASSWORD)
    assert signed_in(client)
    again = Client().get(link, follow=True).content.decode()
    assert "password1" not in again


def test_a_weak_password_is_refused_where_it_was_typed(world: World) -> None:
    client = Client()
    client.post(RESET, {"email": "maria@acme.example"})
    page = client.get(link_of_the_mail(), follow=True)
    answer = client.post(page.redirect_chain[-1][0], {"password1": "password", "password2": "password"})
    assert "too common" in answer.content.decode()


def test_asking_for_a_reset_does_not_say_who_has_an_account(world: World) -> None:
    answers = [Client().post(RESET, {"email": f"{who}@acme.example"}) for who in ("maria", "nobody")]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert answers[0].content == answers[1].content
    assert [sent.to for sent in mail.outbox] == [["maria@acme.example"], ["nobody@acme.example"]]
    assert "/password/reset/key/" not in str(mail.outbox[1].body)


def test_reset_mails_are_rationed(world: World) -> None:
    for _ in range(8):
        Client().post(RESET, {"email": "maria@acme.example"})
    assert len(mail.outbox) == 5


def test_alice_changes_her_password_and_other_browsers_are_out(world: World) -> None:
    mine, other = Client(), Client()
    for client in (mine, other):
        sign_in(client, "alice@acme.example")
    form = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    mine.post("/accounts/password/change/", form)
    assert mine.get("/accounts/password/change/").status_code == 200
    assert other.get("/accounts/password/change/").status_code == 302
    fresh = Client()
    sign_in(fresh, "alice@acme.example", NEW_PASSWORD)
    assert signed_in(fresh)


def test_the_old_password_is_asked_for(world: World) -> None:
    client = Client()
    client.force_login(world.alice)
    form = {"oldpassword": "wrong", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post("/accounts/password/change/", form)
    world.alice.refresh_from_db()
    assert world.alice.check_password(PASSWORD)
