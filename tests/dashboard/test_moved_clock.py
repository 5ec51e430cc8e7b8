"""Who rehearses with a moved clock sees it on every page."""

from django.test import Client, override_settings


def test_the_banner_says_by_how_much_the_clock_is_moved(maria: Client) -> None:
    assert "The clock is moved" not in maria.get("/dashboard/campaigns").content.decode()
    with override_settings(CLOCK_SHIFT=32400.0):
        assert "The clock is moved by 9 hours" in maria.get("/dashboard/campaigns").content.decode()
