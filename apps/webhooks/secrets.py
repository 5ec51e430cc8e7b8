"""The secrets of a subscription: the current one, and for a day after a rotation the one before."""

from datetime import datetime, timedelta

from django.utils.dateparse import parse_datetime

from apps.common.encryption import new_token
from apps.webhooks.models import Subscription
from apps.webhooks.refusals import BadSecret

# Receivers have this long to learn the new one; meanwhile both sign.
OVERLAP = timedelta(hours=24)


def chosen(secret: str = "") -> dict[str, str]:
    """What is kept for a given secret, or for a fresh one. Raises BadSecret."""
    if secret and not (16 <= len(secret) <= 200 and secret.isascii() and secret.isprintable()):
        raise BadSecret
    return {"current": secret or new_token("whsec_", 24)}


def rotated(held: dict[str, str], now: datetime, secret: str = "") -> dict[str, str]:
    """A fresh secret in front, and the old one for OVERLAP."""
    return {
        **chosen(secret),
        "previous": held["current"],
        "previous_until": (now + OVERLAP).isoformat(),
    }


def valid(subscription: Subscription, now: datetime) -> list[str]:
    """Those to sign with, the current one first."""
    held = subscription.secrets
    until = parse_datetime(held.get("previous_until", "")) if held.get("previous") else None
    return [held["current"], *([held["previous"]] if until and until > now else [])]
