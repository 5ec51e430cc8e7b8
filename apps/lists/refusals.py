"""The ways lists says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Invalid


class NoName(Invalid):
    code = "list_name_missing"
    message = _("Give the list a name.")
    field = "name"


class NameTaken(Conflict):
    code = "list_exists"
    message = _("There is a list of this name.")
    field = "name"


class ListIsSynced(Conflict):
    code = "list_not_static"
    message = _("This list is filled by its source; its members cannot be changed by hand.")
