"""Maria moves people along the pipeline: with the mouse, with the keyboard, and without script."""

from playwright.sync_api import Locator, Page, expect

from apps.pipeline import actions as pipeline
from apps.pipeline.models import Move, Placement
from tests.browser.test_keyboard import tab_to
from tests.browser.windows import PHONE, Windows
from tests.world import World

BOARD = "/dashboard/pipeline"


def column(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def card(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("link", name=name))


def moves(world: World) -> list[tuple[str, str]]:
    rows = Move.objects.of(world.acme.workspace).order_by("pk")
    return list(rows.values_list("from_stage", "to_stage"))


def test_maria_drags_a_card_to_another_column(maria: Page, world: World) -> None:
    maria.goto(BOARD)
    card(maria, "Charlie").drag_to(column(maria, "Qualified"))
    expect(column(maria, "Qualified").get_by_role("link", name="Charlie")).to_be_visible()
    expect(maria.get_by_role("status")).to_contain_text("Charlie is in Qualified now.")
    card(maria, "Charlie").drag_to(column(maria, "Customer"))
    expect(column(maria, "Customer").get_by_role("link", name="Charlie")).to_be_visible()
    card(maria, "Charlie").drag_to(column(maria, "Customer").get_by_role("heading"))
    maria.wait_for_load_state("networkidle")
    assert moves(world) == [("", "qualified"), ("qualified", "customer")]


def test_shift_and_an_arrow_move_the_card_and_the_focus_stays_on_it(maria: Page, world: World) -> None:
    maria.goto(BOARD)
    dana = maria.get_by_role("link", name="Dana")
    tab_to(maria, dana)
    for name in ("Contacted", "Qualified"):
        maria.keyboard.press("Shift+ArrowRight")
        expect(column(maria, name).get_by_role("link", name="Dana")).to_be_focused()
    maria.keyboard.press("Shift+ArrowLeft")
    expect(column(maria, "Contacted").get_by_role("link", name="Dana")).to_be_focused()
    assert moves(world)[-1] == ("qualified", "contacted")


def test_the_form_of_a_card_by_keys_alone(maria: Page, world: World) -> None:
    maria.goto(BOARD)
    tab_to(maria, maria.locator("summary[aria-label='Move Erin']"))
    maria.keyboard.press("Enter")
    tab_to(maria, maria.get_by_label("Stage for Erin"), 2)
    maria.keyboard.type("Cust")
    maria.keyboard.press("Tab")
    maria.keyboard.press("Enter")
    expect(column(maria, "Customer").get_by_role("link", name="Erin")).to_be_focused()
    assert moves(world) == [("", "customer")]


def test_who_comes_too_late_is_told_and_sees_the_card_where_it_is(maria: Page, world: World) -> None:
    maria.goto(BOARD)
    pipeline.move(world.charlie, "customer", actor="adam@acme.example")
    card(maria, "Charlie").drag_to(column(maria, "Contacted"))
    expect(maria.get_by_role("status")).to_contain_text("Somebody moved Charlie to Customer meanwhile.")
    expect(column(maria, "Customer").get_by_role("link", name="Charlie")).to_be_visible()
    assert moves(world) == [("", "customer")]


def test_without_script_on_a_phone(windows: Windows, world: World) -> None:
    page = windows.open(world.maria, java_script_enabled=False, viewport=PHONE)
    page.goto(f"{BOARD}?q=Charlie")
    page.locator("summary[aria-label='Move Charlie']").click()
    page.get_by_label("Stage for Charlie").select_option("Contacted")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(column(page, "Contacted").get_by_role("link", name="Charlie")).to_be_in_viewport()
    expect(page.get_by_label("Search the board")).to_have_value("Charlie")
    assert Placement.objects.of(world.acme.workspace).get().stage.key == "contacted"
