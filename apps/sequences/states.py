"""Where a person on the way can be, and what can have happened to them at a step.

active ──→ waiting ──→ active …      (a wait; a window that is closed leaves them active, due when it opens)
  │ ↑
  ↓ │
leaving ──→ active                   (their text is queued; they go on when it has left)
  │
stuck ──→ active (retry, skip)       completed, exited: the end
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EnrolmentState(models.TextChoices):
    ACTIVE = "active", _("At the step")
    WAITING = "waiting", _("Waiting")
    LEAVING = "leaving", _("Text on its way")
    STUCK = "stuck", _("Stuck")
    COMPLETED = "completed", _("Completed")
    EXITED = "exited", _("Left")


# The clock looks at these when their moment comes.
DUE = (EnrolmentState.ACTIVE, EnrolmentState.WAITING, EnrolmentState.LEAVING)
LIVE = (*DUE, EnrolmentState.STUCK)


class Hand(models.TextChoices):
    """What a person does with many people on the way; the first two are for the stuck."""

    RETRY = "retry", _("Trying the stuck again")
    SKIP = "skip", _("Letting the stuck skip their step")
    OUT = "out", _("Taking people out")
    END = "end", _("Ending the sequence: everybody leaves")


class Outcome(models.TextChoices):
    WAITED = "waited", _("Waited")
    TEXTED = "texted", _("Text queued")
    YES = "yes", _("Yes")
    NO = "no", _("No")
    DONE = "done", _("Done")
    SKIPPED = "skipped", _("Skipped")
    STUCK = "stuck", _("Stuck")
    REPLIED = "replied", _("Replied")
    OPTED_OUT = "opted_out", _("Opted out")
    MOVED = "moved", _("Moved")
    EXITED = "exited", _("Left")
    COMPLETED = "completed", _("Completed")
