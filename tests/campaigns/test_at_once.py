"""Two at the same moment: one wins, the other is told, and nothing is doubled."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from apps.campaigns import actions, expansion
from apps.campaigns.refusals import AlreadyLaunched, ChangedMeanwhile
from apps.common.ids import Maker
from apps.common.refusals import Refusal
from apps.compliance.models import Attestation
from apps.messaging import actions as messaging
from apps.messaging.models import Conversation, Message
from apps.messaging.proof import prove
from apps.messaging.refusals import AlreadySent
from tests.campaigns.launches import draft, fresh, launch
from tests.messaging.orders import texted
from tests.world import make_world

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 4


def at_once(verb: Callable[[], object]) -> list[type]:
    """Run it in some threads at once; the kinds of what came back."""
    start = Barrier(TOGETHER)

    def run() -> type:
        start.wait()
        try:
            return type(verb())
        except Refusal as refusal:
            return type(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TOGETHER) as pool:
        return [one.result() for one in [pool.submit(run) for _ in range(TOGETHER)]]


def test_of_four_launches_one_wins() -> None:
    world = make_world()
    campaign = draft(world.acme)
    came = at_once(lambda: launch(campaign))
    assert came.count(AlreadyLaunched) == TOGETHER - 1
    assert Attestation.objects.of(world.acme.workspace).count() == 1


def test_of_four_editors_of_one_version_one_wins() -> None:
    world = make_world()
    campaign = draft(world.acme)
    came = at_once(lambda: actions.edit(campaign, {"body": "New"}, seen=campaign.updated_at))
    assert came.count(ChangedMeanwhile) == TOGETHER - 1


def test_four_workers_expand_a_campaign_once() -> None:
    world = make_world()
    campaign = launch(draft(world.acme))
    at_once(lambda: (expansion.snapshot(campaign), expansion.expand_chunk(campaign)))
    assert Message.objects.of(world.acme.workspace).count() == 3
    assert prove(world.acme.workspace).differences == {}
    assert fresh(campaign).snapshot_at is not None


def test_one_form_sent_four_times_answers_once() -> None:
    world = make_world()
    texted(world.acme.sender, world.charlie, "Hello?")
    conversation = (
        Conversation.objects.of(world.acme.workspace)
        .select_related("workspace", "contact", "sender__carrier")
        .get()
    )
    public_id = Maker("msg")()
    came = at_once(lambda: messaging.reply(conversation, "Yes", "agnes", public_id=public_id))
    assert set(came) <= {Message, AlreadySent}
    assert Message.objects.of(world.acme.workspace).outbound().count() == 1
    assert prove(world.acme.workspace).differences == {}
