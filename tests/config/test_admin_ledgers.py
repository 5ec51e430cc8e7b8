"""Ledgers in the admin: credits, consents, the audit. Root herself adds, changes, deletes nothing there."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.test import Client, RequestFactory
from django.urls import reverse

from apps.accounts.impersonation_models import Impersonation
from apps.accounts.models import User
from apps.compliance.decision_models import Decision
from apps.compliance.models import Attestation, Closure, ConsentEvent, Suppression
from apps.credits.models import Adjustment, Entry
from apps.events.models import Event
from apps.messaging.models import Attempt, Erasure
from tests.rows import Rows, one_of_each
from tests.world import PASSWORD, World

LEDGERS = [
    *(Entry, Adjustment, ConsentEvent, Attestation, Suppression, Decision, Closure),
    *(Event, Attempt, Erasure, Impersonation, LogEntry),
]
each = pytest.mark.parametrize("ledger", LEDGERS, ids=lambda model: model._meta.label)


@pytest.fixture
def root(world: World) -> User:
    return User.objects.create_superuser("root@house.example", PASSWORD)


@pytest.fixture
def client(root: User) -> Client:
    made = Client()
    made.force_login(root)
    return made


@pytest.fixture
def rows(world: World, root: User) -> Rows:
    made = one_of_each(world.acme.workspace, world.alice, "acmerow")
    made[LogEntry] = LogEntry.objects.log_actions(root.pk, [root], CHANGE, "Looked", single_object=True)
    return made


def page(model: Any, name: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


@each
def test_a_superuser_has_no_right_to_touch_it(ledger: Any, root: User) -> None:
    request = RequestFactory().get("/admin/")
    request.user = root
    dress = admin.site._registry[ledger]
    assert dress.has_view_permission(request)
    may = (dress.has_add_permission(request), dress.has_change_permission(request))
    assert (*may, dress.has_delete_permission(request)) == (False, False, False)
    assert "delete_selected" not in dress.get_actions(request)


@each
def test_no_address_adds_changes_or_deletes_a_line(ledger: Any, client: Client, rows: Rows) -> None:
    pk = rows[ledger].pk
    before = list(ledger._base_manager.order_by("pk").values())
    assert client.get(page(ledger, "change", pk)).status_code == 200
    for address in (page(ledger, "add"), page(ledger, "change", pk), page(ledger, "delete", pk)):
        assert client.post(address, {"_save": "1", "post": "yes"}).status_code == 403, address
    chosen = {"action": "delete_selected", "_selected_action": pk, "post": "yes"}
    client.post(page(ledger, "changelist"), chosen)
    assert list(ledger._base_manager.order_by("pk").values()) == before


def test_what_can_be_deleted_takes_no_line_along(client: Client, world: World, rows: Rows) -> None:
    """The few pages that delete delete nothing of which a ledger hangs."""
    deleting = [
        model
        for model, dress in admin.site._registry.items()
        if dress.has_delete_permission(_asked_by(User.objects.get(email="root@house.example")))
    ]
    ledgers = set(LEDGERS)
    for model in deleting:
        hangs = {one.related_model for one in model._meta.related_objects if _goes_along(one)}
        assert not hangs & ledgers, model
    assert Group in deleting  # else nothing was looked at


def _asked_by(user: User) -> Any:
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


def _goes_along(relation: Any) -> bool:
    return bool(relation.on_delete and relation.on_delete.__name__ == "CASCADE")
