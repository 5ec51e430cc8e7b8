"""Finding people of a campaign by name, sizes of what may be chosen, and a test text at night."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import Settings

from apps.common import bounded
from apps.dashboard.composer import sizes
from apps.dashboard.tables import cursors
from apps.lists import actions as lists
from apps.lists.models import Membership
from apps.tags import actions as tags
from tests.campaigns.launches import draft, gone
from tests.clockface import set_clock
from tests.dashboard.test_composer_pages import address, words
from tests.world import World

NIGHT = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)  # 3:00 in New York, midnight in San Francisco


def test_people_are_found_by_name(victor: Client, world: World) -> None:
    campaign = gone(world.acme)
    found = words(victor.get(address(campaign, "people"), {"q": "char"}))  # type: ignore[arg-type]
    assert ">Charlie</a>" in found
    assert ">Dana</a>" not in found
    assert "Nobody here" in words(victor.get(address(campaign, "people"), {"q": "Zoe"}))  # type: ignore[arg-type]


def test_every_choice_tells_its_size(maria: Client, world: World) -> None:
    lists.add(lists.create(world.acme.workspace, "News"), [world.charlie.pk, world.dana.pk])
    tags.add(world.dana, ["vip"])
    shown = words(maria.get("/dashboard/campaigns/new"))  # type: ignore[arg-type]
    assert '<span>News</span><span class="count">2<' in shown
    assert '<span>vip</span><span class="count">1<' in shown


def test_a_size_is_counted_no_further_than_it_tells(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    news, old, third = (lists.create(world.acme.workspace, name) for name in ("News", "Old", "Third"))
    for one in (news, third):
        lists.add(one, [world.charlie.pk, world.dana.pk])
    assert bounded.counts(Membership, "list", [news.pk, old.pk], limit=0) == {news.pk: 1, old.pk: 0}
    monkeypatch.setattr(sizes, "COUNTED", 2)
    monkeypatch.setattr(cursors, "COUNTED", 1)
    chosen = [news.pk, old.pk, third.pk]
    assert sizes.sizes(world.acme.workspace, "lists", chosen) == {news.pk: "1+", old.pk: "0"}


def test_a_test_text_at_night_says_when_and_what_instead(
    maria: Client, world: World, settings: Settings
) -> None:
    set_clock(settings, NIGHT)
    form = {"to": world.dana.phone, "agreed": "on"}
    answer = maria.post(address(draft(world.acme), "test"), form)
    told = words(answer)  # type: ignore[arg-type]
    assert "It can be sent from Nov 19, 08:00 New York time." in told
    assert "try it in the sandbox" in told
