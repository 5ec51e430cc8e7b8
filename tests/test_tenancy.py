"""Alice of Acme asks every address of the product for what is Bob's, and gets nothing.

A route that is added later is walked by itself; one whose parameters are not understood fails here.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from apps.accounts import actions
from apps.accounts.models import User, Workspace
from apps.accounts.tenancy import WorkspaceOwned
from apps.contacts.models import Contact
from tests import walk
from tests.rows import Rows, one_of_each, owned_models
from tests.walk import Route
from tests.world import ZOE, World

MARK = "bobcorow"
LEAKS = (MARK, "Bobco", "bob@bobco.example", ZOE)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
UNKNOWN = {403, 404, 405}
NO_KEY = {401, 403, 404, 405}

# Pages for everybody. The callback is opened by its token, which carriers hold. The last three are of OAuth:
# they judge app and person by themselves (tests/connect).
REFERENCE = {"openapi_yaml", "openapi_json", "postman"}
PUBLIC = {"notice_off", "language", "index", "healthz", "robots", "authorize", "token", "revoke"} | REFERENCE
CARRIERS = {"callback"}
# Beside the row there has to be a file (tests/imports).
WITH_A_FILE = {"import_rejected"}
# They are about a step, which the query or the form names (tests/dashboard/test_sequence_pages.py).
WITH_A_STEP = {"sequence_step", "sequence_shift", "sequence_remove"}
# The row that everybody has here is of another kind (a v1 webhook, a general key) or none (a name): these are
# reached by the golden files of tests/api.
OF_ANOTHER_KIND = {
    "readysms-zapier-unsubscribe",
    "readysms-zapier-unsubscribe-1",
    "readysms-zapier-key",
    "readysms-zapier-sample",
}
# They ask for consent_attested as a JSON true, which no form has (tests/api/test_readysms_bulk.py).
WITH_CONSENT = {"readysms-campaign-send", "readysms-sequence-enroll"}
SPARED = WITH_CONSENT | CARRIERS | WITH_A_FILE | WITH_A_STEP | OF_ANOTHER_KIND
# What everybody may do: open a workspace of their own, go to another of their own, leave.
ANYBODYS = {"notifications", "workspace_new", "workspace_switch", "team_leave"}


@pytest.fixture
def bobs(world: World) -> Rows:
    return one_of_each(world.bobco.workspace, world.bob, MARK)


@pytest.fixture
def ours(world: World) -> Rows:
    return one_of_each(world.acme.workspace, world.alice, "acmerow")


# The kind of key that a dialect takes, by the first word of its addresses; the ReadySMS kind elsewhere.
KINDS = {"v1": "msvs_live_"}
Keys = dict[str, str]


@pytest.fixture
def keys(world: World) -> Keys:
    kinds = {"rsms_", *KINDS.values()}
    return {
        kind: actions.make_key(world.acme.workspace, kind, "Alice's script", world.alice)[1] for kind in kinds
    }


def browser(user: User, keys: Keys | None = None) -> Client:
    """In the browser, and with the keys in the hand."""
    client = Browser(keys or {}, raise_request_exception=False)
    client.force_login(user)
    return client


class Browser(Client):
    """Shows the key of the dialect that it speaks to."""

    def __init__(self, keys: Keys, **more: Any) -> None:
        super().__init__(**more)
        self.keys = keys

    def generic(self, method: str, path: str, *args: Any, **more: Any) -> Any:
        key = self.keys.get(KINDS.get(path.strip("/").partition("/")[0], "rsms_"))
        shown = {"Authorization": f"Bearer {key}"} if key else {}
        return super().generic(
            method, path, *args, **{**more, "headers": {**(more.get("headers") or {}), **shown}}
        )


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back, so that every route meets the same rows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def everything(workspace: Workspace) -> dict[str, list[dict[str, Any]]]:
    """All that a tenant has, for comparing."""
    rows: dict[str, Any] = {"workspace": list(Workspace.objects.filter(pk=workspace.pk).values())}
    for model in OWNED:
        rows[model._meta.label] = list(model.objects.of(workspace).order_by("pk").values())
    return rows


OWNED = owned_models()


def asked(client: Client, method: str, address: str, body: dict[str, Any] | None = None) -> tuple[int, str]:
    """Status and all that was said. Pages take forms, the API takes JSON; forms exist as POST alone."""
    if method == "GET":
        answer = client.get(address)
    elif method == "POST" and address.startswith("/dashboard"):
        answer = client.post(address, body or {})
    else:
        answer = client.generic(method, address, json.dumps(body or {}), content_type="application/json")
    return answer.status_code, _text(answer)


def _text(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace") + str(answer.headers)


def told(text: str) -> list[str]:
    return [leak for leak in LEAKS if leak in text]


def test_bobs_ids_are_unknown_to_alice(world: World, bobs: Rows, ours: Rows, keys: Keys) -> None:
    before = everything(world.bobco.workspace)
    faults = []
    for route in walk.routes():
        with undone():
            faults += _asking_for(route, bobs, browser(world.alice, keys)) if route.models else []
            assert everything(world.bobco.workspace) == before, route
    assert faults == []


def _asking_for(route: Route, bobs: Rows, client: Client) -> list[str]:
    faults = []
    for address in route.addresses(bobs):
        for method in METHODS:
            status, text = asked(client, method, address)
            if status not in UNKNOWN or told(text):
                faults.append(f"{method} {address}: {status}, {told(text)}")
    return faults


def test_the_same_addresses_know_what_is_alices(world: World, ours: Rows, keys: Keys) -> None:
    """Without this the walk would be happy with routes that nobody can reach."""
    unreachable = []
    for route in walk.routes():
        answers = set()
        for address, method, body in product(route.addresses(ours), METHODS, [{}, *bodies(ours, route)]):
            with undone():
                answers.add(asked(browser(world.alice, keys), method, address, body)[0])
        if route.models and route.name not in SPARED and not answers - NO_KEY:
            unreachable.append(route.path)
        assert max(answers) < 500, route
    assert unreachable == []


def test_what_is_bobs_is_in_no_list_of_alices(world: World, bobs: Rows, ours: Rows, keys: Keys) -> None:
    for route in walk.routes():
        if not route.models:
            status, text = asked(browser(world.alice, keys), "GET", route.addresses({})[0])
            assert (status < 500, told(text)) == (True, []), route


def test_bobs_ids_in_forms_and_bodies_do_nothing(world: World, bobs: Rows, ours: Rows, keys: Keys) -> None:
    """Ids travel in bodies too: every field that one may have names a row of Bob's, on her own addresses."""
    before = everything(world.bobco.workspace)
    for route in walk.routes():
        for address in route.addresses(ours):
            with undone():
                for method, body in product(_writing(address), bodies(bobs, route)):
                    status, text = asked(browser(world.alice, keys), method, address, body)
                    assert (status < 500, told(text)) == (True, []), (method, address)
                assert everything(world.bobco.workspace) == before, address
                assert knots() == [], address


