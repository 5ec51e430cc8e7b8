"""The ways campaigns says no."""

from apps.common.refusals import Conflict, Invalid


class NoName(Invalid):
    code = "campaign_name_missing"
    message = "Give the campaign a name."
    field = "name"


class NoBody(Invalid):
    code = "campaign_body_missing"
    message = "Write a text first."
    field = "body"


class BodyTooLong(Invalid):
    code = "campaign_body_too_long"
    message = "A text has at most 1,600 characters."
    field = "body"


class BadTime(Invalid):
    code = "campaign_time_invalid"
    message = "Choose a time in the future, within a year."
    field = "scheduled_at"


class BadPace(Invalid):
    code = "campaign_pace_invalid"
    message = "Choose a whole number."
    field = "per_hour"


class BadLimit(Invalid):
    code = "campaign_limit_invalid"
    message = "Choose a whole number."
    field = "sample"


class NoAttestation(Invalid):
    code = "campaign_not_attested"
    message = "Confirm that these people asked to be texted."
    field = "attested"


class NotADraft(Conflict):
    code = "campaign_not_editable"
    message = "The campaign was launched and can no longer be changed."


class ChangedMeanwhile(Conflict):
    """Somebody else saved the campaign after it was shown. facts: campaign, as it is now."""

    code = "campaign_changed_meanwhile"
    message = "Somebody else changed this campaign while you had it open. Look again before you save over it."


class TooLateToUndo(Conflict):
    code = "campaign_not_undoable"
    message = "It is on its way already. It can still be paused or canceled."


class AlreadyLaunched(Conflict):
    code = "campaign_already_launched"
    message = "This campaign was launched already; nobody is texted twice."


class NotPausable(Conflict):
    code = "campaign_not_pausable"
    message = "Only a campaign that is going out can be paused."


class NotPaused(Conflict):
    code = "campaign_not_paused"
    message = "The campaign is not paused."


class NotCancelable(Conflict):
    code = "campaign_not_cancelable"
    message = "The campaign has come to its end."


class NobodyRemains(Conflict):
    code = "campaign_nobody_remains"
    message = "Nobody was skipped for a reason that may have passed."
