"""The ways tags says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Invalid


class TagWithoutName(Invalid):
    code = "tag_name_missing"
    message = _("Give the tag a name.")
    field = "name"


class TagExists(Conflict):
    """facts["tag"] is the one that is there."""

    code = "tag_exists"
    message = _("There is a tag of this name. Merge the two instead.")
    field = "name"
