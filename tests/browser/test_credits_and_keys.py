"""What Alice, the owner, can be sure of."""

from playwright.sync_api import expect

from apps.accounts.models import ApiKey
from tests.browser.backstage import Backstage
from tests.browser.windows import Windows
from tests.campaigns.launches import draft, launch
from tests.world import CREDITS, World


def test_the_credits_page_shows_the_proof_by_itself(
    windows: Windows, world: World, backstage: Backstage
) -> None:
    launch(draft(world.acme))
    backstage.work()
    page = windows.open(world.alice)
    page.goto("/dashboard/credits")
    proof = page.get_by_role("region", name="Does it add up?")
    expect(proof.get_by_text("It adds up")).to_be_visible()
    for term, value in (("Balance", f"{CREDITS - 3:,}"), ("Charged by messages", "3")):
        expect(proof.locator("dt", has_text=term).locator("+ dd")).to_have_text(value)


def test_an_api_key_is_shown_once(windows: Windows, world: World) -> None:
    page = windows.open(world.alice)
    page.goto("/dashboard/developers/keys")
    page.get_by_label("Name").fill("Web shop")
    page.get_by_role("button", name="Make the key").click()
    shown = page.locator("#new-key")
    expect(shown).to_contain_text("rsms_")
    secret = shown.inner_text()
    page.goto("/dashboard/developers/keys")
    expect(page.get_by_role("rowheader", name="Web shop")).to_be_visible()
    assert secret not in page.content()
    row = ApiKey.everywhere.get(workspace=world.acme.workspace, name="Web shop")
    assert secret.startswith(row.prefix) and row.key_hash not in ("", secret)

    page.get_by_role("button", name="Revoke Web shop").click()
    page.get_by_role("button", name="Yes, revoke Web shop for good").click()
    expect(page.get_by_role("region", name="Revoked")).to_contain_text("Web shop")
