"""The ways sequences says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Invalid, NotFound


class NoName(Invalid):
    code = "sequence_name_missing"
    message = _("Give the sequence a name.")
    field = "name"


class BadSteps(Invalid):
    """`field` names the place: steps[2].yes[0].body."""

    code = "sequence_steps_invalid"
    message = _("These steps cannot be read.")
    field = "steps"


class BadRules(Invalid):
    """`field` names the place: rules.window.start."""

    code = "sequence_rules_invalid"
    message = _("These rules cannot be read.")
    field = "rules"


class NoSuchStep(NotFound):
    code = "sequence_step_unknown"
    message = _("There is no such step; somebody may have removed it.")


class NothingToPublish(Conflict):
    code = "sequence_nothing_to_publish"
    message = _("There is no draft to publish.")


class ChangedMeanwhile(Conflict):
    code = "sequence_changed_meanwhile"
    message = _("Somebody else changed this draft while you had it open. Look again before you publish it.")


class NotMapped(Invalid):
    """Somebody waits at a step that the new version does not have, and nobody said where they go."""

    code = "sequence_step_not_mapped"
    message = _("Say where the people at this step go on.")
    field = "mapping"


class NotRunning(Conflict):
    code = "sequence_not_running"
    message = _("Only a running sequence takes people. Publish or resume it first.")


class NotPausable(Conflict):
    code = "sequence_not_pausable"
    message = _("Only a running sequence can be paused.")


class NotPaused(Conflict):
    code = "sequence_not_paused"
    message = _("The sequence is not paused.")


class HasEnded(Conflict):
    code = "sequence_has_ended"
    message = _("This sequence was ended.")


class BadSpread(Invalid):
    code = "sequence_spread_invalid"
    message = _("Give a number of people a day, from 1 to 1,000,000.")
    field = "per_day"


class NotSimulable(Invalid):
    code = "sequence_not_simulable"
    message = _("Add a step first.")
    field = "steps"


class UnknownSequence(NotFound):
    code = "sequence_unknown"
    message = _("There is no such sequence.")
    field = "sequence_id"


class AlreadyEnrolled(Conflict):
    """On the way, or kept out by the re-entry rule for having been there."""

    code = "already_enrolled"
    message = _("This contact is in the sequence already, or has been.")
    field = "contact_id"


class JobIsOver(Conflict):
    code = "sequence_job_over"
    message = _("This has ended already.")


class JobNotStopped(Conflict):
    code = "sequence_job_not_stopped"
    message = _("Only what was stopped can go on.")
