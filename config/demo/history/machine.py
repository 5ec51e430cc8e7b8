"""What the worker does, done at moments of the past."""

from datetime import timedelta

from apps.campaigns import queries as campaigns
from apps.campaigns.tasks import advance as advance_campaigns
from apps.common import clock
from apps.events import diary
from apps.sequences import queries as sequences
from apps.sequences.tasks import advance as advance_sequences
from config.demo.history.carrier import Carrier
from config.demo.history.days import Agenda

# Looks after a campaign was begun, in seconds: its canary, its rest, the receipts of both, its end.
RHYTHM = (1, 20, 95, 700)


class Machine:
    """Reactions, campaigns, sequences, the queue and the receipts: one look at a time."""

    def __init__(self, carrier: Carrier) -> None:
        self.carrier = carrier

    def glance(self) -> None:
        """At the moment at which the clock stands: reactions, receipts, and single texts."""
        self.carrier.tell()
        while diary.anything_to_react_to() and diary.react():
            pass
        self.carrier.take()

    def look(self) -> None:
        """The same, and campaigns and sequences go on."""
        self.glance()
        if campaigns.anything_to_do():
            advance_campaigns()
        if sequences.anything_due():
            advance_sequences()
        self.carrier.take()

    def look_after(self, agenda: Agenda) -> None:
        """Again, in the minutes that follow."""
        for seconds in RHYTHM:
            agenda.enter(clock.now() + timedelta(seconds=seconds), self.look)
