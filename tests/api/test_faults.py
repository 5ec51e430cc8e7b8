"""Addresses that nobody has: a page for people, JSON for programs."""

import pytest
from django.test import Client

PAGES = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.django_db
def test_people_get_a_page() -> None:
    response = Client().get("/nowhere", headers=PAGES)
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/nowhere", {"Accept": "application/json"}),
        ("/nowhere", {**PAGES, "X-API-Key": "rsms_x"}),
        ("/sms/a/b", PAGES),
        ("/contacts/1/2/3", PAGES),
        ("/billing", PAGES),
        ("/zapier/whatever", PAGES),
    ],
)
def test_programs_get_json(path: str, headers: dict[str, str]) -> None:
    response = Client().get(path, headers=headers)
    assert (response.status_code, response.json()) == (404, {"success": False, "error": "Not found"})


@pytest.mark.django_db
def test_words_that_only_begin_alike_are_not_ours() -> None:
    response = Client().get("/smsx", headers=PAGES)
    assert response["Content-Type"].startswith("text/html")
