"""Alice tries the sandbox and looks for a request, with and without script, on a desk and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.backstage import Backstage
from tests.browser.furnished import logged
from tests.browser.windows import Windows
from tests.world import World

HERE = "/dashboard/developers"


@pytest.mark.parametrize("script", [True, False])
def test_alice_tries_a_number_and_sees_it_reply(
    windows: Windows, world: World, backstage: Backstage, script: bool
) -> None:
    page = windows.open(world.alice, java_script_enabled=script)
    page.goto("/dashboard/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Developers").click()
    page.get_by_role("navigation", name="Developers").get_by_role("link", name="Sandbox").click()
    page.get_by_role("button", name="Try 0008").click()
    tried = page.get_by_role("region", name="What became of it")
    expect(tried).to_contain_text("555-0008")

    def replied() -> bool:
        page.get_by_role("link", name="Look again").click()
        return "STOP" in tried.inner_text()

    backstage.work_until(replied)


@pytest.mark.parametrize("script", [True, False])
def test_alice_finds_a_refused_request(windows: Windows, world: World, script: bool) -> None:
    workspace = world.acme.workspace
    logged(workspace, "GET", "/v1/credits", 200)
    wrong = logged(workspace, "POST", "/v1/messages", 400, "parameter_missing")
    page: Page = windows.open(world.alice, java_script_enabled=script)
    page.goto(f"{HERE}/requests")
    page.get_by_label("Answer").select_option("4xx")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("rowheader")).to_have_count(1)
    page.get_by_role("link", name="POST /v1/messages").click()
    expect(page.get_by_text(wrong.public_id)).to_be_visible()
    expect(page.get_by_text("parameter_missing")).to_be_visible()
