"""The ways audiences says no."""

from apps.common.refusals import Invalid


class BadAudience(Invalid):
    code = "audience_invalid"
    message = "This audience cannot be read."
    field = "audience"


class EmptyAudience(Invalid):
    code = "audience_empty"
    message = "Nobody is in this audience: choose lists, tags, stages or contacts."
    field = "audience"
