"""Clock work of compliance."""

from apps.common.alone import alone
from apps.compliance import reviews


@alone("compliance.end_reviews")
def end_reviews() -> None:
    """Make opt-outs of the replies that nobody judged within ten business days."""
    while reviews.end_overdue():
        pass
