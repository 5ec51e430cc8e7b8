"""Figures of who is told, and of who must decide."""

from apps.common import bounded, clock
from apps.compliance import reviews
from apps.compliance.models import Suppression
from apps.webhooks import outbox
from apps.webhooks.models import Delivery, Subscription
from config.installation.figures import Figure, Group


def webhooks() -> Group:
    waiting, off = bounded.count(outbox.open_ones()), bounded.count(outbox.disabled())
    due, failing = len(outbox.addresses()), bounded.count(outbox.failing())
    return Group(
        "Webhooks",
        [
            Figure("Deliveries on their way", str(waiting), Delivery, {"state__in": "waiting,sending"}),
            Figure("Addresses with something due", f"{due:,}", Subscription, {"state__exact": "enabled"}),
            Figure(
                "Addresses that fail",
                str(failing),
                Subscription,
                {"state__exact": "enabled", "failures__gt": "0"},
                is_bad=bool(failing),
            ),
            Figure("Switched off", str(off), Subscription, {"state__exact": "disabled"}),
        ],
    )


def review() -> Group:
    late, asked = bounded.count(reviews.overdue()), bounded.count(reviews.undecided())
    standing = {"kind__exact": "review", "lifted_at__isnull": "True"}
    overdue = {**standing, "due_at__lte": clock.now().isoformat()}
    return Group(
        "Replies that may mean STOP",
        [
            Figure("To be decided", str(asked), Suppression, standing),
            Figure("Overdue", str(late), Suppression, overdue, is_bad=bool(late)),
        ],
    )
