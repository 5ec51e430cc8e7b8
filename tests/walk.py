"""Every address of the product, and which rows its parameters stand for.

A parameter is understood by its name (`campaign_id`), or, when that says nothing (`public_id`, `pk`), by the
word of the path before it (`contacts/<public_id>`). One that cannot be understood is an error: whoever adds
a route with a new kind of id adds a line to WORDS, and so the route is walked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

# Django's own, and allauth's, which has no tenants.
# The reference (api-docs) is written once for everybody, and is asked for by the name of a chapter.
LEFT_OUT = ("admin/", "accounts/", "static/", "media/", "api-docs")
# Not an id of a row but a secret by itself: whoever holds it was told it (tests/dashboard/test_team_page.py).
BEARERS = {"invitation_token", "notice_token"}
NAMELESS = {"public_id", "pk", "id"}

WORDS = {
    "api-key": "accounts.ApiKey",
    "key": "accounts.ApiKey",
    "app": "accounts.Connection",
    "oauth_app": "accounts.OAuthApp",
    "member": "accounts.Member",
    "invitation": "accounts.Invitation",
    "callback": "carriers.CarrierAccount",
    "carrier": "carriers.CarrierAccount",
    "pool": "senders.Pool",
    "sender": "senders.Sender",
    "contact": "contacts.Contact",
    "list": "lists.ContactList",
    "tag": "tags.Tag",
    "field": "contacts.CustomField",
    "trial": "messaging.Trial",
    "stage": "pipeline.Stage",
    "suppression": "compliance.Suppression",
    "template": "copywriting.Template",
    "conversation": "messaging.Conversation",
    "message": "messaging.Message",
    "sms": "messaging.Message",
    "planned": "messaging.Scheduled",
    "campaign": "campaigns.Campaign",
    "approval": "campaigns.Approval",
    "sequence": "sequences.Sequence",
    "import": "imports.Import",
    "webhook": "webhooks.Subscription",
    "subscribe": "webhooks.Subscription",
    "unsubscribe": "webhooks.Subscription",
    "event": "events.Event",
    "request": "requestlog.LoggedRequest",
    "delivery": "webhooks.Delivery",
    "keyword": "keywords.Keyword",
    "segment": "audiences.Segment",
    "enrolment": "sequences.Enrolment",
    "job": "sequences.Job",
}


class Unknown(LookupError):
    """A route has a parameter that nobody told this walk how to fill."""


@dataclass(frozen=True)
class Route:
    """`path` with its parameters still in it; `models` says which row fills each."""

    name: str
    path: str
    models: dict[str, type[Any]]

    def addresses(self, rows: dict[type[Any], Any]) -> list[str]:
        """The address by each kind of id that the rows have: some routes take numbers, some public ids."""
        ids = {parameter: _ids(rows[model]) for parameter, model in self.models.items()}
        kinds = {kind for of_row in ids.values() for kind in of_row} or {""}
        return [self._filled({name: of_row.get(kind, "1") for name, of_row in ids.items()}) for kind in kinds]

    def _filled(self, values: dict[str, str]) -> str:
        path = self.path
        for parameter, value in values.items():
            path = path.replace(f"{{{parameter}}}", value)
        return f"/{path}"


def _ids(row: Any) -> dict[str, str]:
    ids = {"pk": str(row.pk)}
    if public_id := getattr(row, "public_id", ""):
        ids["public_id"] = str(public_id)
    return ids


def routes() -> list[Route]:
    """Every route that a tenant's data could be behind. Raises Unknown."""
    found = [_route(path, pattern) for path, pattern in _patterns(get_resolver().url_patterns)]
    return [route for route in found if not BEARERS.intersection(re.findall(r"{(\w+)}", route.path))]


def _patterns(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        path = prefix + _plain(pattern)
        if path.startswith(LEFT_OUT):
            continue
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, path)
        else:
            yield path, pattern


def _plain(pattern: Any) -> str:
    """`contacts/{pk}` of both kinds of pattern."""
    text = re.sub(
        r"<(?:\w+:)?(\w+)>", r"{\1}", re.sub(r"\(\?P<(\w+)>[^()]*\)", r"{\1}", str(pattern.pattern))
    )
    text = re.sub(r"\(\?:/\.\*\)\?", "", text)
    text = re.sub(r"\(\?:([\w-]+)(?:\|[\w-]+)*\)", r"\1", text)
    return text.strip("^$").replace("/?", "").replace("\\", "")


def _route(path: str, pattern: URLPattern) -> Route:
    models = {name: _model(name, path) for name in re.findall(r"{(\w+)}", path) if name not in BEARERS}
    return Route(pattern.name or path, path, models)


def _model(parameter: str, path: str) -> type[Any]:
    word = parameter.removesuffix("_id").removesuffix("_pk")
    if parameter in NAMELESS:
        before = path.split(f"/{{{parameter}}}")[0].rsplit("/", 1)[-1]
        word = before.removesuffix("s") if before.removesuffix("s") in WORDS else before
    if word not in WORDS:
        raise Unknown(f"{path}: tests/walk.py does not know what {parameter} stands for")
    return apps.get_model(WORDS[word])
