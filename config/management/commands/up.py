"""`manage.py up`: everything on one machine, ready to be tried. `make run` calls it."""

import io
import json
import os
import signal
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from apps.common import clock
from apps.common.cluster.flag import Flag
from config import inside, ports, static
from config.children import Children, manage
from config.demo.people import SIZE
from config.welcome import welcome

CARRIER_HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Set up what is missing, then run web, worker and virtual carrier until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="no demo workspace")
        parser.add_argument("--people", type=int, default=SIZE, metavar="N", help="contacts of a new demo")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Flag()
        signal.signal(signal.SIGTERM, stop.on_signal)
        signal.signal(signal.SIGINT, stop.on_signal)
        self._refuse_taken_ports()
        self._prepare()
        demo = None if options["no_demo"] else self._demo(options["people"])
        connections.close_all()
        if not stop.is_set():
            self._run(stop, demo)

    def _refuse_taken_ports(self) -> None:
        wanted = (
            ("PORT", settings.HOST, settings.PORT),
            ("CARRIER_PORT", CARRIER_HOST, settings.CARRIER_PORT),
        )
        if settings.PORT == settings.CARRIER_PORT:
            raise CommandError(f"PORT and CARRIER_PORT are both {settings.PORT}; they must differ.")
        for want in wanted:
            if complaint := ports.complaint(*want):
                raise CommandError(complaint)

    def _prepare(self) -> None:
        self._say("up", f"data in {settings.DATA_DIR}")
        call_command("migrate", interactive=False, verbosity=0)
        if static.collect():
            self._say("up", "static files collected")

    def _demo(self, people: int) -> dict[str, Any]:
        self._say("up", "preparing the demo workspace")
        answer = io.StringIO()
        call_command("demo", json=True, people=people, stdout=answer)
        return dict(json.loads(answer.getvalue()))

    def _run(self, stop: Flag, demo: dict[str, Any] | None) -> None:
        for name, value in inside.for_a_trial().items():
            os.environ.setdefault(name, value)  # the programs inherit it; who set it knows better
        commands = {"web": manage("web"), "worker": manage("worker"), "carrier": manage("virtualcarrier")}
        greeted = False

        def greet_once() -> None:
            nonlocal greeted
            if not greeted and ports.answers(settings.HOST, settings.PORT):
                greeted = True
                self.stdout.write(welcome(settings.BASE_URL, demo, clock.now()))
                self.stdout.flush()

        Children(commands, self._say).run(stop.is_set, greet_once)

    def _say(self, name: str, line: str) -> None:
        self.stdout.write(f"{name:>7} | {line}")
        self.stdout.flush()
