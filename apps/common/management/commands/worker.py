"""`manage.py worker`: everything that happens by itself. Run as many as you like, on as many machines."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from apps.common.cluster import keeper
from apps.common.cluster.flag import Flag


class Command(BaseCommand):
    help = "Send what is due, apply receipts, advance campaigns, run imports. Stops within 10 s on SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Flag()
        signal.signal(signal.SIGTERM, stop.on_signal)
        signal.signal(signal.SIGINT, stop.on_signal)
        self.stdout.write("Worker: started")
        keeper.keep(stop)
        self.stdout.write("Worker: stopped")
