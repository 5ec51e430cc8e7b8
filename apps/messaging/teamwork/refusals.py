"""The ways teamwork says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Invalid
from apps.common.sentences import shape
from apps.messaging.teamwork.models import LONGEST


class EmptyNote(Invalid):
    code = "empty_note"
    message = _("Write something first.")
    field = "body"


class NoteTooLong(Invalid):
    code = "note_too_long"
    message = shape(_("A note has at most %(most)s characters.")) % {"most": f"{LONGEST:,}"}
    field = "body"
