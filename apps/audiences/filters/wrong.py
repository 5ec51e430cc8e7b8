"""How a filter is refused: the place first, then what is wrong there."""

from apps.audiences.refusals import BadFilter


def wrong(place: str, what: str) -> BadFilter:
    """To be raised. Its `field` is the place, its text says both."""
    return BadFilter(f"{place}: {what}", field=place)
