"""The admin: every page of every model opens, evidence cannot be touched, secrets are not shown."""

import json
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from apps.accounts.admin_base import COUNT_LIMIT, Admin, BoundedPaginator, ReadOnlyAdmin
from apps.accounts.models import ApiKey, Member, User, Workspace
from apps.accounts.tenancy import WorkspaceOwned
from apps.carriers.models import Callback, CarrierAccount
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.credits.models import Account, Entry
from tests.rows import Rows, domain_models, one_of_each
from tests.world import PASSWORD, World

PAGES = sorted(admin.site._registry.items(), key=lambda item: item[0]._meta.label)
OURS = [(model, page) for model, page in PAGES if model.__module__.startswith("apps.")]
each = pytest.mark.parametrize(("model", "page"), PAGES, ids=[model._meta.label for model, _ in PAGES])


@pytest.fixture
def root(world: World) -> Client:
    User.objects.create_superuser("root@house.example", PASSWORD)
    client = Client()
    client.force_login(User.objects.get(email="root@house.example"))
    return client


@pytest.fixture
def rows(world: World) -> Rows:
    return one_of_each(world.acme.workspace, world.alice, "acmerow")


def address(model: Any, page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_every_model_has_its_page() -> None:
    assert set(domain_models()) - {model for model, _ in PAGES} == set()


WORDS = ["x", "+14155552001", "4155552001", "wsp_1", "con_1", "a b c d e f g", "%_"]


def test_every_list_opens_and_can_be_searched(root: Client, rows: Rows) -> None:
    asked = [(address(model, "changelist"), {"q": word}) for model, _ in PAGES for word in ["", *WORDS]]
    answers = {(page, query["q"]): root.get(page, query).status_code for page, query in asked}
    assert {key: status for key, status in answers.items() if status != 200} == {}


def test_every_add_page_opens_or_is_closed(root: Client) -> None:
    answers = {model: root.get(address(model, "add")).status_code for model, _ in PAGES}
    closed = {model for model, page in PAGES if isinstance(page, ReadOnlyAdmin)}
    assert {model for model, status in answers.items() if status == 403} == closed
    assert set(answers.values()) == {200, 403}


def test_every_row_opens_and_offers_to_save_only_where_it_may(root: Client, rows: Rows) -> None:
    for model, page in OURS:
        answer = root.get(address(model, "change", rows[model].pk))
        assert answer.status_code == 200, model
        offers = 'name="_save"' in answer.content.decode()
        assert offers == (not isinstance(page, ReadOnlyAdmin)), model
        assert "deletelink" not in answer.content.decode() or model in (Member,), model


def test_what_is_read_only_can_be_neither_saved_nor_deleted(root: Client, rows: Rows) -> None:
    for model in [model for model, page in OURS if isinstance(page, ReadOnlyAdmin)]:
        pk = rows[model].pk
        row = model._base_manager.filter(pk=pk)
        before = row.values().get()
        assert root.post(address(model, "change", pk), {"_save": "1"}).status_code == 403
        assert root.post(address(model, "delete", pk), {"post": "yes"}).status_code == 403
        chosen = {"action": "delete_selected", "_selected_action": pk, "post": "yes"}
        root.post(address(model, "changelist"), chosen)
        assert row.values().get() == before


def test_evidence_and_money_are_read_only() -> None:
    labels = {model._meta.label for model, page in PAGES if isinstance(page, ReadOnlyAdmin)}
    assert labels >= {
        "credits.Entry",
        "compliance.ConsentEvent",
        "compliance.Attestation",
        "compliance.Suppression",
        "events.Event",
        "carriers.Callback",
        "messaging.Attempt",
        "messaging.Erasure",
        "messaging.Message",
    }


@each
def test_lists_stay_fast_at_a_million_rows(model: Any, page: Any) -> None:
    assert isinstance(page, Admin)
    assert page.paginator is BoundedPaginator
    assert page.show_full_result_count is False
    assert not page.sortable_by
    assert page.ordering == ("-pk",)
    assert "delete_selected" not in page.actions


def test_a_list_asks_as_much_for_fifty_rows_as_for_one(
    root: Client, world: World, django_assert_max_num_queries: Any
) -> None:
    Contact.everywhere.bulk_create(
        [Contact(workspace=world.bobco.workspace, phone=f"+1617555{n:04}") for n in range(1000, 1050)]
    )
    with django_assert_max_num_queries(8):
        root.get(address(Contact, "changelist"))


def test_counting_stops_at_the_limit(world: World) -> None:
    Contact.everywhere.bulk_create(
        Contact(workspace=world.acme.workspace, phone=f"+1617{n:07}") for n in range(COUNT_LIMIT)
    )
    assert BoundedPaginator(Contact.everywhere.order_by("-pk"), 100).count == COUNT_LIMIT


def test_a_search_by_public_id_or_phone_finds_that_row_alone(root: Client, world: World) -> None:
    def found(q: str) -> list[Contact]:
        return list(root.get(address(Contact, "changelist"), {"q": q}).context["cl"].result_list)

    assert found(world.charlie.public_id) == [world.charlie]
    assert {contact.phone for contact in found("14155552001")} == {world.charlie.phone}
    assert len(found("+14155552001")) == 2
    assert found(f"+14155552001 {world.acme.workspace.public_id}") == [world.charlie]
    assert len(found(world.acme.workspace.public_id)) == 3
    assert found("con_nonsense") == []


def test_secrets_are_not_shown(root: Client, rows: Rows, world: World) -> None:
    account = rows[CarrierAccount]
    account.credentials = {"api_key": "sesame-open"}
    account.save()
    key = rows[ApiKey]
    callback = Callback.objects.create(
        account=account,
        query=f"token={account.callback_token}&id=7",
        headers={"Authorization": "Basic sesame-open", "Host": "here"},
        body=b"text=hello&password=sesame-open",
    )
    pages = {
        model: root.get(address(model, "change", row.pk)).content.decode()
        for model, row in {
            CarrierAccount: account,
            ApiKey: key,
            Callback: callback,
            User: world.alice,
        }.items()
    }
    for text in pages.values():
        for secret in ("sesame-open", account.callback_token, key.key_hash, world.alice.password):
            assert secret not in text
    assert "api_key" in pages[CarrierAccount]
    assert "id=7" in pages[Callback]
    assert "Host: here" in pages[Callback]
    assert "text=hello" in pages[Callback]


def test_credentials_go_in_and_an_empty_field_keeps_them(root: Client, world: World) -> None:
    account = world.acme.sender.carrier
    whole = {"base_url": "http://127.0.0.1:9", "api_key": "new"}
    form = {"name": "Main", "enabled": "on", "new_credentials": json.dumps(whole)}
    root.post(address(CarrierAccount, "change", account.pk), form)
    account.refresh_from_db()
    assert account.credentials == whole
    root.post(address(CarrierAccount, "change", account.pk), form | {"new_credentials": "", "name": "Other"})
    account.refresh_from_db()
    assert (account.name, account.credentials) == ("Other", whole)
    wrong = root.post(address(CarrierAccount, "change", account.pk), form | {"new_credentials": "[1]"})
    assert "An object" in wrong.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('{"base_url": "http://127.0.0.1:9"}', "Virtual carrier needs: api_key."),
        ('{"api_key": "", "base_url": "http://127.0.0.1:9"}', "Virtual carrier needs: api_key."),
        ('{"api_key": 7, "base_url": "http://127.0.0.1:9"}', "Texts in quotes, please: api_key."),
    ],
)
def test_credentials_that_lack_something_are_named_and_not_kept(
    root: Client, world: World, typed: str, said: str
) -> None:
    account = world.acme.sender.carrier
    before = account.credentials
    form = {"name": "Main", "enabled": "on", "new_credentials": typed}
    answer = root.post(address(CarrierAccount, "change", account.pk), form)
    account.refresh_from_db()
    assert said in answer.content.decode() and account.credentials == before


