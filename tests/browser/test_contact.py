"""One person, looked at and looked after."""

import re

from playwright.sync_api import Page, expect

from apps.contacts.models import Contact
from apps.tags.models import Tagging
from tests.world import World


def test_maria_finds_charlie_by_a_number_as_people_write_it(maria: Page, world: World) -> None:
    maria.goto("/dashboard/contacts")
    maria.get_by_label("Search contacts").press_sequentially("(415) 555-2001")
    rows = maria.get_by_role("row").filter(has=maria.get_by_role("rowheader"))
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Charlie")
    rows.get_by_role("link", name="Charlie").click()
    expect(maria.get_by_role("heading", level=1, name="Charlie")).to_be_visible()


def test_tag_and_do_not_disturb_answer_on_the_spot(maria: Page, world: World) -> None:
    maria.goto(f"/dashboard/contacts/{world.charlie.public_id}")
    gates = maria.get_by_role("region", name="Can I text now?")
    expect(gates).to_contain_text("Consented")
    expect(gates.get_by_role("listitem").filter(has_text=": no")).to_have_count(0)
    maria.evaluate("window.same = true")

    tag = maria.get_by_role("button", name=re.compile("poetry.*take off"))
    maria.get_by_label("New tag").fill("poetry")
    maria.get_by_role("button", name="Tag", exact=True).click()
    expect(tag).to_be_visible()
    gates.get_by_role("button", name="Do not disturb").click()
    expect(gates.get_by_role("button", name="Disturb again")).to_be_visible()
    expect(gates.get_by_text("Do not disturb is set on the contact.")).to_be_visible()
    assert maria.evaluate("window.same")
    assert Contact.objects.of(world.acme.workspace).get(pk=world.charlie.pk).dnd
    assert Tagging.objects.of(world.acme.workspace).get().tag.name == "poetry"

    gates.get_by_role("button", name="Disturb again").click()
    expect(gates).to_contain_text("Consented")
    tag.click()
    expect(tag).to_have_count(0)


def test_deleting_is_asked_about_first_and_escape_keeps(maria: Page, world: World) -> None:
    maria.goto(f"/dashboard/contacts/{world.charlie.public_id}")
    maria.get_by_role("link", name="Delete").click()
    asked = maria.get_by_role("dialog", name="Delete Charlie?")
    expect(asked).to_be_visible()
    maria.keyboard.press("Escape")
    expect(asked).to_be_hidden()
    maria.get_by_role("link", name="Delete").click()
    asked.get_by_role("button", name="Delete for good").click()
    expect(maria).to_have_title("Contacts · Sendwell")
    assert not Contact.objects.of(world.acme.workspace).filter(pk=world.charlie.pk).exists()
