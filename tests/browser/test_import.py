"""The import wizard, from a file on Maria's desk to its undoing."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from apps.contacts.models import Contact
from tests.browser.backstage import Backstage
from tests.imports.files import MESSY
from tests.world import CHARLIE, World

# Semicolons, Latin-1, a column nobody can guess, a doubled person, an unusable number, an opt-out, and
# Charlie, who is there already.
ROWS = (
    "Handy;Vorname;Rufname;Größe;Unsubscribed",
    "(415) 555-0131;Jörg;Yogi;42;",
    "415.555.0132;Ann;;39;no",
    "+1 415 555 0131;Jörg;Yogi;42;",
    "call me;Gil;;41;",
    "4155550133;Una;;38;yes",
    f"{CHARLIE};Charlie;Chuck;44;",
)


def tile(page: Page, label: str) -> str:
    """The figure under this heading."""
    return page.locator(".tile").filter(has_text=label).locator(".tile-value").inner_text()


def saved(download: Download) -> str:
    return Path(download.path()).read_text("utf-8-sig")


def upload(page: Page, path: Path) -> None:
    page.goto("/dashboard/imports/new")
    page.get_by_label("Choose a CSV or Excel file").set_input_files(path)
    page.get_by_role("button", name="Upload and check").click()


def start(page: Page) -> None:
    page.get_by_label("Where did they agree to be texted?").fill("checkout form")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Start the import").click()
    expect(page.get_by_role("heading", name="Waiting for its turn")).to_be_visible()


def test_maria_brings_a_messy_file_and_takes_it_back(
    maria: Page, world: World, backstage: Backstage, tmp_path: Path
) -> None:
    file = tmp_path / "kunden.csv"
    file.write_bytes("\n".join(ROWS).encode("latin-1"))
    upload(maria, file)
    becomes = {name: maria.get_by_label(name, exact=True) for name in ROWS[0].split(";")}
    expect(becomes["Größe"]).to_be_visible()
    becomes["Handy"].select_option(label="Phone")
    becomes["Vorname"].select_option(label="Leave out")
    becomes["Rufname"].select_option(label="First name")
    maria.get_by_role("button", name="Check again").click()
    expect(maria.get_by_role("row").filter(has_text="“call me” is not a phone number")).to_be_visible()
    expect(becomes["Rufname"]).to_have_value("first_name")
    start(maria)

    maria.evaluate("window.same = true")
    backstage.work()
    expect(maria.get_by_role("heading", name="Every row has its outcome")).to_be_visible()
    assert maria.evaluate("window.same"), "The page came by itself, not by a reload."
    figures = {
        label: tile(maria, label) for label in ("Rows", "Created", "Updated", "Duplicates", "Rejected")
    }
    assert figures == {"Rows": "6", "Created": "3", "Updated": "1", "Duplicates": "1", "Rejected": "1"}
    assert tile(maria, "Opted out in the file") == "1"
    people = Contact.objects.of(world.acme.workspace)
    assert people.get(phone="+14155550131").first_name == "Yogi"

    with maria.expect_download() as coming:
        maria.get_by_role("link", name="Rejected rows, with reasons").click()
    assert "call me;Gil;;41;" in saved(coming.value).replace(",", ";")

    maria.get_by_role("link", name="Undo").click()
    maria.get_by_role("button", name="Undo the import").click()
    backstage.work()
    expect(maria.get_by_text("Opt-outs and consent evidence stay")).to_be_visible()
    assert not people.filter(phone__startswith="+1415555013").exists()
    assert people.get(phone=CHARLIE).first_name == "Charlie"


def test_what_is_missing_is_told_at_its_field(maria: Page, tmp_path: Path) -> None:
    maria.goto("/dashboard/imports/new")
    maria.get_by_role("button", name="Upload and check").click()
    expect(maria.get_by_label("Choose a CSV or Excel file")).to_have_accessible_description("Choose a file.")
    file = tmp_path / "people.csv"
    file.write_text("Phone\n4155550131\n")
    upload(maria, file)
    maria.get_by_role("button", name="Start the import").click()
    source = maria.get_by_label("Where did they agree to be texted?")
    expect(source).to_have_attribute("aria-invalid", "true")
    expect(maria.get_by_role("checkbox")).to_have_attribute("aria-invalid", "true")


@pytest.mark.slow
def test_twenty_thousand_rows_show_their_progress_and_true_figures(maria: Page, backstage: Backstage) -> None:
    expected = json.loads(MESSY.with_suffix(".expected.json").read_text())
    upload(maria, MESSY)
    start(maria)
    with backstage.working():
        expect(maria.get_by_role("heading", name="Under way")).to_be_visible(timeout=20_000)
        bar = maria.get_by_role("progressbar")
        expect(bar).to_have_attribute("max", str(expected["rows"]))
        expect(maria.get_by_role("heading", name="Every row has its outcome")).to_be_visible(timeout=90_000)
    assert tile(maria, "Rows") == f"{expected['rows']:,}"
    assert tile(maria, "Rejected") == f"{expected['invalid_rows']:,}"
    assert tile(maria, "Duplicates") == f"{expected['duplicate_rows']:,}"
    assert tile(maria, "Opted out in the file") == f"{expected['opted_out_phones']:,}"
