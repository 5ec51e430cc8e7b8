"""The ways scheduled texts say no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Invalid, NotFound


class TooFarAhead(Invalid):
    code = "scheduled_too_far_ahead"
    message = _("A text can be planned for a year ahead at most.")
    field = "scheduled_at"


class UnknownScheduled(NotFound):
    code = "scheduled_unknown"
    message = _("There is no such planned text.")
    field = "id"


class NoLongerPlanned(Conflict):
    code = "scheduled_no_longer"
    message = _("This text is no longer planned: it was sent, or has failed.")