def test_an_account_cannot_be_made_without_its_credentials(root: Client, world: World) -> None:
    form = {"workspace": world.acme.workspace.pk, "name": "Kannel", "adapter": "kannel", "enabled": "on"}
    answer = root.post("/admin/carriers/carrieraccount/add/", form | {"new_credentials": ""})
    assert "Kannel needs: base_url, username, password, callback_token." in answer.content.decode()
    assert not CarrierAccount.objects.of(world.acme.workspace).filter(adapter="kannel").exists()


def grant_page(world: World) -> str:
    return f"/admin/credits/account/{ledger.account_of(world.acme.workspace).pk}/grant/"


def granting(client: Client, page: str, **values: object) -> dict[str, object]:
    once = client.get(page).context["form"]["once"].value()
    return {"amount": 500, "kind": "bonus", "reason": "Sorry for Monday", "once": once} | values


def test_an_admin_grants_credits_with_a_reason(root: Client, world: World) -> None:
    page = grant_page(world)
    root.post(page, granting(root, page))
    entry = Entry.objects.of(world.acme.workspace).first()
    assert entry is not None
    assert (entry.amount, entry.description, entry.kind) == (500, "Sorry for Monday", "bonus")
    assert entry.by is not None
    assert entry.by.email == "root@house.example"
    assert ledger.balance(world.acme.workspace) == 1_500


