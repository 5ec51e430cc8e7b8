"""`manage.py web`: the web process. The same as calling granian, with defaults that suit a small machine."""

import multiprocessing
import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections
from granian import Granian
from granian.constants import Interfaces

from apps.common.cluster import kin

# Threads wait for the database as much as they compute. SQLite lets them read together and write in turn.
THREADS = 2 * multiprocessing.cpu_count() + 1


class Command(BaseCommand):
    help = "Serve the dashboard, the APIs and the carriers' callbacks. Stops in order on SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=settings.HOST)
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--workers", type=int, default=int(os.environ.get("WEB_WORKERS", "1")))
        parser.add_argument("--threads", type=int, default=int(os.environ.get("WEB_THREADS", THREADS)))

    def handle(self, *args: Any, **options: Any) -> None:
        multiprocessing.set_start_method("fork", force=True)
        kin.bind_forks()  # granian's own workers would outlive a SIGKILL of their parent, and hold the port
        connections.close_all()
        Granian(
            "config.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            websockets=False,
            workers=options["workers"],
            blocking_threads=options["threads"],
            respawn_failed_workers=True,
            respawn_interval=0.2,
            workers_kill_timeout=8,
        ).serve()
