"""Screen again: what changed while a text waited in the queue stops it at the door."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.common import clock
from apps.compliance.gates import Hold, Refuse, Verdict
from apps.messaging import erasure, gates, queue
from apps.messaging.claiming import Claimed
from apps.messaging.states import State
from apps.messaging.stopped import keep_turned
from apps.messaging.telling import tell

# A suspended workspace or a paused sender comes back, mostly; its queue waits instead of falling apart.
PASSING = ("workspace_live", "sender_usable")
EXPIRED = "expired"


def rescreen(batch: Sequence[Claimed]) -> list[Verdict]:
    """A verdict for each of these claimed texts of one workspace; None: it may still go."""
    verdicts = gates.screen(batch[0].sender.workspace, batch, clock.now(), gates.BEFORE_CARRIER)
    return [_outdated(one) or verdict for one, verdict in zip(batch, verdicts, strict=True)]


def _outdated(one: Claimed) -> Refuse | None:
    if one.is_late:
        return Refuse(EXPIRED, _("It could not be sent in time."))
    if one.contact_phone != one.phone:
        # It was somebody's number when the text was queued; it may be another person's now.
        return Refuse("number_changed", _("The contact has another number by now."))
    return None


@transaction.atomic
def turn_back(batch: Sequence[tuple[Claimed, Verdict]]) -> None:
    """What may not go now: back to the queue when that can pass by itself, else to its end (and refunded).

    Call after the claim was committed: a lane is locked here, and claims lock lanes before messages.
    """
    keep_turned([(one, verdict) for one, verdict in batch if verdict and verdict.rule not in PASSING])
    there = set(queue.lock([one.pk for one, _ in batch]))
    erasure.refund([one for one, _ in batch if one.pk not in there])
    held: defaultdict[tuple[datetime | None, str], list[Claimed]] = defaultdict(list)
    ended: defaultdict[Refuse, list[Claimed]] = defaultdict(list)
    for one, verdict in batch:
        if isinstance(verdict, Hold):
            held[verdict.until, verdict.rule].append(one)
        elif isinstance(verdict, Refuse) and verdict.rule in PASSING:
            held[None, ""].append(one)  # its stream is passed over from now on (streams.py)
        elif isinstance(verdict, Refuse):
            ended[verdict].append(one)
    for (until, rule), texts in held.items():
        queue.give_back(texts, until, rule)
    for refuse, texts in ended.items():
        to = State.FAILED if refuse.rule == EXPIRED else State.REFUSED
        won = set(queue.end([one.pk for one in texts], to, refuse.rule, refuse.reason))
        tell("message.failed", [one for one in texts if one.pk in won], code=refuse.rule, text=refuse.reason)
