"""Compare: did the real run do to each person what the dry run had foreseen?"""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.campaigns.dry_run.lines import Fate, fate, fingerprint
from apps.campaigns.dry_run.models import DryRun
from apps.campaigns.dry_run.sorting import by_number
from apps.campaigns.dry_run.summing import STREAMED, fates
from apps.campaigns.models import Campaign, Recipient
from apps.common import clock

# People who are named where something came otherwise; the rest is counted.
NAMED = 200
ABSENT = _("not in the audience")


@transaction.atomic
def compare(run: DryRun) -> None:
    """Keep the digest of what was done, and where it differs. Twice is once."""
    counts: Counter[tuple[str, str]] = Counter()
    named: list[dict[str, str]] = []
    done = sha256()
    for phone, before, after in side_by_side(fates(run), real_fates(run.campaign)):
        if after is not None:
            done.update(after.line.encode())
        if before != after:
            counts[_words(before), _words(after)] += 1
            if len(named) < NAMED:
                named.append({"phone": phone, "foreseen": _words(before), "became": _words(after)})
    kinds = [
        {"foreseen": one, "became": other, "count": count} for (one, other), count in counts.most_common()
    ]
    DryRun.objects.of(run.workspace_id).filter(pk=run.pk, compared_at=None).update(
        real_digest=done.hexdigest(),
        differences={"count": sum(counts.values()), "kinds": kinds, "people": named},
        compared_at=clock.now(),
    )


def real_fates(campaign: Campaign) -> Iterator[Fate]:
    """What was done to everybody of the audience, sorted by number."""
    rows = by_number(Recipient.objects.of(campaign.workspace_id).filter(campaign=campaign), "phone")
    columns = rows.values_list("phone", "outcome", "rule", "message__parts", "message__body")
    for phone, outcome, rule, parts, body in columns.iterator(STREAMED):
        yield fate(phone, outcome, rule, parts or 0, fingerprint(body or ""))


def side_by_side(
    before: Iterator[Fate], after: Iterator[Fate]
) -> Iterator[tuple[str, Fate | None, Fate | None]]:
    """Walk two sorted streams together: number, foreseen or None, done or None."""
    left, right = next(before, None), next(after, None)
    while left or right:
        phone = min(one.phone for one in (left, right) if one)
        mine, theirs = (one if one and one.phone == phone else None for one in (left, right))
        yield phone, mine, theirs
        left = next(before, None) if mine else left
        right = next(after, None) if theirs else right


def _words(one: Fate | None) -> str:
    return f"{one.outcome}: {one.detail}" if one else ABSENT
