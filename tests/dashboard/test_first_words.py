"""The README's first ten minutes name the buttons that a newcomer then looks for."""

from pathlib import Path

from django.test import Client

from tests.campaigns.launches import draft
from tests.world import World

README = Path(__file__).resolve().parents[2] / "README.md"
PAGE = "/dashboard/campaigns"


def test_a_campaign_begins_with_the_readmes_words_before_the_first_and_after(
    maria: Client, world: World
) -> None:
    assert "*Campaigns → New campaign*" in README.read_text()
    before = maria.get(PAGE).content.decode()
    draft(world.acme)
    after = maria.get(PAGE).content.decode()
    assert "New campaign" in before
    assert "New campaign" in after
    assert "Write a campaign" not in before + after + maria.get("/dashboard/").content.decode()
