"""The ways campaigns says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Forbidden, Invalid


class NoName(Invalid):
    code = "campaign_name_missing"
    message = _("Give the campaign a name.")
    field = "name"


class NoBody(Invalid):
    code = "campaign_body_missing"
    message = _("Write a text first.")
    field = "body"


class BodyTooLong(Invalid):
    code = "campaign_body_too_long"
    message = _("A text has at most 1,600 characters.")
    field = "body"


class BadTime(Invalid):
    code = "campaign_time_invalid"
    message = _("Choose a time in the future, within a year.")
    field = "scheduled_at"


class BadPace(Invalid):
    code = "campaign_pace_invalid"
    message = _("Choose a whole number.")
    field = "per_hour"


class BadLimit(Invalid):
    code = "campaign_limit_invalid"
    message = _("Choose a whole number.")
    field = "sample"


class NoAttestation(Invalid):
    code = "campaign_not_attested"
    message = _("Confirm that these people asked to be texted.")
    field = "attested"


class NotADraft(Conflict):
    code = "campaign_not_editable"
    message = _("The campaign was launched and can no longer be changed.")


class ChangedMeanwhile(Conflict):
    """Somebody else saved the campaign after it was shown. facts: campaign, as it is now."""

    code = "campaign_changed_meanwhile"
    message = _(
        "Somebody else changed this campaign while you had it open. Look again before you save over it."
    )


class TooLateToUndo(Conflict):
    code = "campaign_not_undoable"
    message = _("It is on its way already. It can still be paused or canceled.")


class AlreadyLaunched(Conflict):
    code = "campaign_already_launched"
    message = _("This campaign was launched already; nobody is texted twice.")


class NotPausable(Conflict):
    code = "campaign_not_pausable"
    message = _("Only a campaign that is going out can be paused.")


class NotPaused(Conflict):
    code = "campaign_not_paused"
    message = _("The campaign is not paused.")


class NotCancelable(Conflict):
    code = "campaign_not_cancelable"
    message = _("The campaign has come to its end.")


class NobodyRemains(Conflict):
    code = "campaign_nobody_remains"
    message = _("Nobody was skipped for a reason that may have passed.")


class NeedsApproval(Conflict):
    """Above the limits of its workspace two launch a campaign (approval/). facts: people or credits."""

    code = "campaign_needs_approval"
    message = _("This campaign needs a second person's yes. Ask for it: an owner or an admin can give it.")


class NothingToApprove(Conflict):
    code = "campaign_needs_no_approval"
    message = _("This campaign is not above the limits: launch it.")


class AlreadyAsked(Conflict):
    code = "campaign_approval_asked"
    message = _("Approval was asked for already, and nobody has answered yet.")


class NoLongerAsked(Conflict):
    code = "campaign_approval_not_open"
    message = _("This request was answered or taken back already.")


class OtherThanAsked(Conflict):
    code = "campaign_not_as_asked"
    message = _(
        "The text, the audience or the sender is another by now, or the audience grew by more than a tenth. "
        "Send it back: it has to be asked for again."
    )


class OwnRequest(Conflict):
    code = "campaign_approval_own"
    message = _("You asked for this yourself: another one has to say yes.")


class MayNotApprove(Forbidden):
    code = "campaign_approval_forbidden"
    message = _("Your role does not allow you to approve campaigns.")


class NoReason(Invalid):
    code = "campaign_reason_missing"
    message = _("Say what should be different.")
    field = "reason"
