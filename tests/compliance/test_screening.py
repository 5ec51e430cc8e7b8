"""Other people's lists: off unless named, and an outage holds."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from apps.compliance.screening.contract import Asked, ProviderDown
from apps.compliance.screening.gate import screened
from apps.compliance.verdicts import Hold, Refuse
from tests.compliance.candidates import One, told
from tests.world import CHARLIE, DANA, World

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
LOCAL = "apps.compliance.screening.listed.LocalList"


class Down:
    name, wants_since = "Faraway", False

    def screen(self, asked: Sequence[Asked]) -> Mapping[str, str]:
        raise ProviderDown("no route")


class Broken:
    name, wants_since = "Broken", False

    def screen(self, asked: Sequence[Asked]) -> Mapping[str, str]:
        raise KeyError("oops")


class Reassigned:
    """Says of everybody since when we have their consent."""

    name, wants_since = "Reassigned", True

    def screen(self, asked: Sequence[Asked]) -> Mapping[str, str]:
        return {one.phone: f"consent of {one.since:%Y}" for one in asked if one.since}


@pytest.fixture
def numbers(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path
    settings.SCREENING_PROVIDERS = [LOCAL]
    path = tmp_path / "screening" / "numbers.csv"
    path.parent.mkdir()
    return path


def test_nobody_is_asked_unless_a_provider_is_named(world: World) -> None:
    assert screened(world.acme.workspace, [One(CHARLIE)], NOW) == [None]


def test_a_listed_litigator_is_refused_and_the_rest_pass(world: World, numbers: Path) -> None:
    numbers.write_text("(415) 555-2001, Sued twice\n\n# a remark\n")
    charlie, dana, reply = screened(
        world.acme.workspace, [One(CHARLIE), One(DANA), One(CHARLIE, "reply")], NOW
    )
    assert isinstance(charlie, Refuse) and charlie.reason == "Local list: Sued twice"
    assert told(charlie) == {"provider": "Local list"} and not charlie.temporary
    assert dana is None and reply is None


def test_a_changed_file_counts_at_once(world: World, numbers: Path) -> None:
    numbers.write_text(f"{DANA}\n")
    assert screened(world.acme.workspace, [One(CHARLIE)], NOW) == [None]
    numbers.write_text(f"{DANA}\n{CHARLIE}\n")
    assert isinstance(screened(world.acme.workspace, [One(CHARLIE)], NOW)[0], Refuse)


def test_a_file_that_is_not_there_clears_nobody(world: World, numbers: Path) -> None:
    (verdict,) = screened(world.acme.workspace, [One(CHARLIE)], NOW)
    assert isinstance(verdict, Hold) and verdict.until == NOW + timedelta(minutes=10)


@pytest.mark.parametrize("provider", ["Down", "Broken"])
def test_an_outage_holds_and_does_not_pass(world: World, settings: Settings, provider: str) -> None:
    settings.SCREENING_PROVIDERS = [f"tests.compliance.test_screening.{provider}"]
    (verdict,) = screened(world.acme.workspace, [One(CHARLIE)], NOW)
    assert isinstance(verdict, Hold) and verdict.until > NOW


def test_a_refusal_of_one_outranks_the_outage_of_another(
    world: World, settings: Settings, numbers: Path
) -> None:
    numbers.write_text(f"{CHARLIE}\n")
    settings.SCREENING_PROVIDERS = ["tests.compliance.test_screening.Down", LOCAL]
    charlie, dana = screened(world.acme.workspace, [One(CHARLIE), One(DANA)], NOW)
    assert isinstance(charlie, Refuse) and isinstance(dana, Hold)


def test_who_asks_about_changed_hands_is_told_since_when_they_agreed(
    world: World, settings: Settings
) -> None:
    settings.SCREENING_PROVIDERS = ["tests.compliance.test_screening.Reassigned"]
    charlie, stranger = screened(world.acme.workspace, [One(CHARLIE), One("+12125559999")], NOW)
    assert isinstance(charlie, Refuse) and charlie.reason.startswith("Reassigned: consent of 20")
    assert stranger is None
