"""The ways audiences says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Invalid


class BadAudience(Invalid):
    code = "audience_invalid"
    message = _("This audience cannot be read.")
    field = "audience"


class EmptyAudience(Invalid):
    code = "audience_empty"
    message = _("Nobody is in this audience: choose lists, tags, stages, segments or contacts.")
    field = "audience"


class BadFilter(Invalid):
    """`at` is the place in the filter: filter.all[2].days."""

    code = "filter_invalid"
    message = _("This filter cannot be read.")
    field = "filter"


class NoName(Invalid):
    code = "segment_name_missing"
    message = _("Give the segment a name.")
    field = "name"


class NameTaken(Conflict):
    code = "segment_exists"
    message = _("There is a segment of this name.")
    field = "name"


class InUse(Conflict):
    """Something still asks for it. facts: by, in words."""

    code = "segment_in_use"
    message = _("This segment is in use.")
