"""Who had a text when, for segments and lists, as the worker would count it in its first minutes.

The sums of the reports (reports.tasks) are left to it: its clock counts them at its first look, within
seconds of the start, and 90 days of them would be a seventh of what the demo takes.
"""

from apps.audiences import engagement
from apps.audiences.tasks import sync


def count() -> None:
    """Up to now."""
    engagement.refresh()
    sync()
