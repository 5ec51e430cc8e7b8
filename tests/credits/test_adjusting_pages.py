"""The admin's pages of an adjustment: Rita asks, Ravi decides."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client

from apps.accounts.models import User
from apps.credits import ledger
from apps.credits.models import Adjustment
from tests.world import PASSWORD, World


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser(f"{name}@house.example", PASSWORD))
    return client


@pytest.fixture
def rita(world: World) -> Client:
    return signed_in("rita")


@pytest.fixture
def ravi(world: World) -> Client:
    return signed_in("ravi")


@pytest.fixture
def asked(world: World, rita: Client) -> Adjustment:
    page = f"/admin/credits/account/{ledger.account_of(world.acme.workspace).pk}/grant/"
    once = rita.get(page).context["form"]["once"].value()
    form = {"amount": 50_000, "kind": "purchase", "reason": "Invoice 117", "once": once}
    assert "wait for a second admin" in rita.post(page, form, follow=True).content.decode()
    row: Adjustment = Adjustment.everywhere.get()
    return row


def decide(client: Client, row: Adjustment, **form: str) -> Any:
    return client.post(f"/admin/credits/adjustment/{row.pk}/decide/", form)


def test_ravi_approves_and_both_names_are_kept(world: World, asked: Adjustment, ravi: Client) -> None:
    page = f"/admin/credits/adjustment/{asked.pk}/decide/"
    shown = ravi.get(page).content.decode()
    for word in ("Invoice 117", "rita@house.example", "50,000", "Acme", "Approve"):
        assert word in shown, word
    assert decide(ravi, asked, decision="approve").url == "/admin/credits/adjustment/"
    asked.refresh_from_db()
    assert (asked.asked_by.email, asked.state) == ("rita@house.example", "done")
    assert asked.decided_by is not None
    assert asked.decided_by.email == "ravi@house.example"
    assert ledger.balance(world.acme.workspace) == 51_000
    assert LogEntry.objects.filter(user=asked.decided_by, object_id=str(asked.pk)).count() == 1
    again = decide(ravi, asked, decision="approve")
    assert (again.status_code, ledger.balance(world.acme.workspace)) == (422, 51_000)


def test_rita_is_offered_to_take_it_back_and_no_more(world: World, asked: Adjustment, rita: Client) -> None:
    page = f"/admin/credits/adjustment/{asked.pk}/decide/"
    assert "Approve" not in rita.get(page).content.decode()
    assert decide(rita, asked, decision="approve").status_code == 422
    assert decide(rita, asked, decision="refuse", note="").status_code == 422
    assert ledger.balance(world.acme.workspace) == 1_000
    assert decide(rita, asked, decision="refuse", note="Wrong workspace").status_code == 302
    assert Adjustment.everywhere.get().state == "refused"


def test_who_may_only_look_decides_nothing(world: World, asked: Adjustment) -> None:
    world.victor.is_staff = True
    world.victor.save()
    world.victor.user_permissions.set(Permission.objects.filter(codename="view_adjustment"))
    client = Client()
    client.force_login(world.victor)
    assert client.get("/admin/credits/adjustment/").status_code == 200
    assert decide(client, asked, decision="approve").status_code == 403
    stranger = Client()
    assert decide(stranger, asked, decision="approve").url.startswith("/admin/login/")
    assert Adjustment.everywhere.get().state == "waiting"


@pytest.mark.parametrize("pk", ["0", "99999999", "99999999999999999999"])
def test_one_that_is_not_there_is_404(ravi: Client, pk: str) -> None:
    assert ravi.get(f"/admin/credits/adjustment/{pk}/decide/").status_code == 404
    assert ravi.get(f"/admin/accounts/user/{pk}/look-as/").status_code == 404
