"""What stands in the list beside the pages of the reference."""

from collections.abc import Sequence

from apps.api.reference import oauth_shown, reading


def groups() -> Sequence[reading.Group]:
    """In the order of the URLs; OAuth last, behind Zapier."""
    return [*reading.groups(), oauth_shown.group()]