def _writing(address: str) -> tuple[str, ...]:
    """Pages take forms, so POST alone; the API takes all verbs."""
    return ("POST",) if address.startswith("/dashboard") else METHODS[1:]


def knots() -> list[str]:
    """Links from a row of one tenant to a row of another."""
    found = []
    for model in OWNED:
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and issubclass(field.related_model, WorkspaceOwned):
                tied = model.everywhere.exclude(**{field.name: None})
                wrong = tied.exclude(**{f"{field.name}__workspace": models.F("workspace")})
                found += [f"{model._meta.label}.{field.name} {row}" for row in wrong]
    return found


def bodies(rows: Rows, route: Route) -> list[dict[str, Any]]:
    """By public id and by number, one and many, under every name that such a field may have."""
    about = next(iter(route.models.values()), Contact)
    word = next(word for word, label in walk.WORDS.items() if label == about._meta.label)
    labels = {model._meta.label: row for model, row in rows.items()}
    named = {word: labels[label] for word, label in walk.WORDS.items()}
    by_public_id = {word: getattr(row, "public_id", str(row.pk)) for word, row in named.items()}
    by_number = {word: str(row.pk) for word, row in named.items()}
    return [{**_named(ids, ids[word]), **TYPED} for ids in (by_public_id, by_number)]


TYPED = {
    "name": "Walk",
    "phone": "+14155559876",
    "to": "+14155559876",
    "message": "Hello",
    "body": "Hello",
    "action": "tag",
    "consent_attested": "true",
}


def _named(ids: dict[str, str], one: str) -> dict[str, Any]:
    """`one` goes under the names that say no kind: merging a tag names another tag `into`."""
    names: dict[str, Any] = dict.fromkeys(("id", "public_id", "into"), one)
    names |= {"ids": list(ids.values()), "chosen": list(ids.values())}
    for word, value in ids.items():
        names |= {word: value, f"{word}_id": value, f"{word}s": [value], f"{word}_ids": [value]}
    return names


def test_strangers_are_led_to_sign_in_or_refused(ours: Rows) -> None:
    faults = []
    for route in walk.routes():
        for address in route.addresses(ours) if route.name not in PUBLIC else []:
            for method in METHODS:
                answer = Client(raise_request_exception=False).generic(method, address)
                led = answer.headers.get("Location", "").startswith("/accounts/login/")
                page = address.startswith("/dashboard")
                if not (led or answer.status_code in ({405} if page else NO_KEY)):
                    faults.append(f"{method} {address}: {answer.status_code}")
    assert faults == []


def test_victor_who_only_looks_changes_nothing(world: World, ours: Rows) -> None:
    before = everything(world.acme.workspace)
    for route in walk.routes():
        if route.path.startswith("dashboard/") and route.name not in ANYBODYS:
            for address in route.addresses(ours):
                with undone():
                    asked(browser(world.victor), "POST", address, bodies(ours, route)[0])
                    assert everything(world.acme.workspace) == before, address


def test_a_parameter_that_nobody_understands_is_an_error() -> None:
    pattern = path("things/<str:thing_id>", lambda request, thing_id: HttpResponse())
    with pytest.raises(walk.Unknown):
        walk._route("things/{thing_id}", pattern)
