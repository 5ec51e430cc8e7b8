"""Browsers of the cast."""

import pytest
from django.test import Client

from apps.accounts.models import User
from tests.world import World


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def maria(world: World) -> Client:
    """A marketer of Acme."""
    return browser(world.maria)


@pytest.fixture
def agnes(world: World) -> Client:
    """An agent of Acme: she answers people and changes nothing else."""
    return browser(world.agnes)


@pytest.fixture
def victor(world: World) -> Client:
    """A viewer of Acme."""
    return browser(world.victor)


@pytest.fixture
def bob(world: World) -> Client:
    """The owner of Bobco, who has no seat at Acme."""
    return browser(world.bob)
