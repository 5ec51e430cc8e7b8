"""How the zone of the page is named."""

from django.utils.timezone import get_current_timezone_name


def zone_name() -> str:
    """New York time; UTC for zones that are no place."""
    zone = get_current_timezone_name()
    return f"{zone.rsplit('/', 1)[-1].replace('_', ' ')} time" if "/" in zone else zone
