"""How things stand today: what goes out, what is planned, what was stopped, who waits for an answer."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from apps.accounts.models import User, Workspace
from apps.campaigns import actions as campaigns
from apps.campaigns.models import Campaign
from apps.messaging.models import Message
from apps.messaging.states import State
from config.demo.history import arrivals, mailings
from config.demo.history.arrivals import File
from config.demo.history.days import Agenda
from config.demo.history.machine import Machine
from config.demo.history.mailings import OUT, Mailing
from config.demo.history.replies import UNREAD, Phones
from config.demo.people import Person

RUNNING = Mailing(
    0,
    "Autumn catalogue",
    "The autumn catalogue is here, {first_name|friend}: come and leaf through it." + OUT,
    ("Crime readers",),
    ("Webinar guests",),
)
LASTS = 60  # hours: going out while somebody looks, whatever the time is
PAUSED = Mailing(
    5,
    "Travel books, last copies",
    "Last copies of last year's travel guides, half price." + OUT,
    ("Travellers with points",),
)
CANCELED = Mailing(30, "Rain check", "The open-air reading moves indoors tonight." + OUT, ("vip",))
SCHEDULED = Mailing(
    0, "Reading night", "Hi {first_name|there}, we read tonight at eight." + OUT, ("Spring sale",)
)
DRAFTS = (
    Mailing(0, "Holiday cards", "Holiday cards, {first_name|friend}: five for the price of four." + OUT,
            ("Gold and silver",)),
    Mailing(0, "Inventory helpers wanted", "", ("book-club",)),
)  # fmt: skip
NEXT_FILE = Person("+13475550180", "Iris", "Lindqvist", "", dict.fromkeys(arrivals.ATTRIBUTES, ""))


class Today:
    """Enters what is still open into the agenda of the history."""

    def __init__(
        self, workspace: Workspace, owner: User, agenda: Agenda, machine: Machine, phones: Phones
    ) -> None:
        self.workspace, self.owner, self.agenda = workspace, owner, agenda
        self.machine, self.phones = machine, phones

    def plan(self) -> None:
        enter, ago = self.agenda.enter, self.agenda.ago
        enter(ago(CANCELED.days), self._cancel)
        enter(ago(PAUSED.days), self._slowly(PAUSED))
        enter(ago(PAUSED.days) + timedelta(hours=2), self._pause)
        begun = self._latest_afternoon()
        enter(begun, self._slowly(RUNNING))
        for hours in range(1, 28, 3):
            enter(begun + timedelta(hours=hours, minutes=hours), self.machine.look)
        soon = self.agenda.now - timedelta(minutes=50)
        enter(soon, self._leave_open)
        for number, body in enumerate(UNREAD):
            at = soon + timedelta(minutes=3 + 9 * number)
            enter(at, partial(self._write, number, body))

    def _latest_afternoon(self) -> datetime:
        """19:04 UTC, of today when that is three hours ago."""
        today = self.agenda.ago(0)
        return today if today < self.agenda.now - timedelta(hours=3) else self.agenda.ago(1)

    def _slowly(self, mailing: Mailing) -> Callable[[], None]:
        def send() -> None:
            made = mailings.draft(self.workspace, self.owner, mailing, spread_hours=LASTS)
            mailings.launch(made, self.owner)
            self.machine.look_after(self.agenda)

        return send

    def _pause(self) -> None:
        campaigns.pause(self._named(PAUSED), self.owner.email, "Two of the guides are sold out.")

    def _cancel(self) -> None:
        made = mailings.draft(self.workspace, self.owner, CANCELED)
        campaigns.cancel(
            mailings.launch(made, self.owner, self.agenda.ago(CANCELED.days - 1)), self.owner.email
        )

    def _leave_open(self) -> None:
        for mailing in DRAFTS:
            mailings.draft(self.workspace, self.owner, mailing)
        night = self.agenda.ago(-2)
        mailings.launch(mailings.draft(self.workspace, self.owner, SCHEDULED), self.owner, night)
        file = File("friday-stall.csv", [NEXT_FILE], "Newsletter", "")
        arrivals.upload(self.workspace, self.owner, file)

    def _write(self, number: int, body: str) -> None:
        """The newest texts that arrived, from people who have not written before."""
        had = Message.objects.of(self.workspace).filter(state=State.DELIVERED, conversation=None)
        had = had.filter(replied_at=None).exclude(contact__conversations__isnull=False)
        phone, line = had.order_by("-pk").values_list("phone", "address")[number * 5]
        self.phones.write(phone, line, body)

    def _named(self, mailing: Mailing) -> Campaign:
        found: Campaign = Campaign.objects.of(self.workspace).get(name=mailing.name)
        return found
