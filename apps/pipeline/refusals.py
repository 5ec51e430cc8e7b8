"""The ways the pipeline says no."""

from apps.common.refusals import Conflict, Invalid


class StageWithoutName(Invalid):
    code = "stage_name_missing"
    message = "Give the stage a name with letters or digits."
    field = "name"


class StageExists(Conflict):
    code = "stage_exists"
    message = "There is a stage of this name."
    field = "name"


class MovedMeanwhile(Conflict):
    code = "stage_changed_meanwhile"
    message = "Somebody moved this contact meanwhile. Nothing was changed."
    field = "stage"
