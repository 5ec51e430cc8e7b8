"""The pages of the dashboard by name, with other words that people use for them."""

from collections.abc import Iterator, Mapping

from django.urls import NoReverseMatch, resolve, reverse

from apps.accounts.roles import VIEW
from apps.dashboard.finding.hits import MOST, Hit

# Route of the dashboard: what it is called, and words for it that are not in the name.
PLACES: Mapping[str, tuple[str, str]] = {
    "home": ("Home", "dashboard overview start"),
    "inbox": ("Inbox", "conversations replies messages unread"),
    "contacts": ("Contacts", "people customers numbers phones"),
    "segments": ("Segments", "filters audience"),
    "lists": ("Lists", "groups audience"),
    "tags": ("Tags", "labels"),
    "imports": ("Import", "upload csv excel file"),
    "suppressions": ("Suppressions", "opt-outs stop unsubscribed dnd blacklist dnc"),
    "pipeline": ("Pipeline", "board kanban deals leads stages"),
    "stages": ("Stages", "pipeline columns"),
    "campaigns": ("Campaigns", "blasts bulk"),
    "sequences": ("Sequences", "drip automation flows journeys"),
    "keywords": ("Keywords", "words replies join"),
    "auto_replies": ("Auto-replies", "answers out of office keywords"),
    "scheduled": ("Planned texts", "scheduled later queue"),
    "templates": ("Templates", "canned replies snippets"),
    "reports": ("Reports", "statistics analytics charts figures"),
    "compliance": ("Replies to review", "compliance opt-outs stop fuzzy"),
    "consent_ledger": ("Consent ledger", "compliance proof opt-in chain"),
    "evidence": ("Evidence for a number", "compliance proof complaint tcpa"),
    "credits": ("Credits", "billing balance money cost runway"),
    "credits_proof": ("Credits: the proof", "billing ledger sum"),
    "developers": ("Developers", "api"),
    "keys": ("API keys", "developers secret token"),
    "webhooks": ("Webhooks", "developers callbacks zapier hooks"),
    "requests": ("Request log", "developers api calls errors"),
    "events": ("Event log", "developers diary"),
    "sandbox": ("Sandbox", "developers test magic numbers"),
    "connected_apps": ("Connected apps", "developers zapier oauth"),
    "oauth_apps": ("OAuth apps", "developers register client id secret redirect"),
    "settings": ("Workspace settings", "name time zone"),
    "sending_rules": ("Sending rules", "settings quiet hours caps frequency"),
    "safety": ("Safety", "settings pause breaker canary limits"),
    "audit": ("Audit log", "settings who did what history changes"),
    "team": ("Team", "settings members roles invite users"),
    "senders": ("Senders", "settings numbers pools carriers"),
    "workspaces": ("Workspaces", "settings sub-accounts tenants"),
    "campaign_new": ("New campaign", "create write send"),
    "sequence_new": ("New sequence", "create drip"),
    "message_new": ("Write a single text", "create new message send sms"),
    "contact_new": ("New contact", "create add person"),
    "import_new": ("Import a file", "upload csv excel create"),
    "list_new": ("New list", "create"),
    "segment_new": ("New segment", "create filter"),
    "template_new": ("New template", "create"),
    "keyword_new": ("New keyword", "create"),
    "suppression_new": ("Stop texts to a number", "new suppression opt-out dnd blacklist"),
}


def places(words: str, may: Mapping[str, bool]) -> list[Hit]:
    """Pages that have all of `words` in their name or beside it; those named so come first.

    `may`: right → whether the person has it. A page that they would be refused is not offered.
    """
    asked = words.casefold().split()
    found = [
        (_rank(name, asked), n, Hit(href, name))
        for n, (href, name, other) in enumerate(_open(may))
        if all(word in f"{name} {other}".casefold() for word in asked)
    ]
    return [hit for _, _, hit in sorted(found, key=lambda one: one[:2])[:MOST]]


def _rank(name: str, asked: list[str]) -> int:
    """0: the name begins so; 1: the name has it; 2: only the words beside it have."""
    low = name.casefold()
    if low.startswith(" ".join(asked)):
        return 0
    return 1 if all(word in low for word in asked) else 2


def _open(may: Mapping[str, bool]) -> Iterator[tuple[str, str, str]]:
    """Address, name and other words of the pages that this installation has and this role may open."""
    for route, (name, other) in PLACES.items():
        try:
            href = reverse(f"dashboard:{route}")
        except NoReverseMatch:
            continue
        if may.get(getattr(resolve(href).func, "right", "") or VIEW):
            yield href, name, other
