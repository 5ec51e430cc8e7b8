"""Alice hears that Acme's shop was switched off for its failures; not of what she switches off herself."""

import pytest
from django.core import mail

from apps.events import diary
from apps.webhooks import actions
from apps.webhooks.models import Subscription
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_alice_gets_one_mail_about_a_dead_address(world: World, hook: Subscription) -> None:
    actions.disable(hook, "Nothing got through for a day.")
    diary.react()
    diary.react()
    (told,) = mail.outbox
    assert told.to == [world.alice.email]
    assert hook.url in told.body
    assert "Nothing got through for a day." in told.body
    assert f"/webhooks/{hook.public_id}" in told.body


def test_what_she_switches_off_herself_is_no_news(world: World, hook: Subscription) -> None:
    actions.disable(hook, "Switched off.", world.alice.email)
    diary.react()
    assert not mail.outbox
