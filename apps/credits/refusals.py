"""The ways credits says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Forbidden, Invalid, Refusal


class InsufficientCredits(Refusal):
    """facts: required, available."""

    code = "insufficient_credits"
    message = _("There are not enough credits.")


class NeedsAnother(Forbidden):
    code = "needs_another_person"
    message = _("You asked for this: a second person approves it.")


class AlreadyDecided(Conflict):
    code = "already_decided"
    message = _("This was approved or refused before.")


class NotRelated(Forbidden):
    code = "workspaces_not_related"
    message = _("Credits move only between a workspace and its sub-accounts.")


class NoReason(Invalid):
    code = "reason_missing"
    message = _("Say why: the reason stands in the ledger.")
    field = "reason"


class BadAmount(Invalid):
    code = "amount_invalid"
    message = _("Give a whole number of credits that is not zero.")
    field = "amount"