def test_the_grant_sent_twice_is_granted_once(root: Client, world: World) -> None:
    page = grant_page(world)
    form = granting(root, page)
    for _ in range(2):
        root.post(page, form)
    assert ledger.balance(world.acme.workspace) == 1_500


WRONG_GRANTS = [
    {"amount": 0},
    {"amount": -5},
    {"amount": "x"},
    {"amount": 10**12},
    {"amount": -1_001, "kind": "adjustment"},
    {"reason": " "},
    {"kind": "debit"},
    {"once": "grant:1"},
]


@pytest.mark.parametrize("wrong", WRONG_GRANTS)
def test_a_wrong_grant_changes_nothing(root: Client, world: World, wrong: dict[str, object]) -> None:
    page = grant_page(world)
    answer = root.post(page, granting(root, page, **wrong))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert ledger.balance(world.acme.workspace) == 1_000


def test_a_balance_cannot_be_typed(root: Client, world: World) -> None:
    account = ledger.account_of(world.acme.workspace)
    form = {"balance": 9_999, "low_balance_threshold": 10, "rate_usd": "0.01"}
    root.post(address(Account, "change", account.pk), form)
    account.refresh_from_db()
    assert (account.balance, account.low_balance_threshold) == (1_000, 10)


def test_a_new_user_can_sign_in_and_the_address_is_vouched_for(root: Client) -> None:
    form = {
        "email": "Dora@Shop.example",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "usable_password": "true",
    }
    root.post(address(User, "add"), form)
    dora = User.objects.get(email="dora@shop.example")
    assert dora.check_password(PASSWORD)
    assert dora.emailaddress_set.get().verified  # type: ignore[attr-defined]
    again = root.post(address(User, "add"), form | {"email": "DORA@shop.example"})
    assert again.status_code == 200
    assert User.objects.filter(email__iexact="dora@shop.example").count() == 1


def test_an_admin_sets_a_password(root: Client, world: World) -> None:
    page = f"/admin/accounts/user/{world.maria.pk}/password/"
    assert root.get(page).status_code == 200
    new = "staple in the haystack"
    root.post(page, {"password1": new, "password2": new, "usable_password": "true"})
    world.maria.refresh_from_db()
    assert world.maria.check_password(new)


def test_a_workspace_is_opened_for_its_owner_with_a_sandbox(root: Client, world: World) -> None:
    root.post(address(Workspace, "add"), {"name": "Zebra", "owner_email": "MARIA@acme.example"})
    zebra = Workspace.objects.get(name="Zebra")
    assert Member.objects.of(zebra).get().user == world.maria
    assert zebra.sandbox.name == "Zebra sandbox"
    wrong = root.post(address(Workspace, "add"), {"name": "Yak", "owner_email": "nobody@acme.example"})
    assert "No user has this address" in wrong.content.decode()


def test_a_change_of_a_workspace_reaches_the_sandbox(root: Client, world: World) -> None:
    form = {
        "name": "Acme Inc",
        "timezone": "Europe/London",
        "default_region": "GB",
        "regions": '["GB"]',
        "company_name": "",
        "help_text": "",
        "footer_days": "30",
        "opt_out_scope": "all",
    }
    root.post(address(Workspace, "change", world.acme.workspace.pk), form)
    sandbox = Workspace.objects.get(live=world.acme.workspace)
    assert (sandbox.name, sandbox.regions) == ("Acme Inc sandbox", ["GB"])
    wrong = root.post(address(Workspace, "change", world.acme.workspace.pk), form | {"regions": '{"GB": 1}'})
    assert "A list of" in wrong.content.decode()


