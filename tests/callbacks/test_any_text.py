"""Whatever a phone sends, through the real way in: it never fails, and nobody who has left is texted."""

import orjson
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.carriers.models import Callback
from apps.compliance import queries
from apps.compliance.lexicon import keywords
from apps.messaging import pipeline, receipts
from apps.messaging.models import Message
from tests.callbacks.test_callbacks import post
from tests.compliance.ledgers import breaks
from tests.messaging.carrier import ScriptedCarrier
from tests.messaging.conftest import carrier  # noqa: F401 - a fixture
from tests.messaging.orders import send
from tests.world import World

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
WORD = st.sampled_from(
    [*keywords(), "goodbye", "👎", "please stop it", "stpo", "yes", "Reacted 🛑 to “Sale”"]
)
LONG = st.builds(lambda text, times: text * times, ANY, st.integers(2, 400))
DRESSED = st.builds("{}{}{}".format, st.sampled_from(["", " ", "\u202e", "“", "\0", "\u200b"]), WORD, ANY)
TEXTS = st.lists(WORD | ANY | DRESSED | LONG, min_size=1, max_size=6)

pytestmark = pytest.mark.usefixtures("daytime")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS)
def test_any_text_comes_in_and_who_left_gets_nothing_but_the_answer(
    world: World,
    carrier: ScriptedCarrier,  # noqa: F811
    texts: list[str],
) -> None:
    with transaction.atomic():
        carrier.given.clear()
        answers = [_heard(world, text, number) for number, text in enumerate(texts)]
        pipeline.dispatch(2)
        if _is_out(world):
            assert [given.body for given in carrier.given] == [body for some in answers for body in some]
        assert breaks(world.acme.workspace) == ""
        transaction.set_rollback(True)


def _is_out(world: World) -> bool:
    return queries.is_out(world.acme.workspace.pk, world.charlie.phone, world.acme.sender.pk)


def _heard(world: World, text: str, number: int) -> list[str]:
    """A marketing text waits for Charlie, then he writes; answers what he is told in return."""
    acme, was_out = world.acme, _is_out(world)
    send(acme, world.charlie)
    said = {"id": f"in-{number}", "from": world.charlie.phone, "to": acme.sender.address, "body": text}
    assert post(acme.sender.carrier, orjson.dumps({"messages": [said]})).status_code == 200
    before = Message.objects.of(acme.workspace).filter(kind="system").count()
    receipts.apply_waiting()
    assert Callback.objects.latest("pk").state == "applied", Callback.objects.latest("pk").problem
    assert Message.objects.of(acme.workspace).filter(direction="in").count() == number + 1
    told = list(Message.objects.of(acme.workspace).filter(kind="system").order_by("pk"))[before:]
    if _is_out(world):
        _nothing_waits(world)
        assert [("unsubscribed" in one.body, "data rates" in one.body) for one in told] in (
            [[], [(False, True)]] if was_out else [[(True, False)]]
        )
    return [one.body for one in told]


def _nothing_waits(world: World) -> None:
    waiting = Message.objects.of(world.acme.workspace).filter(state="queued").exclude(kind="system")
    assert not waiting.exists()
    (draft,) = send(world.acme, world.charlie)
    assert draft.verdict is not None and draft.verdict.rule == "opt_out"
