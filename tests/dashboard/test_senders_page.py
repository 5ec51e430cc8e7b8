"""What texts go out from."""

from django.test import Client

from apps.senders.models import Sender
from tests.dashboard.conftest import browser
from tests.world import World

PAGE = "/dashboard/settings/senders"


def test_victor_sees_senders_and_changes_none(victor: Client, world: World) -> None:
    page = victor.get(PAGE).content.decode()
    assert "Acme main" in page and "Bobco main" not in page and "Practice number" not in page
    assert victor.post(PAGE, {"label": "Mine"}).status_code == 403
    assert victor.post(f"{PAGE}/{world.acme.sender.public_id}/default").status_code == 403
    assert Sender.objects.of(world.acme.workspace).count() == 1


def test_adam_adds_a_practice_number_once_and_makes_it_the_default(world: World) -> None:
    adam = browser(world.adam)
    adam.post(PAGE, {"label": "Practice"})
    assert "There is a sender of this name." in adam.post(PAGE, {"label": "practice"}).content.decode()
    made = Sender.objects.of(world.acme.workspace).get(label="Practice")
    assert made.address.startswith("+1") and "55501" in made.address and not made.is_default
    adam.post(f"{PAGE}/{made.public_id}/default")
    assert Sender.objects.of(world.acme.workspace).get(is_default=True) == made


def test_bad_names_are_refused_and_a_strangers_sender_is_not_there(world: World) -> None:
    adam = browser(world.adam)
    for wrong in ("", " ", "\0", "x" * 81):
        assert "errorlist" in adam.post(PAGE, {"label": wrong}).content.decode()
    assert adam.post(f"{PAGE}/{world.bobco.sender.public_id}/default").status_code == 404
    assert Sender.objects.of(world.acme.workspace).count() == 1
