"""The pages of the dashboard by name, with other words that people use for them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.roles import VIEW
from apps.dashboard.finding.hits import MOST, Hit

# Route of the dashboard: what it is called, and words for it that are not in the name.
PLACES: Mapping[str, tuple[Any, Any]] = {
    "home": (_("Home"), pgettext_lazy("words to search by", "dashboard overview start")),
    "inbox": (_("Inbox"), pgettext_lazy("words to search by", "conversations replies messages unread")),
    "contacts": (_("Contacts"), pgettext_lazy("words to search by", "people customers numbers phones")),
    "segments": (_("Segments"), pgettext_lazy("words to search by", "filters audience")),
    "lists": (_("Lists"), pgettext_lazy("words to search by", "groups audience")),
    "tags": (_("Tags"), pgettext_lazy("words to search by", "labels")),
    "fields": (_("Fields"), pgettext_lazy("words to search by", "custom attributes columns")),
    "imports": (_("Import"), pgettext_lazy("words to search by", "upload csv excel file")),
    "suppressions": (
        _("Suppressions"),
        pgettext_lazy("words to search by", "opt-outs stop unsubscribed dnd blacklist dnc"),
    ),
    "pipeline": (_("Pipeline"), pgettext_lazy("words to search by", "board kanban deals leads stages")),
    "stages": (_("Stages"), pgettext_lazy("words to search by", "pipeline columns")),
    "campaigns": (_("Campaigns"), pgettext_lazy("words to search by", "blasts bulk")),
    "sequences": (_("Sequences"), pgettext_lazy("words to search by", "drip automation flows journeys")),
    "keywords": (_("Keywords"), pgettext_lazy("words to search by", "words replies join")),
    "auto_replies": (
        _("Auto-replies"),
        pgettext_lazy("words to search by", "answers out of office keywords"),
    ),
    "scheduled": (_("Planned texts"), pgettext_lazy("words to search by", "scheduled later queue")),
    "templates": (_("Templates"), pgettext_lazy("words to search by", "canned replies snippets")),
    "reports": (_("Reports"), pgettext_lazy("words to search by", "statistics analytics charts figures")),
    "compliance": (
        _("Replies to review"),
        pgettext_lazy("words to search by", "compliance opt-outs stop fuzzy"),
    ),
    "rules": (_("Rules"), pgettext_lazy("words to search by", "compliance law states hours try last month")),
    "consent_ledger": (
        _("Consent ledger"),
        pgettext_lazy("words to search by", "compliance proof opt-in chain"),
    ),
    "evidence": (
        _("Evidence for a number"),
        pgettext_lazy("words to search by", "compliance proof complaint tcpa"),
    ),
    "credits": (_("Credits"), pgettext_lazy("words to search by", "billing balance money cost runway")),
    "credits_proof": (_("Credits: the proof"), pgettext_lazy("words to search by", "billing ledger sum")),
    "developers": (_("Developers"), pgettext_lazy("words to search by", "api")),
    "keys": (_("API keys"), pgettext_lazy("words to search by", "developers secret token")),
    "webhooks": (_("Webhooks"), pgettext_lazy("words to search by", "developers callbacks zapier hooks")),
    "requests": (_("Request log"), pgettext_lazy("words to search by", "developers api calls errors")),
    "events": (_("Event log"), pgettext_lazy("words to search by", "developers diary")),
    "sandbox": (_("Sandbox"), pgettext_lazy("words to search by", "developers test magic numbers")),
    "connected_apps": (_("Connected apps"), pgettext_lazy("words to search by", "developers zapier oauth")),
    "oauth_apps": (
        _("OAuth apps"),
        pgettext_lazy("words to search by", "developers register client id secret redirect"),
    ),
    "settings": (_("Workspace settings"), pgettext_lazy("words to search by", "name time zone")),
    "sending_rules": (
        _("Sending rules"),
        pgettext_lazy("words to search by", "settings quiet hours caps frequency"),
    ),
    "safety": (_("Safety"), pgettext_lazy("words to search by", "settings pause breaker canary limits")),
    "notifications": (
        _("Notifications"),
        pgettext_lazy("words to search by", "settings mails notices digest alerts"),
    ),
    "audit": (_("Audit log"), pgettext_lazy("words to search by", "settings who did what history changes")),
    "team": (_("Team"), pgettext_lazy("words to search by", "settings members roles invite users")),
    "senders": (_("Senders"), pgettext_lazy("words to search by", "settings numbers pools carriers")),
    "workspaces": (_("Workspaces"), pgettext_lazy("words to search by", "settings sub-accounts tenants")),
    "campaign_new": (_("New campaign"), pgettext_lazy("words to search by", "create write send")),
    "sequence_new": (_("New sequence"), pgettext_lazy("words to search by", "create drip")),
    "message_new": (
        _("Write a single text"),
        pgettext_lazy("words to search by", "create new message send sms"),
    ),
    "contact_new": (_("New contact"), pgettext_lazy("words to search by", "create add person")),
    "import_new": (_("Import a file"), pgettext_lazy("words to search by", "upload csv excel create")),
    "list_new": (_("New list"), pgettext_lazy("words to search by", "create")),
    "segment_new": (_("New segment"), pgettext_lazy("words to search by", "create filter")),
    "template_new": (_("New template"), pgettext_lazy("words to search by", "create")),
    "keyword_new": (_("New keyword"), pgettext_lazy("words to search by", "create")),
    "suppression_new": (
        _("Stop texts to a number"),
        pgettext_lazy("words to search by", "new suppression opt-out dnd blacklist"),
    ),
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
            yield href, str(name), str(other)
