"""The ways teamwork says no."""

from apps.common.refusals import Invalid
from apps.messaging.teamwork.models import LONGEST


class EmptyNote(Invalid):
    code = "empty_note"
    message = "Write something first."
    field = "body"


class NoteTooLong(Invalid):
    code = "note_too_long"
    message = f"A note has at most {LONGEST:,} characters."
    field = "body"
