"""The ways scheduled texts say no."""

from apps.common.refusals import Invalid


class TooFarAhead(Invalid):
    code = "scheduled_too_far_ahead"
    message = "A text can be planned for a year ahead at most."
    field = "scheduled_at"
