"""manage.py demo: the demo workspace and how to get in."""

import json as json_module
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.demo.build import demo
from config.demo.people import LEAST, SIZE


class Command(BaseCommand):
    help = "Make (or find) the demo workspace and print its sign-in and keys."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--people", type=int, default=SIZE, metavar="N", help="how many contacts a new demo gets"
        )
        parser.add_argument("--json", action="store_true", help="One JSON object on standard output.")

    def handle(self, *args: Any, json: bool, people: int = SIZE, **options: Any) -> None:
        if people < LEAST:
            raise CommandError(f"--people is {LEAST} or more.")
        made = demo(people)
        if json:
            self.stdout.write(json_module.dumps(made))
            return
        self.stdout.write(f"Open      {made['url']}/dashboard/")
        self.stdout.write(f"E-mail    {made['email']}")
        self.stdout.write(f"Password  {made['password']}")
        self.stdout.write(f"Workspace {made['workspace']}")
        for name, key in made["keys"].items():
            self.stdout.write(f"Key {name:<5} {key}")
        self.stdout.write(f"OAuth id  {made['oauth']['client_id']}")
        self.stdout.write(f"   secret {made['oauth']['client_secret']}")
