"""How zones are named to people."""

from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _


def zone_name(zone: str = "") -> str:
    """New York time; UTC for zones that are no place. Without `zone`: the one that is active."""
    zone = zone or get_current_timezone_name()
    return _("%(place)s time") % {"place": zone.rsplit("/", 1)[-1].replace("_", " ")} if "/" in zone else zone
