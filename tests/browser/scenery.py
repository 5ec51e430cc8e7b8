"""What the staged workspace has besides its campaigns: segments, a pool, a sequence whose draft differs."""

import time

from apps.accounts.models import Workspace
from apps.audiences import actions as segments
from apps.audiences import keeping
from apps.campaigns.dry_run import actions as dry_run
from apps.campaigns.models import Campaign
from apps.senders import actions as senders
from apps.senders.models import Sender
from apps.sequences import actions as sequences
from apps.sequences.models import Sequence
from apps.tags import actions as tags

ENOUGH = 60.0  # seconds


def set_scene(workspace: Workspace) -> None:
    """Segments, a pool, a sequence that was never published."""
    _segments(workspace)
    senders.make_pool(workspace, "Both lines", list(Sender.objects.of(workspace)))
    made = sequences.create(workspace, "Reading circle, first month")
    welcome = {"id": "s1", "kind": "text", "body": "Welcome to the circle, {first_name|there}!"}
    sequences.write(made, steps=[welcome, {"id": "s2", "kind": "wait_for", "amount": 3, "unit": "days"}])


def _segments(workspace: Workspace) -> None:
    named = tags.named(workspace, ["regular", "poetry"])
    regular, poetry = (named[name].public_id for name in ("regular", "poetry"))
    replied = {"field": "replied", "op": "within", "days": 30}
    big = {"field": "attribute", "name": "Shoe size", "as": "number", "op": "at_least", "value": 42}
    warm = {"all": [{"field": "tag", "op": "has", "ids": [regular]}, {"any": [replied, big]}]}
    quiet = {"all": [{"field": "tag", "op": "has", "ids": [poetry]}, {"not": replied}]}
    keeping.keep(segments.create(workspace, "Regulars who answer or have big feet", warm), "Warm regulars")
    segments.create(workspace, "Poetry, quiet for a month", quiet)


def change_the_sequence(sequence: Sequence) -> None:
    """Its draft says something else than what runs."""
    steps = sequences.draft_of(sequence).steps
    last = {**steps[-1], "body": "We are back in April, {first_name|friend}. Reply YES for a seat."}
    sequences.write(sequence, steps=[*steps[:-1], last])


def rehearse(campaign: Campaign) -> None:
    dry_run.turn(dry_run.start(campaign), time.monotonic() + ENOUGH)
