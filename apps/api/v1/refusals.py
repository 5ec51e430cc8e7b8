"""The ways that only this dialect says no."""

from apps.common.refusals import Conflict, Invalid


class AlreadyOptedOut(Conflict):
    code = "contact_already_opted_out"
    message = "Contact has already opted out."


class NotCancelableNow(Conflict):
    code = "campaign_not_cancelable"
    message = "The campaign was dispatched already."


class NotLiftable(Conflict):
    code = "suppression_not_liftable"
    message = "Only a blacklisted number can be taken off: an opt-out ends by the person's own wish."


class MetadataTooLarge(Invalid):
    code = "metadata_too_large"
    message = "metadata holds at most 20 names with values of at most 500 characters."
    field = "metadata"


class UnknownParameter(Invalid):
    """A name that is nearly one that counts."""

    code = "parameter_unknown"
    message = "Unknown parameter."
