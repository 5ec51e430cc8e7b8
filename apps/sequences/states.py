"""Where a person on the way can be, and what can have happened to them at a step.

active ──→ waiting ──→ active …      (a wait; a window that is closed leaves them active, due when it opens)
  │ ↑
  ↓ │
leaving ──→ active                   (their text is queued; they go on when it has left)
  │
stuck ──→ active (retry, skip)       completed, exited: the end
"""

from django.db import models


class EnrolmentState(models.TextChoices):
    ACTIVE = "active", "At the step"
    WAITING = "waiting", "Waiting"
    LEAVING = "leaving", "Text on its way"
    STUCK = "stuck", "Stuck"
    COMPLETED = "completed", "Completed"
    EXITED = "exited", "Left"


# The clock looks at these when their moment comes.
DUE = (EnrolmentState.ACTIVE, EnrolmentState.WAITING, EnrolmentState.LEAVING)
LIVE = (*DUE, EnrolmentState.STUCK)


class Outcome(models.TextChoices):
    WAITED = "waited", "Waited"
    TEXTED = "texted", "Text queued"
    YES = "yes", "Yes"
    NO = "no", "No"
    DONE = "done", "Done"
    SKIPPED = "skipped", "Skipped"
    STUCK = "stuck", "Stuck"
    REPLIED = "replied", "Replied"
    OPTED_OUT = "opted_out", "Opted out"
    MOVED = "moved", "Moved"
    EXITED = "exited", "Left"
    COMPLETED = "completed", "Completed"
