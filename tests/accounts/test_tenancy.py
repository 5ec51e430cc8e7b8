"""Rows of a tenant cannot be asked for without saying whose."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from apps.accounts.tenancy import Unscoped, WorkspaceOwned
from apps.contacts.models import Contact
from tests.world import CHARLIE, World

OWNED = [model for model in apps.get_models() if issubclass(model, WorkspaceOwned)]
ROOT = Path(__file__).resolve().parents[2]

# On the top floor a tenant is always at hand. These few find the tenant out, and say so.
MAY_SAY_EVERYWHERE = {
    "apps/callbacks",  # a carrier names an account, not a workspace
    "apps/connect",  # so does a code or a token: its connection tells the workspace
    "apps/public",
}
TENANT_AT_HAND = ("apps/dashboard", "apps/api", "apps/connect", "apps/callbacks", "apps/public")


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
def test_every_owned_model_is_scoped(model: type[WorkspaceOwned], world: World) -> None:
    assert model._meta.get_field("workspace").many_to_one
    with pytest.raises(Unscoped):
        model.objects.filter(pk=1)
    with pytest.raises(Unscoped):
        model.objects.all()
    with pytest.raises(Unscoped):
        model.objects.get(pk=1)
    assert not model.objects.of(world.acme.workspace).exclude(workspace=world.acme.workspace).exists()


def test_of_answers_the_rows_of_one_workspace(world: World) -> None:
    assert Contact.everywhere.filter(phone=CHARLIE).count() == 2
    assert Contact.objects.of(world.acme.workspace).get(phone=CHARLIE) == world.charlie
    assert Contact.objects.of(world.bobco.workspace.pk).search("Zoe").count() == 1
    assert Contact.objects.of(world.acme.workspace).search("Zoe").count() == 0


def test_relations_and_deletion_still_work(world: World) -> None:
    """Django's own machinery goes through the base manager, which is not the scoped one."""
    assert world.acme.sender.carrier.senders.get() == world.acme.sender
    world.charlie.refresh_from_db()
    world.charlie.delete()
    assert Contact.everywhere.filter(phone=CHARLIE).count() == 1


def test_the_top_floor_never_says_everywhere() -> None:
    """A rule that a reviewer can hold: pages and dialects have request.workspace, so they say `.of`.

    Clock work (tasks.py) has no request.
    """
    said = [
        str(file.relative_to(ROOT))
        for floor in TENANT_AT_HAND
        if floor not in MAY_SAY_EVERYWHERE
        for file in (ROOT / floor).rglob("*.py")
        if file.name != "tasks.py"
        and re.search(r"\.everywhere\b(?!\.none\(\))|_base_manager|_default_manager", file.read_text())
    ]
    assert said == []


def test_nobody_asks_a_tenants_rows_through_get_object_or_404_of_the_class() -> None:
    """`get_object_or_404(Contact, …)` would go through the default manager, across tenants."""
    names = "|".join(model.__name__ for model in OWNED)
    wrong = re.compile(
        rf"(get_object_or_404|get_list_or_404)\(\s*({names})\b(?!\.(objects\.of|everywhere)\b)"
    )
    assert [str(f) for f in (ROOT / "apps").rglob("*.py") if wrong.search(f.read_text())] == []
