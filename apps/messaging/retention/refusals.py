"""The ways retention says no."""

from apps.common.refusals import Invalid
from apps.messaging.retention.models import LEAST_DAYS


class TooShort(Invalid):
    code = "retention_too_short"
    message = f"Texts are kept for {LEAST_DAYS} days at least: receipts and complaints may come late."
    field = "days"
