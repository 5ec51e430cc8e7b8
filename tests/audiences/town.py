"""A small town of people with all that a filter may ask for, in the database and in plain words."""

import itertools
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apps.accounts.models import Workspace
from apps.audiences.models import Engagement
from apps.compliance.models import Attestation, ConsentEvent, Suppression
from apps.compliance.standing import Standing, standings
from apps.contacts.models import Contact
from apps.lists.models import ContactList, Membership
from apps.messaging.models import Conversation
from apps.pipeline import actions as pipeline
from apps.pipeline.models import Placement
from apps.senders.models import Sender
from apps.tags.models import Tag, Tagging
from tests.audiences.naive import Somebody

# Values that are alike, or look like something else: where databases disagree.
VALUES: tuple[Any, ...] = (
    *("gold", "Gold", "GOLD", "", " ", "0", "1", "yes", "No", "true", "5", "5.0", "-3", "1e3", "007", "12.5"),
    *("2026-11-20", "2026-11-21T08:00:00", "1990-02-29", "1990-02-28 x", "1985-12-31", "2026-99-99"),
    *("1990-02-30", "1991-03-01", "0000-12-01", "x2026-11-20", "2026-11-20\n", "5\n"),
    *("José", "JOSÉ", "josé", "straße", "İstanbul", "100%", "a_b", "a\\b", 'say "hi"', "o'neil"),
    *('{"a": 1}', "null", "ünï", 0, 1, 5, 5.0, -3, 12.5, 0.1, 1e20, 10**16, 2**53 + 1, True, False, None),
)
NAMES = ("tier", "Tier", "points", 'the "odd" one', "$.tier", "a.b", "ключ", "it's", "%s", "born")
FIRST = ("Maria", "maria", "José", "JOSÉ", "Łukasz", "", "O'Neil", "100%")


@dataclass
class Town:
    """`people` by primary key."""

    workspace: Workspace
    people: dict[int, Somebody]
    ids: dict[str, list[str]]


def settle(workspace: Workspace, sender: Sender, now: datetime, count: int = 60, seed: int = 7) -> Town:
    dice = random.Random(seed)
    tags = [Tag.objects.create(workspace=workspace, name=name) for name in ("VIP", "regular", "lapsed")]
    lists = [ContactList.objects.create(workspace=workspace, name=name) for name in ("Members", "Course")]
    stages = pipeline.stages(workspace)[:3]
    rows: dict[str, Any] = {"tag": tags, "list": lists, "stage": stages}
    people = {}
    for number in range(count):
        contact = _contact(workspace, number, now, dice)
        labels: dict[str, set[Any]] = {
            "tag": set(dice.sample(tags, dice.randrange(3))),
            "list": set(dice.sample(lists, dice.randrange(3))),
            "stage": set(dice.sample(stages, dice.randrange(2))),
        }
        _tie(contact, labels)
        people[contact.pk] = Somebody(
            columns={**{f: getattr(contact, f) for f in COLUMNS}, "created": contact.created_at,
                     "updated": contact.updated_at},
            attributes=contact.attributes,
            labels={kind: {row.public_id for row in held} for kind, held in labels.items()},
            **_permit(contact, now, dice),
        )  # fmt: skip
        people[contact.pk].deeds.update(_engage(contact, sender, now, dice))
    return Town(workspace, people, {kind: [row.public_id for row in held] for kind, held in rows.items()})


COLUMNS = ("first_name", "last_name", "email", "phone", "source", "dnd")


def _contact(workspace: Workspace, number: int, now: datetime, dice: random.Random) -> Contact:
    ago = timedelta(days=dice.choice((0, 1, 6, 7, 8, 29, 30, 31, 364, 365, 366)), hours=dice.randrange(24))
    contact: Contact = Contact.objects.create(
        workspace=workspace,
        phone=f"+1415555{3_000 + number}",
        first_name=dice.choice(FIRST),
        last_name=dice.choice(FIRST),
        email=dice.choice(("", "a@example.com", "B@example.org")),
        source=dice.choice(("import", "api", "")),
        attributes={name: dice.choice(VALUES) for name in dice.sample(NAMES, dice.randrange(6))},
        dnd=dice.random() < 0.2,
        created_at=now - ago,
        updated_at=now - timedelta(days=dice.randrange(40)),
    )
    return contact


def _tie(contact: Contact, labels: dict[str, set[Any]]) -> None:
    ties: dict[str, Any] = {"tag": Tagging, "list": Membership, "stage": Placement}
    for kind, model in ties.items():
        for row in labels[kind]:
            model.objects.create(workspace=contact.workspace, contact=contact, **{kind: row})


def _permit(contact: Contact, now: datetime, dice: random.Random) -> dict[str, Any]:
    kinds: set[str] = set()
    deeds: dict[str, datetime] = {}
    for kind in ("opt_out", "blacklist", "review"):
        for stands in (True, False) if dice.random() < 0.3 else ():
            at = now - timedelta(days=dice.randrange(60))
            lifted = None if stands and dice.random() < 0.5 else at
            Suppression.objects.create(
                workspace=contact.workspace, phone=contact.phone, kind=kind, source="api",
                created_at=at, lifted_at=lifted,
            )  # fmt: skip
            kinds |= set() if lifted else {kind}
            if kind == "opt_out":
                deeds["opted_out"] = max(at, deeds.get("opted_out", at))
    return {"suppressions": kinds, "consent": _consent(contact, dice), "deeds": deeds}


def _consent(contact: Contact, dice: random.Random) -> str:
    """Some lines of the ledger; where they lead is what the consent gate says."""
    place = contact.workspace_id
    imports = [Attestation.objects.create(workspace_id=place, about="imp_1") for _ in range(2)]
    for _ in range(dice.randrange(5)):
        kind = dice.choice(ConsentEvent.Kind.values)
        ConsentEvent.objects.create(
            workspace_id=place,
            position=next(_POSITIONS),
            phone=contact.phone,
            kind=kind,
            scope=dice.choice(("marketing", "transactional", "all")),
            sender=dice.choice(("", "", "+14155550100")),
            attestation=dice.choice(imports) if kind.startswith("import") else None,
        )
    stands = standings(place, [contact.phone]).get(contact.phone, Standing())
    return "given" if stands.reaching(marketing=True) else "withdrawn" if stands.left else "none"


_POSITIONS = itertools.count(1_000)


def _engage(contact: Contact, sender: Sender, now: datetime, dice: random.Random) -> dict[str, datetime]:
    deeds: dict[str, datetime] = {}
    if dice.random() < 0.6:
        deeds["sent"] = now - timedelta(days=dice.choice((0, 1, 29, 30, 31, 90)))
        if dice.random() < 0.7:
            deeds["delivered"] = deeds["sent"]
        Engagement.objects.create(
            workspace=contact.workspace, contact=contact,
            last_sent_at=deeds["sent"], last_delivered_at=deeds.get("delivered"),
        )  # fmt: skip
    if dice.random() < 0.4:
        at = now - timedelta(days=dice.choice((0, 1, 29, 30, 31))) if dice.random() < 0.7 else None
        Conversation.objects.create(
            workspace=contact.workspace, contact=contact, sender=sender, last_inbound_at=at
        )
        deeds |= {"replied": at} if at else {}
    return deeds


ZONE = ZoneInfo("America/New_York")
