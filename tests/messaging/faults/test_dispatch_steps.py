"""Dispatch and recovery, broken at every single step: each text reaches its carrier once all the same."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from apps.messaging import tasks
from apps.messaging.models import Message
from tests.messaging.faults.breaking import KINDS, Breaker, Kind, at_every_step
from tests.messaging.faults.mending import ROUND_SECONDS
from tests.messaging.faults.wire import Carrier

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("kind", KINDS)
def test_dispatch_broken_at_any_step_sends_each_text_once(
    breaker: Breaker,
    kind: Kind,
    queue_them: Callable[[], list[str]],
    each_once: Callable[[list[str]], None],
) -> None:
    assert at_every_step(breaker, kind, queue_them, tasks.dispatch, each_once) > 10


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", range(1, 7))
def test_a_commit_whose_answer_is_lost_strands_no_text(
    breaker: Breaker,
    kind: Kind,
    number: int,
    queue_them: Callable[[], list[str]],
    each_once: Callable[[list[str]], None],
) -> None:
    """The claim, or the settling, did happen; the program hears that it did not."""
    references = queue_them()
    with breaker.armed(kind, lambda: breaker.at_commit and breaker.commits == number):
        tasks.dispatch()
    each_once(references)


@pytest.mark.parametrize("kind", KINDS)
def test_recovery_broken_at_any_step_sends_each_text_once(
    breaker: Breaker,
    kind: Kind,
    queue_them: Callable[[], list[str]],
    each_once: Callable[[list[str]], None],
    wire: Carrier,
    settings: Settings,
) -> None:
    def stranded() -> list[str]:
        """The worker was killed when the carrier had some of them, and had settled none."""
        references, before = queue_them(), wire.stats()["accepted"]
        with breaker.armed("killed", lambda: wire.stats()["accepted"] > before):
            tasks.dispatch()
        assert Message.everywhere.filter(public_id__in=references, state="sending").count() == 4
        settings.CLOCK_SHIFT += ROUND_SECONDS
        return references

    assert at_every_step(breaker, kind, stranded, tasks.recover, each_once) > 5
