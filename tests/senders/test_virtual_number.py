"""Where the virtual carrier takes a text to a number that has not sent anything yet."""

from apps.senders.queries import virtual_number
from tests.world import World


def test_a_text_to_acmes_number_goes_to_acmes_callback_signed_with_acmes_key(world: World) -> None:
    sender = world.acme.sender
    assert virtual_number(sender.address) == (
        sender.carrier.callback_url,
        sender.carrier.credentials["api_key"],
    )


def test_a_number_that_nobody_has_belongs_nowhere(world: World) -> None:
    assert virtual_number("+19995550000") is None
