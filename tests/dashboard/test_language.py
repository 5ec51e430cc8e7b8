"""Everybody reads in their own language; programs and the admin are spoken to in English."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from tests.dashboard.conftest import browser
from tests.world import World

SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es-MX,es;q=0.9,en;q=0.5"}
CHOOSE = "/dashboard/language"


def home_of(client: Client, **headers: str) -> str:
    return client.get(reverse("dashboard:contacts"), **headers).content.decode()  # type: ignore[arg-type]


def test_maria_reads_what_her_browser_asks_for(maria: Client) -> None:
    assert '<html lang="es"' in home_of(maria, **SPANISH)
    assert '<html lang="en"' in home_of(maria)


def test_what_she_chooses_wins_on_every_machine(maria: Client, world: World) -> None:
    answer = maria.post(CHOOSE, {"language": "es", "next": "/dashboard/contacts?q=a"})
    assert answer.headers["Location"] == "/dashboard/contacts?q=a"
    assert '<html lang="es"' in home_of(maria)
    assert '<html lang="es"' in home_of(browser(User.objects.get(pk=world.maria.pk)))


def test_a_stranger_chooses_before_signing_in(db: None) -> None:
    stranger = Client()
    stranger.post(CHOOSE, {"language": "es", "next": "/accounts/login/"})
    assert '<html lang="es"' in stranger.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("wrong", ["", "xx", "\0", "es'--", "x" * 9000])
def test_a_language_nobody_speaks_changes_nothing(maria: Client, world: World, wrong: str) -> None:
    assert maria.post(CHOOSE, {"language": wrong}).status_code == 302
    assert User.objects.get(pk=world.maria.pk).language == ""


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_choosing_leads_nowhere_else(maria: Client, elsewhere: str) -> None:
    answer = maria.post(CHOOSE, {"language": "es", "next": elsewhere})
    assert answer.headers["Location"] == "/dashboard/"


def test_programs_are_answered_in_english(world: World) -> None:
    answer = Client().get("/v1/credits", **SPANISH)  # type: ignore[arg-type]
    assert "content-language" not in {name.lower() for name in answer.headers}
    assert answer.status_code == 401 and "API key" in answer.content.decode()


def test_one_readers_language_is_not_the_next_ones(maria: Client) -> None:
    home_of(maria, **SPANISH)
    assert '<html lang="en"' in home_of(maria)
