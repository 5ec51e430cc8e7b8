"""The ways the pipeline says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Invalid


class StageWithoutName(Invalid):
    code = "stage_name_missing"
    message = _("Give the stage a name with letters or digits.")
    field = "name"


class StageExists(Conflict):
    code = "stage_exists"
    message = _("There is a stage of this name.")
    field = "name"


class MovedMeanwhile(Conflict):
    code = "stage_changed_meanwhile"
    message = _("Somebody moved this contact meanwhile. Nothing was changed.")
    field = "stage"
