"""The main work with JavaScript switched off."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from apps.contacts.models import Contact
from apps.messaging.models import Message
from tests.browser.backstage import Backstage
from tests.browser.test_campaign import PLAIN, compose, text_from
from tests.browser.test_import import start, tile, upload
from tests.browser.test_sign_in import sign_in
from tests.browser.windows import Windows
from tests.carriers.program import Program
from tests.world import World


@pytest.fixture
def maria(windows: Windows, world: World) -> Page:
    """Maria at a browser without script; she signs in by the form."""
    page = windows.open(java_script_enabled=False)
    page.goto("/dashboard/")
    sign_in(page, "maria@acme.example")
    return page


def test_maria_imports(maria: Page, world: World, backstage: Backstage, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Phone,Name\n4155550131,Ann\nnobody,Gil\n")
    upload(maria, file)
    start(maria)
    backstage.work()
    maria.reload()
    expect(maria.get_by_role("heading", name="Every row has its outcome")).to_be_visible()
    assert (tile(maria, "Created"), tile(maria, "Rejected")) == ("1", "1")
    assert Contact.objects.of(world.acme.workspace).filter(phone="+14155550131").exists()


def test_maria_launches_and_answers(
    maria: Page, world: World, carrier: Program, backstage: Backstage
) -> None:
    compose(maria, PLAIN)
    maria.get_by_label("Everybody in this audience asked").check()
    maria.get_by_role("button", name="Launch to 3 people").click()
    texts = Message.objects.of(world.acme.workspace)
    backstage.work_until(lambda: texts.filter(state="delivered").count() == 3)
    maria.reload()
    expect(maria.get_by_role("heading", name="3 of 3 people")).to_be_visible()

    text_from(carrier, world, "Do you have Rilke?")
    backstage.work_until(texts.filter(direction="in").exists)
    maria.goto("/dashboard/inbox")
    maria.get_by_role("link").filter(has_text="Do you have Rilke?").click()
    maria.get_by_label("Reply to Charlie").fill("We do, Charlie.")
    maria.get_by_role("button", name="Send", exact=True).click()
    expect(maria.get_by_role("log").get_by_text("We do, Charlie.")).to_be_visible()
    backstage.work_until(texts.filter(body="We do, Charlie.", state="delivered").exists)
