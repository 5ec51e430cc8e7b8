"""The virtual carrier by itself: it asks no installation where a number belongs."""

from config.settings import *  # noqa: F403

VIRTUAL_CARRIER_FIND_NUMBER = ""
