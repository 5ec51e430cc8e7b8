"""The ways audiences says no."""

from apps.common.refusals import Conflict, Invalid


class BadAudience(Invalid):
    code = "audience_invalid"
    message = "This audience cannot be read."
    field = "audience"


class EmptyAudience(Invalid):
    code = "audience_empty"
    message = "Nobody is in this audience: choose lists, tags, stages, segments or contacts."
    field = "audience"


class BadFilter(Invalid):
    """`at` is the place in the filter: filter.all[2].days."""

    code = "filter_invalid"
    message = "This filter cannot be read."
    field = "filter"


class NoName(Invalid):
    code = "segment_name_missing"
    message = "Give the segment a name."
    field = "name"


class NameTaken(Conflict):
    code = "segment_exists"
    message = "There is a segment of this name."
    field = "name"


class InUse(Conflict):
    """Something still asks for it. facts: by, in words."""

    code = "segment_in_use"
    message = "This segment is in use."
