"""The ways keywords says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Invalid


class NoWord(Invalid):
    code = "keyword_missing"
    message = _("Give the keyword letters or digits.")
    field = "word"


class Reserved(Invalid):
    """STOP, START, HELP and their kin, and whatever would be read as one of them."""

    code = "keyword_reserved"
    message = _("This word is reserved.")
    field = "word"


class WordTaken(Conflict):
    code = "keyword_exists"
    message = _("There is a keyword like this one already.")
    field = "word"


class DoesNothing(Invalid):
    code = "keyword_does_nothing"
    message = _("Say what the keyword does: a reply, or anything below.")
    field = "reply"


class EndsBeforeItBegins(Invalid):
    code = "keyword_span_invalid"
    message = _("It ends before it begins.")
    field = "active_to"


class HoursOutOfRange(Invalid):
    code = "auto_reply_hours_invalid"
    message = _("Between 1 and 720 hours.")
    field = "hours"
