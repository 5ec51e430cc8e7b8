"""What is too old to open anything is forgotten; what still opens, or tells of misuse, stays."""

from datetime import timedelta

from oauth2_provider.models import get_access_token_model, get_grant_model, get_refresh_token_model

from apps.accounts.models import Connection
from apps.common import clock
from apps.connect import tasks
from tests.connect.conftest import App, Tokens, code_of, opens, refreshed
from tests.world import World

YEAR = timedelta(days=366)


def test_a_connection_in_use_stays_and_so_does_the_trace_of_its_last_token(app: App, tokens: Tokens) -> None:
    newer = refreshed(app, tokens["refresh_token"])[1]
    tasks.sweep()
    assert get_refresh_token_model().objects.count() == 2
    assert opens(newer["access_token"]) == 200


def test_after_a_year_unused_it_must_be_made_again(app: App, tokens: Tokens) -> None:
    get_access_token_model().objects.update(expires=clock.now() - YEAR)
    status, body = refreshed(app, tokens["refresh_token"])
    assert (status, body["error"]) == (400, "invalid_grant")
    tasks.sweep()
    assert not get_refresh_token_model().objects.exists()


def test_a_yes_that_no_app_took_up_is_forgotten(app: App, world: World) -> None:
    code_of(app, world.alice, world.acme.workspace)
    tasks.sweep()
    assert Connection.everywhere.count() == 1
    get_grant_model().objects.update(expires=clock.now() - timedelta(days=2))
    Connection.everywhere.update(created_at=clock.now() - timedelta(days=2))
    tasks.sweep()
    assert (Connection.everywhere.count(), get_grant_model().objects.count()) == (0, 0)
