"""Countries are called by their names, and an import says which of them the workspace does not text."""

import phonenumbers
from django.test import Client

from apps.dashboard import countries
from tests.dashboard.test_imports_page import plan
from tests.imports.files import table, upload
from tests.world import World


def test_every_region_that_has_numbers_has_a_name() -> None:
    assert set(countries.NAMES) == set(phonenumbers.SUPPORTED_REGIONS)
    assert min(map(len, countries.NAMES.values())) > 3
    assert len(set(countries.NAMES.values())) == len(countries.NAMES)


def test_names_are_in_the_order_of_the_alphabet() -> None:
    names = [countries.name(region) for region in countries.by_name()]
    assert names[:3] == ["Afghanistan", "Åland Islands", "Albania"]
    assert names[-1] == "Zimbabwe"


def test_maria_chooses_germany_by_name_and_is_told_that_it_is_not_texted(world: World, maria: Client) -> None:
    found = upload(world.acme.workspace, table("Phone", "01512 3456789"))
    address = f"/dashboard/imports/{found.public_id}/map"
    page = maria.get(address).content.decode()
    assert '<option value="DE">Germany (+49)</option>' in page
    assert page.index("United States (+1)") < page.index("It does not text") < page.index("Germany (+49)")
    assert "Not texted:" not in page
    looked = maria.post(address, plan(found, default_region="DE", look="1")).content.decode()
    assert "Not texted: Germany" in looked
