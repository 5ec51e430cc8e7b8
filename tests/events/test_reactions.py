"""Those who listen hear of every event, and one that stumbles holds no other back."""

import pytest
from pytest_django import Settings

from apps.events import diary
from apps.events.models import Event
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []

    def handle(event: Event) -> None:
        if event.facts.get("stumble"):
            raise OSError("The mail server does not answer.")
        said.append(event.subject)

    monkeypatch.setattr(diary, "handlers", lambda name: (handle,) if name == "credits.low" else ())
    return said


def test_bob_hears_of_his_credits_though_alices_mail_fails(world: World, heard: list[str]) -> None:
    diary.record(world.acme.workspace, "credits.low", "acme", stumble=True)
    diary.record(world.bobco.workspace, "credits.low", "bobco")
    diary.react()
    assert heard == ["bobco"]
    assert not diary.anything_to_react_to()


def test_a_handler_that_failed_is_called_again_later_and_not_for_ever(
    world: World, heard: list[str], settings: Settings
) -> None:
    diary.record(world.acme.workspace, "credits.low", "acme", stumble=True)
    for tries in range(1, 11):
        diary.react()
        assert diary.react() == 0
        settings.CLOCK_SHIFT += 60 * 2**tries + 1
    assert not diary.anything_to_react_to()
    assert Event.objects.of(world.acme.workspace).get(name="credits.low").reaction_tries == 10
