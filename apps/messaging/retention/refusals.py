"""The ways retention says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Invalid
from apps.common.sentences import shape
from apps.messaging.retention.models import LEAST_DAYS


class TooShort(Invalid):
    code = "retention_too_short"
    message = shape(
        _("Texts are kept for %(days)s days at least: receipts and complaints may come late.")
    ) % {"days": LEAST_DAYS}
    field = "days"
