"""Imports as a program makes them: from rows and from a file, watched, looked through, taken back."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.compliance.models import ConsentEvent, Suppression
from apps.contacts.models import Contact
from apps.imports.models import Import
from tests.api.keys import Caller
from tests.api.v1.test_messages import error
from tests.imports.files import finish, table, upload
from tests.world import World

PHONE = "+14155550143"
TERMS = {"consent_source": "checkout form", "attested": True}
ROWS = [
    {"phone": PHONE, "first_name": '=Ann, "A"', "tags": ["vip", "a;b"], "attributes": {"tier": 3}},
    {"phone": "415-555-0144", "opted_out": True},
    {"phone": "12"},
]


def done(world: World, call: Caller, response: Any) -> Any:
    assert response.status_code == 201, response.content
    made = response.json()
    finish(Import.objects.of(world.acme.workspace).get(public_id=made["id"]))
    return call("GET", f"/v1/imports/{made['id']}").json()


def test_rows_come_in_with_their_consent(world: World, live: Caller) -> None:
    told = done(world, live, live("POST", "/v1/imports", {"contacts": ROWS, **TERMS}))
    assert (told["status"], told["rows_done"], told["rows_expected"]) == ("finished", 3, 3)
    counts = told["counts"]
    assert (counts["created"], counts["invalid"], counts["opted_out"]) == (2, 1, 1)
    ann = Contact.objects.of(world.acme.workspace).get(phone=PHONE)
    assert (ann.first_name, ann.attributes["tier"]) == ('=Ann, "A"', "3")
    assert sorted(tagging.tag.name for tagging in ann.taggings.all()) == ["a;b", "vip"]
    assert Suppression.objects.of(world.acme.workspace).filter(phone="+14155550144", kind="opt_out").exists()
    lines = ConsentEvent.objects.of(world.acme.workspace).filter(phone=PHONE)
    assert [line.kind for line in lines] == ["import_attested"]


def test_rejected_rows_are_told_with_their_reason(world: World, live: Caller) -> None:
    rows = [{"phone": PHONE}, *({"phone": str(n)} for n in range(3))]
    told = done(world, live, live("POST", "/v1/imports", {"contacts": rows, **TERMS}))
    path = f"/v1/imports/{told['id']}/rejected"
    first = live("GET", f"{path}?limit=2").json()
    assert (first["has_more"], [row["line"] for row in first["data"]]) == (True, [3, 4])
    assert first["data"][0]["values"]["phone"] == "0" and first["data"][0]["reason"]
    rest = live("GET", f"{path}?limit=2&starting_after=4").json()
    assert (rest["has_more"], [row["line"] for row in rest["data"]]) == (False, [5])
    assert error(live("GET", f"{path}?starting_after=x"))[2:] == ("parameter_invalid", "starting_after")


def test_an_import_is_taken_back_once(world: World, live: Caller) -> None:
    told = done(world, live, live("POST", "/v1/imports", {"contacts": [{"phone": PHONE}], **TERMS}))
    undo = f"/v1/imports/{told['id']}/undo"
    assert live("POST", undo).json()["status"] == "undoing"
    finish(Import.objects.of(world.acme.workspace).get())
    assert not Contact.objects.of(world.acme.workspace).filter(phone=PHONE).exists()
    assert live("GET", f"/v1/imports/{told['id']}").json()["status"] == "undone"
    assert error(live("POST", undo))[:3] == (409, "conflict_error", "import_not_now")


def sent(call: Caller, content: bytes, **fields: str) -> Any:
    file = SimpleUploadedFile("people.csv", content)
    return call.client.post("/v1/imports", {"file": file, **fields}, headers=call.headers)


def test_a_file_waits_until_its_columns_were_looked_at(world: World, live: Caller) -> None:
    response = sent(live, table("Cell,Given", f"{PHONE},Ann"), draft="true")
    assert response.status_code == 201, response.content
    made = response.json()
    assert (made["status"], made["columns"], made["mapping"][0]) == ("uploaded", ["Cell", "Given"], "phone")
    start = f"/v1/imports/{made['id']}/start"
    assert error(live("POST", start, {"attested": True}))[2:] == (
        "consent_source_missing",
        "consent_source",
    )
    wrong = live("POST", start, {**TERMS, "mapping": ["phone"]})
    assert error(wrong)[2:] == ("parameter_invalid", "mapping")
    assert live("POST", start, {**TERMS, "mapping": ["phone", "last_name"]}).json()["status"] == "queued"
    finish(Import.objects.of(world.acme.workspace).get())
    assert Contact.objects.of(world.acme.workspace).get(phone=PHONE).last_name == "Ann"
    assert error(live("POST", start, TERMS))[2] == "import_already_started"


def test_nothing_stays_of_a_file_that_may_not_begin(world: World, live: Caller) -> None:
    content = table("Phone", PHONE)
    assert error(sent(live, content, consent_source="form"))[2:] == ("not_attested", "attested")
    assert error(sent(live, table("Name", "Ann"), attested="yes"))[2:] == ("file_no_phone_column", "file")
    assert error(live("POST", "/v1/imports", {"contacts": ROWS}))[0] == 400
    assert not Import.objects.of(world.acme.workspace).exists()
    assert sent(live, content, consent_source="form", attested="yes").json()["status"] == "queued"


def test_a_file_that_is_too_large_is_not_even_read(live: Caller, settings: Any, monkeypatch: Any) -> None:
    settings.IMPORT_MAX_BYTES = 1_000
    monkeypatch.setattr("django.http.HttpRequest._load_post_and_files", None)  # nobody calls it
    assert error(sent(live, b"x" * 1_100_000))[2:] == ("file_too_large", "file")


def test_a_wrong_row_is_named(live: Caller) -> None:
    def at(*rows: Any) -> tuple[Any, ...]:
        return error(live("POST", "/v1/imports", {"contacts": list(rows), **TERMS}))[2:]

    assert at() == ("parameter_missing", "contacts")
    assert at(1) == ("parameter_invalid", "contacts[0]")
    assert at({"phone": PHONE}, {"phone": {}}) == ("parameter_invalid", "contacts[1].phone")
    assert at({"fone": PHONE}) == ("parameter_invalid", "contacts[0].fone")
    assert at({"attributes": {"a": []}, "phone": {}})[1] == "contacts[0].phone"


def test_the_same_form_with_one_key_is_one_import(world: World, live: Caller) -> None:
    live.headers["Idempotency-Key"] = "once"
    content = table("Phone", PHONE)
    first = sent(live, content, consent_source="form", attested="yes")
    again = sent(live, content, consent_source="form", attested="yes")
    assert first.content == again.content and again.headers["Idempotent-Replayed"] == "true"
    other = sent(live, table("Phone", "+14155550144"), consent_source="form", attested="yes")
    assert error(other)[:3] == (409, "conflict_error", "idempotency_key_reused")
    assert Import.objects.of(world.acme.workspace).count() == 1


def test_bobcos_import_is_not_there(world: World, live: Caller) -> None:
    theirs = upload(world.bobco.workspace, table("Phone", PHONE)).public_id
    for verb, path in [("GET", ""), ("GET", "/rejected"), ("POST", "/start"), ("POST", "/undo")]:
        assert live(verb, f"/v1/imports/{theirs}{path}").status_code == 404
