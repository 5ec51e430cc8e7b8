"""Decisions: kept as long as the workspace says, and those that the law wants for five years."""

from datetime import timedelta

import pytest

from apps.common import clock
from apps.compliance.models import ConsentEvent, Decision, Suppression
from apps.messaging.models import Remembering
from apps.messaging.retention import forgetting
from apps.messaging.retention.refusals import TooShort
from apps.messaging.retention.tasks import forget
from tests.world import Tenant, World


def decided(tenant: Tenant, rule: str, days: int) -> int:
    """A decision of so many days ago; call the oldest first, as time does."""
    row = Decision.everywhere.create(
        workspace=tenant.workspace,
        phone="+14155552001",
        kind="marketing",
        stage="queue",
        outcome="refused",
        rule=rule,
        reason="No.",
        ruleset="2026.2",
        at=clock.now() - timedelta(days=days),
    )
    return int(row.pk)


def left(world: World) -> set[int]:
    return set(Decision.everywhere.values_list("pk", flat=True))


def test_old_holds_go_and_evidence_stays_for_five_years(world: World) -> None:
    ancient = decided(world.acme, "opt_out", 5 * 366 + 1)
    evidence = decided(world.acme, "do_not_call", 400)
    hold, cap = decided(world.acme, "quiet_hours", 91), decided(world.acme, "frequency_cap", 91)
    theirs = decided(world.bobco, "quiet_hours", 91)
    young = decided(world.acme, "quiet_hours", 89)
    forgetting.keep(world.acme.workspace, 90)
    lines = ConsentEvent.everywhere.count(), Suppression.everywhere.count()
    forget()
    assert left(world) == {evidence, theirs, young} and {ancient, hold, cap}.isdisjoint(left(world))
    assert lines == (ConsentEvent.everywhere.count(), Suppression.everywhere.count())


def test_what_was_looked_at_is_not_looked_at_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "CHUNK", 2)
    kept = [decided(world.acme, "consent", 100) for _ in range(5)]
    forgetting.keep(world.acme.workspace, 30)
    held = Remembering.objects.of(world.acme.workspace).get()
    assert [forgetting.sweep(held) for _ in range(4)] == [2, 2, 1, 0]
    held.refresh_from_db()
    assert held.swept_to == kept[-1] and left(world) == set(kept)


def test_who_says_nothing_keeps_all(world: World) -> None:
    decided(world.acme, "quiet_hours", 4_000)
    forget()
    assert len(left(world)) == 1


def test_a_longer_time_is_kept_for_evidence_too(world: World) -> None:
    row = decided(world.acme, "opt_out", 2_000)
    forgetting.keep(world.acme.workspace, 3_000)
    forget()
    assert left(world) == {row}


@pytest.mark.parametrize("days", [0, -1, 29, 40_000])
def test_a_time_that_is_too_short_is_refused(world: World, days: int) -> None:
    with pytest.raises(TooShort):
        forgetting.keep(world.acme.workspace, days)


def test_for_good_again(world: World) -> None:
    forgetting.keep(world.acme.workspace, 30)
    forgetting.keep(world.acme.workspace, None)
    assert forgetting.days_of(world.acme.workspace) is None
