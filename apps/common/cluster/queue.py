"""This machine's own queue: its ticker fills it and its workers empty it.

Locks that keep a task alone are files, so they speak for one machine. With a queue per machine the ticker
sees with certainty when its wake-up was picked up, and a dead machine keeps nobody else's waiting."""

import hashlib
import socket

from django.conf import settings
from django_q.brokers import Broker, get_broker


def name() -> str:
    """The same for every worker on this machine that shares this DATA_DIR; at most 40 characters."""
    place = f"{socket.gethostname()}:{settings.DATA_DIR}"
    return f"{settings.Q_CLUSTER['name'][:23]}-{hashlib.sha256(place.encode()).hexdigest()[:16]}"


def broker() -> Broker:
    """Make it after the fork: a connection must not be shared between processes."""
    return get_broker(list_key=name())
