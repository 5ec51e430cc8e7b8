"""What stands in the demo from its first day: senders, templates, segments, keywords, colleagues."""

from typing import Any

from apps.accounts import actions as accounts
from apps.accounts import team
from apps.accounts.models import User, Workspace
from apps.accounts.roles import Role
from apps.audiences import actions as segments
from apps.audiences import keeping
from apps.copywriting.actions import keep
from apps.senders import actions as senders
from apps.senders import queries as sender_queries
from apps.tags import actions as tags
from config.demo.words import words

COMPANY = "Juniper & Finch Books"
TEMPLATES = {
    "Sale": "Hi {first_name|there}, 20% off in {city|our shop} until Sunday. Reply STOP to opt out.",
    "Reminder": "Hi {first_name|there}, a short reminder: we meet tomorrow at 10. Reply STOP to opt out.",
    "Thank you": "Thank you, {first_name|friend}! We will get back to you today.",
    "Opening hours": "We are open Monday to Saturday, 9 to 8, and on Sundays from noon to 5.",
    "Book is here": "Hi {first_name|there}, the book you ordered is here. It waits for you for two weeks.",
    "Event tomorrow": "See you tomorrow at 7, {first_name|friend}! Reply STOP to opt out.",
}
COLLEAGUES = (("Maya", Role.MARKETER), ("Theo", Role.AGENT), ("Ines", Role.AGENT))


def _attribute(name: str, value: str) -> dict[str, Any]:
    return {"field": "attribute", "name": name, "op": "is", "value": value}


_POINTS = {"field": "attribute", "name": "points", "as": "number", "op": "at_least", "value": 1_500}
_BIRTHDAY = {"field": "attribute", "name": "birthday", "as": "date", "op": "anniversary", "days": 7}
_TEXTED = {"field": "delivered", "op": "within", "days": 60}
_ANSWERED = {"field": "replied", "op": "within", "days": 90}
SEGMENTS: dict[str, dict[str, Any]] = {
    "Gold and silver": {"any": [_attribute("tier", "gold"), _attribute("tier", "silver")]},
    "Crime readers": {"all": [_attribute("genre", "crime")]},
    "Children's books": {"all": [_attribute("genre", "children")]},
    "Cooks": {"all": [_attribute("genre", "cooking")]},
    "Travellers with points": {"all": [_attribute("genre", "travel"), _POINTS]},
    "Poetry readers": {"all": [_attribute("genre", "poetry")]},
    "1,500 points and more": {"all": [_POINTS]},
    "Birthday within a week": {"all": [_BIRTHDAY]},
    "They answer": {"all": [_ANSWERED]},
    "Texted, and silent": {"all": [_TEXTED, {"not": _ANSWERED}]},
}
KEPT = "They answer"  # a list that a segment keeps


def furnish(workspace: Workspace, owner: User) -> list[User]:
    """Everything that needs no people yet. Answers who works in the inbox."""
    accounts.change_settings(workspace, workspace.name, {"company_name": COMPANY})
    senders.add_virtual(workspace, "Main line")
    senders.add_virtual(workspace, "Second line")
    sender_queries.usable(workspace.sandbox)
    for name, body in TEMPLATES.items():
        keep(workspace, name, body)
    tags.named(workspace, ["vip", "webinar", "hot-lead", "book-club", "joined", "poetry"])
    for name, filter_ in SEGMENTS.items():
        made = segments.create(workspace, name, filter_, actor=owner.email)
        if name == KEPT:
            keeping.keep(made, name)
    words(workspace, owner)
    return [owner, *(_colleague(workspace, name, role) for name, role in COLLEAGUES)]


def _colleague(workspace: Workspace, name: str, role: Role) -> User:
    """Nobody can sign in as them: they have no password."""
    user = User.objects.create_user(f"{name.lower()}@sendwell.example", first_name=name)
    team.give_seat(user, workspace, role)
    return user
