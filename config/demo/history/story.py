"""The plot: who came when, what was sent, and who answered. How things stand today is in today.py."""

import random
from collections.abc import Sequence
from functools import partial

from apps.accounts.models import User, Workspace
from apps.audiences.engagement import refresh
from apps.common import clock
from apps.common.litter import left_lying
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.lists.models import ContactList
from apps.senders import queries as senders
from config.demo.follow_up import follow_up
from config.demo.history import arrivals, drips, figures, mailings
from config.demo.history.arrivals import File
from config.demo.history.carrier import Carrier
from config.demo.history.days import DAYS, Agenda
from config.demo.history.machine import Machine
from config.demo.history.mailings import MAILINGS, Mailing
from config.demo.history.replies import Phones
from config.demo.history.today import Today
from config.demo.people import MAGIC, MAGIC_AREAS, Person
from config.demo.words import otherwise

# Days before today, credits, and why.
GRANTS = ((90, 25_000, "Starter pack"), (58, 20_000, "Invoice 2031"), (26, 40_000, "Invoice 2064"))
# Days before today, name of the file, share of the people, lists, and where they said yes.
FILES = (
    (89, "loyalty-cards.csv", 0.6, "Newsletter", "Form of the loyalty card"),
    (60, "spring-fair-stand.csv", 0.2, "Newsletter;Spring sale", "Tablet at our stand"),
    (33, "webinar-guests.csv", 0.1, "Newsletter;Webinar guests", "Sign-up of the webinar"),
    (9, "till-receipts.csv", 0.1, "Newsletter;Spring sale", "Box ticked at the till"),
)
JOINED = tuple(range(84, 1, -9))  # days on which somebody texts JOIN
# Looks of a day (UTC): ten in the morning on each coast. Before the webinar one will do: each
# costs some 40 statements, due or not.
LOOKS, LOOKS_BEFORE = ((15, 2), (18, 32)), ((18, 32),)
WEBINAR_DAYS = 14
WRONG_FILE = 25  # people of a file that was the wrong one, and was taken back
LAPSED, LAPSED_DAYS, PAUSED_DAYS = 120, 16, 12


class Story:
    """Of one workspace and these people; the first of them do magic and are kept for the newcomer."""

    def __init__(self, workspace: Workspace, team: Sequence[User], cast: Sequence[Person]) -> None:
        self.workspace, self.team, self.owner = workspace, team, team[0]
        self.agenda = Agenda(clock.now())
        self.machine = Machine(Carrier(random.Random(90)))  # noqa: S311 - fates of texts to nobody
        self.phones = Phones(workspace, team[1:], self.agenda)
        magic = len(MAGIC) * len(MAGIC_AREAS)
        self.magic, self.cast = cast[:magic], cast[magic:]

    def play(self) -> None:
        """From the first day to this moment, in the order of time."""
        self._plan()
        Today(self.workspace, self.owner, self.agenda, self.machine, self.phones).plan()
        for at, deed in self.agenda.pages():
            with clock.standing_at(at), left_lying():
                deed()
                self.machine.glance()
        otherwise(self.workspace)
        figures.count()

    def _plan(self) -> None:
        enter, ago = self.agenda.enter, self.agenda.ago
        for days, amount, why in GRANTS:
            enter(ago(days, 14), partial(self._grant, amount, why))
        self._plan_files()
        for mailing in MAILINGS:
            enter(ago(mailing.days, mailing.hour), partial(self._send, mailing))
        for number, days in enumerate(JOINED):
            enter(ago(days, 21, 7 + number), partial(self._join, number))
        self._plan_sequences()
        for days in range(DAYS):
            for hour, minute in LOOKS if days <= WEBINAR_DAYS else LOOKS_BEFORE:
                enter(ago(days, hour, minute), self.machine.look)

    def _plan_files(self) -> None:
        enter, ago = self.agenda.enter, self.agenda.ago
        at = 0
        for days, name, share, lists, source in FILES:
            until = len(self.cast) if name == FILES[-1][1] else at + int(len(self.cast) * share)
            file = File(name, self.cast[at:until], lists, source, has_junk=True)
            enter(ago(days, 16), partial(arrivals.bring, self.workspace, self.owner, file))
            at = until
        wrong = File("press-contacts.csv", self.cast[-WRONG_FILE:], "Press", "Asked by phone")
        enter(ago(40, 16), lambda: arrivals.undo(arrivals.bring(self.workspace, self.owner, wrong)))
        magic = File("magic-numbers.csv", self.magic, "Newsletter", "Numbers of the virtual carrier")
        enter(ago(1, 16), lambda: arrivals.bring(self.workspace, self.owner, magic))

    def _plan_sequences(self) -> None:
        enter, ago = self.agenda.enter, self.agenda.ago
        enter(ago(85, 15), lambda: drips.welcome(self.workspace, self.owner))
        enter(ago(20, 15), lambda: drips.birthday(self.workspace, self.owner))
        enter(ago(WEBINAR_DAYS, 14), self._follow_up)
        enter(ago(LAPSED_DAYS, 15), lambda: drips.come_back(self.workspace, self.owner, self._lapsed()))
        enter(ago(PAUSED_DAYS, 15), lambda: drips.pause_coming_back(self.workspace, self.owner))
        enter(ago(2, 15, 40), lambda: drips.walk_in(self.workspace, self.owner))

    def _grant(self, amount: int, why: str) -> None:
        ledger.grant(self.workspace, amount, why, by=self.owner, key=f"demo:{why}")

    def _send(self, mailing: Mailing) -> None:
        refresh()  # who was texted lately, for segments that ask for it
        made = mailings.launch(mailings.draft(self.workspace, self.owner, mailing), self.owner)
        self.machine.look_after(self.agenda)
        self.phones.listen(made.public_id)

    def _join(self, number: int) -> None:
        line = senders.default(self.workspace)
        if line:
            self.phones.join(f"+134755501{number:02}", line.address)

    def _follow_up(self) -> None:
        guests = ContactList.objects.of(self.workspace).get(name="Webinar guests")
        members = Contact.objects.of(self.workspace).filter(memberships__list=guests).order_by("pk")
        follow_up(self.workspace, self.owner, list(members)[::2])

    def _lapsed(self) -> list[Contact]:
        gold = Contact.objects.of(self.workspace).filter(attributes__tier="basic").order_by("pk")
        return list(gold[:LAPSED])
