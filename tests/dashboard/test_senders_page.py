"""What texts go out from."""

from django.test import Client

from apps.senders import actions as senders
from apps.senders.models import Pool, Sender
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


def test_adam_makes_a_pool_and_changes_it(world: World) -> None:
    adam = browser(world.adam)
    second = senders.add_virtual(world.acme.workspace, "Second")
    adam.post(f"{PAGE}/pools", {"name": "Both", "senders": [world.acme.sender.public_id, second.public_id]})
    pool = Pool.objects.of(world.acme.workspace).get()
    assert set(pool.senders.all()) == {world.acme.sender, second}
    assert "Both" in adam.get(PAGE).content.decode()
    taken = adam.post(f"{PAGE}/pools", {"name": "both", "senders": [second.public_id]})
    assert taken.status_code == 422 and "There is a pool of this name." in taken.content.decode()
    adam.post(f"{PAGE}/pools/{pool.public_id}", {"senders": [second.public_id]})
    assert list(pool.senders.all()) == [second]


def test_a_pool_takes_nobody_elses_sender_and_nobody_else_changes_it(victor: Client, world: World) -> None:
    adam = browser(world.adam)
    theirs = senders.make_pool(world.bobco.workspace, "Theirs", [world.bobco.sender])
    wrong = adam.post(f"{PAGE}/pools", {"name": "Mixed", "senders": [world.bobco.sender.public_id]})
    assert wrong.status_code == 422 and not Pool.objects.of(world.acme.workspace).exists()
    assert adam.post(f"{PAGE}/pools", {"name": "", "senders": []}).status_code == 422
    assert adam.post(f"{PAGE}/pools/{theirs.public_id}", {"senders": []}).status_code == 404
    ours = senders.make_pool(world.acme.workspace, "Ours", [world.acme.sender])
    adam.post(f"{PAGE}/pools/{ours.public_id}", {"senders": [world.bobco.sender.public_id, "snd_x"]})
    assert not ours.senders.exists() and theirs.senders.count() == 1
    assert victor.post(f"{PAGE}/pools", {"name": "Mine"}).status_code == 403
    assert "Ours" in victor.get(PAGE).content.decode()


def test_the_pace_of_a_sender_is_shown(victor: Client, world: World) -> None:
    Sender.everywhere.filter(pk=world.acme.sender.pk).update(per_second=1.25, per_day=2_000)
    page = victor.get(PAGE).content.decode()
    assert "1.25 a second" in page and "2,000 a day" in page
