"""The demo's keywords: one that joins at once, one that asks for a YES first."""

from apps.accounts.models import User, Workspace
from apps.keywords import actions
from apps.keywords.actions import Wish
from apps.keywords.models import Keyword

WISHES = (
    Wish(
        "JOIN",
        consent=Keyword.Consent.SINGLE,
        reply="Welcome, {first_name|friend}! About two texts a month. Reply STOP to leave.",
        tags=["joined"],
    ),
    Wish(
        "POETRY",
        consent=Keyword.Consent.DOUBLE,
        reply="You are in! The next reading is on Friday at 7.",
        tags=["poetry"],
    ),
)
OTHERWISE = "Thank you! A person will read this. Text POETRY for our readings, or STOP to leave."


def words(workspace: Workspace, by: User) -> None:
    """Keep them."""
    for wish in WISHES:
        actions.keep(workspace, wish, by=by)


def otherwise(workspace: Workspace) -> None:
    """An answer to everything else, from now on: in the history people answered."""
    actions.keep_auto_reply(workspace, away="", otherwise=OTHERWISE, hours=24)
