"""manage.py demo: made once, found ever after."""

import io
import json

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from apps.accounts.models import ApiKey, Workspace
from apps.accounts.queries import working_key
from apps.common import phones
from apps.compliance.models import Suppression
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.lists.models import ContactList
from apps.senders.models import Sender
from config.demo.people import people


def demo() -> dict[str, object]:
    out = io.StringIO()
    call_command("demo", json=True, stdout=out)
    return dict(json.loads(out.getvalue()))


@pytest.mark.django_db
def test_the_demo_opens_with_what_it_prints() -> None:
    said = demo()
    workspace = Workspace.objects.get(public_id=said["workspace"])
    assert authenticate(username=said["email"], password=said["password"]) is not None
    keys = said["keys"]
    assert isinstance(keys, dict) and set(keys) == {"rsms", "zap", "live", "test"}
    places = {name: working_key(key).workspace for name, key in keys.items()}  # type: ignore[union-attr]
    assert places == {"rsms": workspace, "zap": workspace, "live": workspace, "test": workspace.sandbox}
    assert Contact.objects.of(workspace).count() == 500
    assert Sender.objects.of(workspace).count() == 2
    assert ContactList.objects.of(workspace).count() >= 2
    assert ledger.balance(workspace) == 50_000
    assert Suppression.objects.of(workspace).standing().exists()


@pytest.mark.django_db
def test_asking_twice_makes_nothing_twice() -> None:
    assert demo() == demo()
    assert Workspace.objects.filter(live=None).count() == 1
    assert ApiKey.everywhere.count() == 4


def test_the_people_of_the_demo_have_numbers_of_their_own_that_can_be_texted() -> None:
    numbers = [person.phone for person in people()]
    assert len(set(numbers)) == 500
    assert [phones.normalise(number) for number in numbers] == numbers
