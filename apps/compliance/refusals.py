"""The ways compliance says no to its own verbs; what stops a text is a verdict, not a refusal."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict


class NotOpen(Conflict):
    code = "review_not_open"
    message = _("Somebody has decided on this reply before.")
