"""A running installation in which something has happened: what the screenshots are taken of."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import Request, urlopen

from django.core.management import call_command
from django.db.models import F

from apps.accounts.models import User, Workspace
from apps.campaigns import actions as campaigns
from apps.campaigns.estimate import estimate
from apps.campaigns.models import Campaign
from apps.campaigns.queries import progress
from apps.common import clock
from apps.compliance.actions import Witness
from apps.contacts.models import Contact
from apps.dashboard.wordings import AUDIENCE_ASKED
from apps.lists import actions as lists
from apps.lists.models import ContactList
from apps.messaging import actions as messaging
from apps.messaging.models import Conversation, Message
from apps.senders.models import Sender
from apps.sequences.models import Sequence
from config.bench.rig import Rig, until
from config.demo.build import demo
from config.demo.follow_up import NAME as FOLLOW_UP
from tests.browser.scenery import change_the_sequence, rehearse, set_scene
from tests.imports.files import start, table, upload

SALE = (
    "Hi {first_name|there}, 20% off all poetry until Sunday, at the till and online. Reply STOP to opt out."
)
FIRST = ("Ada", "Ben", "Clara", "Dan", "Eva", "Farid", "Gina", "Hugo", "Iris", "Jonas", "Kim", "Lea")
LAST = ("Moreau", "Okafor", "Lindqvist", "Tanaka", "Ferreira", "Novak", "Walsh")
TAGS, STAGES = ("regular", "poetry", "regular;children"), ("New lead", "Contacted", "Customer", "Customer")
TALK = (
    (0, "What time do you close on Saturday?", ""),
    (1, "STOP", ""),
    (2, "Thank you! See you on Friday", "See you on Friday!"),
    (3, "Can I bring my dog?", "Of course, there is a bowl of water at the door."),
    (4, "not interested", ""),
    (5, "Lovely! Is the new Rilke translation part of it?", ""),
)


@dataclass(frozen=True)
class Stage:
    """`user` owns `workspace`; the server answers at `url`."""

    url: str
    user: User
    workspace: Workspace


@contextmanager
def staged(log: Path) -> Iterator[Stage]:
    """Early afternoon on the east coast, whatever the time is here. The carrier's own clock stays."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    now = datetime.now(UTC)
    shift = (now.replace(hour=18, minute=4) - now).total_seconds()
    with Rig(log, ["--memory", "--receipt-delay-ms", "100"], clock_shift=shift) as rig:
        found = demo(500)
        rig.start()
        workspace = Workspace.objects.get(public_id=found["workspace"])
        stage = Stage(rig.url, User.objects.get(email=found["email"]), workspace)
        _play(stage, rig)
        yield stage


def _play(stage: Stage, rig: Rig) -> None:
    _bring(stage)
    set_scene(stage.workspace)
    sale = _campaign(stage, "Autumn sale, members first", SALE, ("Newsletter",), but=("Webinar guests",))
    _launch(stage, sale)
    until(lambda: _is_out(sale), 60, "the campaign is not out")
    guests = _campaign(stage, "Thank you for coming", "Thank you for coming, {first_name|friend}!", ("Till",))
    _launch(stage, guests)
    until(lambda: _is_out(guests), 60, "the campaign is not out")
    _talk(stage, sale, rig)
    # The carrier's clock was not moved; without this some texts would arrive before they were sent.
    Message.everywhere.filter(delivered_at__lt=F("created_at")).update(delivered_at=F("created_at"))
    later = _campaign(
        stage, "Reading night", "Hi {first_name|there}, we read tonight at eight.", ("Spring sale",)
    )
    _launch(stage, later, at=clock.now() + timedelta(days=2))
    winter = _campaign(
        stage,
        "Winter catalogue",
        SALE.replace("20% off all poetry", "the winter catalogue is here,"),
        ("Spring sale",),
    )
    rehearse(winter)
    change_the_sequence(Sequence.objects.of(stage.workspace).get(name=FOLLOW_UP))


def _bring(stage: Stage) -> None:
    """One file that came in, and one whose columns somebody still has to look at."""
    rows = [
        f"21255501{n:02},{FIRST[n % 12]} {LAST[n % 7]},{TAGS[n % 3]},{STAGES[n % 4]},{n % 9 + 36}"
        for n in range(60)
    ]
    file = table("Phone,Name,Tags,Stage,Shoe size", *rows, "call me,Gil,,,41", "2125550101,Twice,,,40")
    upload(stage.workspace, file, "fair-2026.csv")
    till = lists.create(stage.workspace, "Till")
    found = start(upload(stage.workspace, file, "till-receipts.csv"), into=till)
    until(
        lambda: type(found).everywhere.get(pk=found.pk).state == "finished", 30, "the import is not through"
    )


def _campaign(stage: Stage, name: str, body: str, to: tuple[str, ...], but: tuple[str, ...] = ()) -> Campaign:
    sides = {"include": {"lists": _ids(stage, to)}, "exclude": {"lists": _ids(stage, but)}}
    return campaigns.draft(stage.workspace, {"name": name, "body": body, "audience": sides}, stage.user)


def _ids(stage: Stage, names: tuple[str, ...]) -> list[int]:
    return list(ContactList.objects.of(stage.workspace).filter(name__in=names).values_list("pk", flat=True))


def _launch(stage: Stage, campaign: Campaign, at: datetime | None = None) -> None:
    witness = Witness(stage.user.email, stage.user, ip="127.0.0.1")
    planned = estimate(campaign, at=at).as_data()
    campaigns.launch(campaign, witness, AUDIENCE_ASKED, at=at, estimate=planned)


def _is_out(campaign: Campaign) -> bool:
    """Everybody has theirs or sleeps, and the receipts are there."""
    seen = progress(Campaign.everywhere.get(pk=campaign.pk))
    return bool(seen.delivered) and not seen.waiting and not seen.sent


def _talk(stage: Stage, campaign: Campaign, rig: Rig) -> None:
    """People answer the campaign, and some get an answer."""
    texted = Message.objects.of(stage.workspace).filter(origin=campaign.public_id, state="delivered")
    # Some numbers of the demo answer by themselves (docs/sandbox.md); these people do not.
    plain = Contact.objects.of(stage.workspace).exclude(phone__contains="55500")
    people = list(plain.filter(pk__in=texted.values("contact")).order_by("pk")[: len(TALK)])
    sender = Sender.objects.of(stage.workspace).get(is_default=True)
    for n, question, answer in TALK:
        _text(rig, people[n].phone, sender.address, question)
        said = Message.objects.of(stage.workspace).filter(contact=people[n], direction="in")
        until(said.exists, 20, "an answer did not come in")
        if answer:
            conversation = Conversation.objects.of(stage.workspace).get(contact=people[n])
            messaging.reply(conversation, answer, stage.user.email)
    # The last one on top, whenever the phones that answer by themselves came.
    top = Conversation.objects.of(stage.workspace).filter(contact=people[-1])
    soon = clock.now() + timedelta(minutes=1)
    top.update(last_at=soon, last_inbound_at=soon)


def _text(rig: Rig, phone: str, to: str, body: str) -> None:
    text = json.dumps({"from": phone, "to": to, "body": body}).encode()
    urlopen(
        Request(f"{rig.carrier_url}/inbound", text, {"Content-Type": "application/json"}), timeout=10
    ).close()
