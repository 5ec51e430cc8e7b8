"""The import wizard, as Maria clicks through it."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.compliance import queries
from apps.compliance.models import Attestation
from apps.contacts.models import Contact
from apps.imports import actions, tasks
from apps.imports.models import Import
from apps.lists.models import Membership
from tests.imports.files import MESSY, bring, finish, start, table, upload
from tests.world import CHARLIE, World

RIGHT = {"default_region": "US", "consent_source": "checkout form", "attested": "on"}


@pytest.fixture
def maria(world: World) -> Client:
    client = Client(enforce_csrf_checks=False)
    client.force_login(world.maria)
    return client


def send(client: Client, content: bytes, name: str = "people.csv") -> Any:
    return client.post("/dashboard/imports/new", {"file": SimpleUploadedFile(name, content)})


def plan(found: Import, **changes: str) -> dict[str, str]:
    return {**{f"column_{n}": field for n, field in enumerate(found.mapping)}, **RIGHT, **changes}


def page(client: Client, address: str, **headers: str) -> str:
    answer: Any = client.get(address, headers=headers)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_maria_brings_the_messy_file_and_reads_true_figures(world: World, maria: Client) -> None:
    answer = send(maria, MESSY.read_bytes(), "contacts_20k.csv")
    found = Import.objects.of(world.acme.workspace).get()
    assert answer["Location"] == f"/dashboard/imports/{found.public_id}/map"
    seen = page(maria, answer["Location"])
    assert "Phone Number" in seen
    assert "is not a phone number" in seen
    assert actions.WORDING in seen
    assert "except those whom the file itself marks as opted out" in actions.WORDING

    answer = maria.post(answer["Location"], plan(found, new_list="May"))
    here = f"/dashboard/imports/{found.public_id}"
    assert answer["Location"] == here
    assert "Waiting for its turn" in page(maria, here)
    tasks.run()

    expected = json.loads(MESSY.with_suffix(".expected.json").read_text())
    shown = page(maria, here)
    for name in ("rows", "unique_valid_phones", "invalid_rows", "duplicate_rows", "opted_out_phones"):
        assert f"{expected[name]:,}" in shown, name
    assert Membership.objects.of(world.acme.workspace).count() == expected["unique_valid_phones"]
    said = Attestation.objects.of(world.acme.workspace).get()
    assert (said.attested_by, said.ip, said.source) == (world.maria, "127.0.0.1", "checkout form")
    rejected = maria.get(f"{here}/rejected.csv").getvalue().decode("utf-8-sig")
    assert "rejected,“call me” is not a phone number" in rejected


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"Phone\n", "no rows below"),
        (b"Name\nAnn\nBob\n", "No column of this file holds phone numbers"),
        (b"Phone\n4\x005\n", "NUL bytes"),
        (b"%PDF-1.7", "not a table"),
    ],
)
def test_a_bad_file_is_told_at_its_field(world: World, maria: Client, content: bytes, said: str) -> None:
    answer = send(maria, content)
    assert answer.status_code == 200
    assert said in answer.context["form"].errors["file"][0]
    assert not Import.objects.of(world.acme.workspace).exists()


def test_no_file_at_all_is_told_too(maria: Client) -> None:
    assert maria.post("/dashboard/imports/new").context["form"].errors["file"] == ["Choose a file."]


def test_a_file_beyond_the_limit_is_stopped_on_its_way(world: World, maria: Client, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 2 * 1024 * 1024
    answer = send(maria, b"Phone\n" + b"4155550001\n" * 400_000)
    assert "larger than 2 MB" in answer.context["form"].errors["file"][0]


def test_a_post_without_its_token_is_refused(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.maria)
    assert send(client, table("Phone", "4155550001")).status_code == 403
    assert not Import.objects.of(world.acme.workspace).exists()


def test_what_is_missing_is_said_at_its_field_and_the_rest_kept(world: World, maria: Client) -> None:
    found = upload(world.acme.workspace, table("Phone,Size", "4155550001,42"))
    typed = plan(found, consent_source="", column_1="first_name")
    del typed["attested"]
    form = maria.post(f"/dashboard/imports/{found.public_id}/map", typed).context["form"]
    assert set(form.errors) == {"consent_source", "attested"}
    assert form["column_1"].value() == "first_name"
    found.refresh_from_db()
    assert found.state == Import.State.UPLOADED


def test_a_mapping_without_a_phone_is_told(world: World, maria: Client) -> None:
    found = upload(world.acme.workspace, table("Phone,Size", "4155550001,42"))
    answer = maria.post(f"/dashboard/imports/{found.public_id}/map", plan(found, column_0=""))
    assert "Say which column holds the phone numbers." in answer.content.decode()


def test_looking_again_starts_nothing(world: World, maria: Client) -> None:
    found = upload(world.acme.workspace, table("Phone,Other", "4155550001,x", "4155550002,y"))
    other = plan(found, column_0="", column_1="phone", look="1")
    seen = maria.post(f"/dashboard/imports/{found.public_id}/map", other).content.decode()
    assert "“x” is not a phone number" in seen
    found.refresh_from_db()
    assert found.state == Import.State.UPLOADED


def test_a_double_click_starts_it_once(world: World, maria: Client) -> None:
    found = upload(world.acme.workspace, table("Phone", "4155550001"))
    address = f"/dashboard/imports/{found.public_id}/map"
    maria.post(address, plan(found))
    again = maria.post(address, plan(found), follow=True)
    assert "started already" in again.content.decode()
    assert Attestation.objects.of(world.acme.workspace).count() == 1


def test_the_bar_tells_rows_and_ends_with_the_import(world: World, maria: Client) -> None:
    found = start(upload(world.acme.workspace, table("Phone", "4155550001")))
    here = f"/dashboard/imports/{found.public_id}"
    waiting = page(maria, here, **{"HX-Request": "true"})
    assert "every 1s" in waiting
    assert "<html" not in waiting
    finish(found)
    assert "every 1s" not in page(maria, here, **{"HX-Request": "true"})


def test_maria_stops_goes_on_and_undoes(world: World, maria: Client) -> None:
    found = start(upload(world.acme.workspace, table("Phone,Unsubscribed", "4155550001,yes")))
    here = f"/dashboard/imports/{found.public_id}"
    maria.post(f"{here}/stop")
    assert "Go on" in page(maria, here)
    maria.post(f"{here}/resume")
    tasks.run()
    assert "Undo this import?" in page(maria, f"{here}/undo")
    maria.post(f"{here}/undo")
    tasks.run()
    found.refresh_from_db()
    assert found.state == Import.State.UNDONE
    assert not Contact.objects.of(world.acme.workspace).filter(phone="+14155550001").exists()
    assert queries.opted_out(world.acme.workspace.pk, ["+14155550001"])
    assert "Opt-outs and consent evidence stay" in page(maria, here)


def test_the_page_says_how_long_the_file_is_kept(world: World, maria: Client, settings: Any) -> None:
    found = finish(start(upload(world.acme.workspace, table("Phone", "4155550001", "12"))))
    here = f"/dashboard/imports/{found.public_id}"
    shown = page(maria, here)
    assert ("are kept until" in shown, "Rejected rows, with reasons" in shown) == (True, True)
    settings.CLOCK_SHIFT += 31 * 86_400
    tasks.sweep()
    shown = page(maria, here)
    assert ("were deleted" in shown, "Rejected rows, with reasons" in shown) == (True, False)
    assert maria.get(f"{here}/rejected.csv").status_code == 404
    assert "keep the file for 30 days" in page(maria, "/dashboard/imports/new")


def test_victor_looks_on_but_cannot_import(world: World) -> None:
    client = Client()
    client.force_login(world.victor)
    found = upload(world.acme.workspace, table("Phone", "4155550001"))
    assert client.get("/dashboard/imports/").status_code == 200
    assert send(client, table("Phone", "4155550001")).status_code == 403
    for verb in ("map", "stop", "resume", "undo"):
        assert client.post(f"/dashboard/imports/{found.public_id}/{verb}").status_code == 403


@pytest.mark.parametrize("rest", ["", "/map", "/undo", "/rejected.csv"])
def test_bob_of_another_tenant_finds_nothing(world: World, rest: str) -> None:
    found = bring(world.acme.workspace, table("Phone", "4155550001", "x"))
    client = Client()
    client.force_login(world.bob)
    assert client.get(f"/dashboard/imports/{found.public_id}{rest}").status_code == 404
    assert found.file_name not in page(client, "/dashboard/imports/")


def test_the_export_holds_this_tenants_people_only(world: World, maria: Client) -> None:
    answer = maria.get("/dashboard/imports/contacts.csv")
    text = answer.getvalue().decode("utf-8-sig")
    assert answer["Content-Disposition"].startswith("attachment")
    assert CHARLIE in text
    assert world.bobco.contacts["Zoe"].phone not in text
