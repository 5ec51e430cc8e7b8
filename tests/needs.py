"""What some tests need beside Python. Missing means skipped with a reason, or failed where it is required."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from tests.journeys.hosts import network, servers

FAKESMSC = Path("/usr/lib/kannel/test/fakesmsc")


def _kannel() -> str:
    there = shutil.which("bearerbox") and shutil.which("smsbox") and FAKESMSC.exists()
    return "" if there else "no Kannel here (Debian packages kannel and kannel-extras)"


def _browser() -> str:
    there = any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    return "" if there else "no Chromium here (Debian package chromium)"


def _postgres() -> str:
    is_there = connection.vendor == "postgresql"
    return "" if is_there else "only PostgreSQL can show this: set DATABASE_URL=postgres://…"


def _hosts() -> str:
    return network.missing() or servers.missing()


def _gettext() -> str:
    return "" if shutil.which("xgettext") else "no gettext here (Debian package gettext)"


def _node() -> str:
    return "" if shutil.which("node") and shutil.which("npm") else "no Node here (with npm)"


@dataclass(frozen=True)
class Need:
    """`missing` says what is not there ("" when all is); the variable turns the skip into a failure."""

    variable: str
    missing: Callable[[], str]

    @property
    def is_required(self) -> bool:
        return os.environ.get(self.variable, "") not in ("", "0")


NEEDS = {
    "kannel": Need("REQUIRE_KANNEL", _kannel),
    "browser": Need("REQUIRE_BROWSER", _browser),
    "postgres": Need("REQUIRE_POSTGRES", _postgres),
    "gettext": Need("REQUIRE_GETTEXT", _gettext),
    "node": Need("REQUIRE_NODE", _node),
    "hosts": Need("REQUIRE_HOSTS", _hosts),
}
