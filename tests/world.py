"""The cast. Always two workspaces, with the same phone number in both, so that a leak between tenants shows.

Acme: Alice owns it, Adam administers, Maria markets, Agnes answers, Victor looks on.
Bobco: Bob owns it. Charlie, Dana and Erin asked Acme for texts; Charlie and Zoe asked Bobco.
"""

from dataclasses import dataclass, field

import pytest

from apps.accounts import actions
from apps.accounts.models import Member, User, Workspace
from apps.accounts.roles import Role
from apps.compliance import actions as compliance
from apps.compliance.models import ConsentEvent
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.senders import actions as senders
from apps.senders.models import Sender

PASSWORD = "correct horse battery"
CREDITS = 1_000
CHARLIE, DANA, ERIN, ZOE = "+14155552001", "+12125552002", "+13125552003", "+16175552004"


@dataclass
class Tenant:
    """A workspace with one sender on the virtual carrier, contacts who consented, and credits."""

    workspace: Workspace
    sender: Sender
    contacts: dict[str, Contact] = field(default_factory=dict)


@dataclass
class World:
    """Everybody. `acme` and `bobco` are the tenants; people are reached by name."""

    acme: Tenant
    bobco: Tenant
    alice: User
    adam: User
    maria: User
    agnes: User
    victor: User
    bob: User

    @property
    def charlie(self) -> Contact:
        return self.acme.contacts["Charlie"]

    @property
    def dana(self) -> Contact:
        return self.acme.contacts["Dana"]

    @property
    def erin(self) -> Contact:
        return self.acme.contacts["Erin"]

    def seat(self, user: User) -> Member:
        """The user's seat in the live workspace of their tenant."""
        workspace = self.bobco.workspace if user == self.bob else self.acme.workspace
        return Member.objects.of(workspace).get(user=user)


def person(name: str, company: str = "acme") -> User:
    """A user whose password is PASSWORD: Alice is alice@acme.example."""
    return User.objects.create_user(f"{name.lower()}@{company}.example", PASSWORD, first_name=name)


def seat(user: User, workspace: Workspace, role: Role) -> None:
    for place in (workspace, workspace.sandbox):
        Member.objects.create(workspace=place, user=user, role=role)


def tenant(owner: User, name: str, people: dict[str, str]) -> Tenant:
    workspace = actions.open_workspace(owner, name)
    ledger.grant(workspace, CREDITS, "A start", key="start")
    made = Tenant(workspace, senders.add_virtual(workspace, f"{name} main"))
    for first_name, phone in people.items():
        made.contacts[first_name] = consenting(workspace, first_name, phone)
    return made


def consenting(workspace: Workspace, first_name: str, phone: str) -> Contact:
    """A contact who asked for texts on a web form."""
    contact = contacts.create(workspace, phone, {"first_name": first_name}, source="manual")
    grant = compliance.Grant(phone, contact.pk, source="footer form")
    compliance.grant(workspace.pk, [grant], ConsentEvent.Kind.OPT_IN, channel="web_form")
    return contact


def make_world() -> World:
    alice, bob = person("Alice"), person("Bob", "bobco")
    acme = tenant(alice, "Acme", {"Charlie": CHARLIE, "Dana": DANA, "Erin": ERIN})
    bobco = tenant(bob, "Bobco", {"Charlie": CHARLIE, "Zoe": ZOE})
    others = {name: person(name) for name in ("Adam", "Maria", "Agnes", "Victor")}
    roles = (Role.ADMIN, Role.MARKETER, Role.AGENT, Role.VIEWER)
    for user, role in zip(others.values(), roles, strict=True):
        seat(user, acme.workspace, role)
    return World(acme, bobco, alice, bob=bob, **{name.lower(): user for name, user in others.items()})


@pytest.fixture
def world(db: None) -> World:
    return make_world()