def test_workspaces_are_suspended_and_activated(root: Client, world: World) -> None:
    for action, state in (("suspend", "suspended"), ("activate", "active")):
        chosen = {"action": action, "_selected_action": world.acme.workspace.pk}
        root.post(address(Workspace, "changelist"), chosen)
        world.acme.workspace.refresh_from_db()
        assert world.acme.workspace.state == state


def test_the_last_owner_stays_in_the_admin_too(root: Client, world: World) -> None:
    alice = world.seat(world.alice)
    answer = root.post(address(Member, "change", alice.pk), {"role": "viewer"})
    assert "make somebody else owner first" in answer.content.decode()
    assert root.post(address(Member, "delete", alice.pk), {"post": "yes"}).status_code == 403
    maria = world.seat(world.maria)
    root.post(address(Member, "change", maria.pk), {"role": "owner"})
    assert set(Member.everywhere.filter(user=world.maria).values_list("role", flat=True)) == {"owner"}
    root.post(address(Member, "delete", maria.pk), {"post": "yes"})
    assert not Member.everywhere.filter(user=world.maria).exists()


def test_an_admin_gives_a_seat(root: Client, world: World) -> None:
    form = {"workspace": world.bobco.workspace.pk, "user": world.maria.pk, "role": "agent"}
    root.post(address(Member, "add"), form)
    assert Member.everywhere.filter(user=world.maria, role="agent").count() == 2


def staff(world: World, *permissions: str) -> Client:
    world.victor.is_staff = True
    world.victor.save()
    world.victor.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(world.victor)
    return client


def test_staff_without_permissions_see_nothing(world: World, rows: Rows) -> None:
    client = staff(world)
    for model, _ in PAGES:
        pages = [address(model, "changelist"), address(model, "add")]
        pages += [address(model, "change", rows[model].pk)] if model in rows else []
        assert {client.get(page).status_code for page in pages} == {403}, model


def test_staff_who_may_look_may_do_no_more(world: World, rows: Rows) -> None:
    client = staff(world, "view_apikey", "view_account", "view_workspace")
    chosen = {"_selected_action": rows[ApiKey].pk, "action": "revoke"}
    assert client.get(address(ApiKey, "changelist")).status_code == 200
    client.post(address(ApiKey, "changelist"), chosen)
    assert ApiKey.everywhere.get(pk=rows[ApiKey].pk).revoked_at is None
    form = {"amount": 500, "kind": "bonus", "reason": "Mine", "once": "admin:" + "0" * 24}
    assert client.post(grant_page(world), form).status_code == 403
    chosen = {"_selected_action": world.acme.workspace.pk, "action": "suspend"}
    client.post(address(Workspace, "changelist"), chosen)
    world.acme.workspace.refresh_from_db()
    assert world.acme.workspace.state == "active"


def test_who_edits_users_cannot_make_superusers_or_touch_them(world: World, root: Client) -> None:
    client = staff(world, "view_user", "change_user", "add_user")
    form = {"email": world.victor.email, "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    client.post(address(User, "change", world.victor.pk), form)
    world.victor.refresh_from_db()
    assert not world.victor.is_superuser
    above = User.objects.get(email="root@house.example")
    assert client.post(f"/admin/accounts/user/{above.pk}/password/", {}).status_code == 403


def test_strangers_and_members_stay_out(world: World) -> None:
    led = Client().get("/admin/", follow=True).redirect_chain[-1][0]
    assert led.startswith("/accounts/login/?next=%2Fadmin%2F")
    member = Client()
    member.force_login(world.alice)
    for page in ("/admin/", address(Contact, "changelist")):
        assert member.get(page, follow=True).status_code == 403


def test_the_admin_has_a_policy_of_its_own_and_the_rest_the_strict_one(root: Client) -> None:
    loose = root.get("/admin/").headers["Content-Security-Policy"]
    strict = Client().get("/accounts/login/").headers["Content-Security-Policy"]
    assert "'unsafe-eval'" in loose
    assert "default-src 'self'" in loose
    assert "unsafe" not in strict
    assert "default-src 'self'" in strict


def test_every_owned_model_is_seen_across_tenants(root: Client, world: World) -> None:
    for model, page in OURS:
        if issubclass(model, WorkspaceOwned):
            assert page.get_queryset(HttpRequest()).count() == model.everywhere.count()
