"""Numbers that are not texted."""

from django.test import Client

from apps.compliance import actions as compliance
from apps.compliance.models import Suppression
from tests.world import CHARLIE, DANA, World

PAGE = "/dashboard/suppressions"


def test_maria_finds_a_number_with_its_reason(maria: Client, world: World) -> None:
    acme = world.acme.workspace.pk
    compliance.opt_out(acme, DANA, source="keyword", evidence={"keyword": "STOP"})
    compliance.suppress(
        acme, "+442079460018", "blacklist", source="dashboard", evidence={"reason": "Wrong number"}
    )
    page = maria.get(PAGE).content.decode()
    assert "2 numbers" in page and "Wrong number" in page and "“STOP”" in page and "Dana" in page
    assert "Dana" not in maria.get(f"{PAGE}?q=020 7946 0018").content.decode()
    assert "+44 20 7946 0018" in maria.get(f"{PAGE}?q=020 7946 0018").content.decode()
    assert "Wrong number" not in maria.get(f"{PAGE}?kind=opt_out").content.decode()
    assert "No such number" in maria.get(f"{PAGE}?q=nobody").content.decode()


def test_the_suppressions_of_bobco_are_not_acmes(maria: Client, world: World) -> None:
    compliance.opt_out(world.bobco.workspace.pk, CHARLIE, source="keyword", evidence={})
    assert "Nobody has opted out" in maria.get(PAGE).content.decode()


def test_maria_blacklists_a_number_that_nobody_has(maria: Client, world: World) -> None:
    given = {"phone": "(312) 555-2999", "reason": "Threatened the shop"}
    assert "Say why" in maria.post(f"{PAGE}/new", given | {"reason": ""}).content.decode()
    assert "not a phone number" in maria.post(f"{PAGE}/new", given | {"phone": "12"}).content.decode()
    for _ in range(2):
        assert maria.post(f"{PAGE}/new", given).status_code == 302
    (row,) = Suppression.objects.of(world.acme.workspace)
    assert (row.phone, row.kind) == ("+13125552999", "blacklist")
    assert row.evidence == {"reason": "Threatened the shop", "by": "maria@acme.example"}


def test_lifting_asks_why_and_the_row_stays_as_history(maria: Client, world: World) -> None:
    compliance.suppress(world.acme.workspace.pk, DANA, "blacklist", source="dashboard", evidence={})
    row = Suppression.objects.of(world.acme.workspace).get()
    assert "Say why" in maria.post(f"{PAGE}/{row.public_id}/lift", {}).content.decode()
    maria.post(f"{PAGE}/{row.public_id}/lift", {"reason": "We made up"})
    row.refresh_from_db()
    assert row.lifted_at and (row.lifted_by, row.lift_reason) == ("maria@acme.example", "We made up")
    assert "We made up" in maria.get(f"{PAGE}?lifted=1").content.decode()
    assert maria.post(f"{PAGE}/{row.public_id}/lift", {"reason": "Again"}).status_code == 404


def test_an_opt_out_is_not_lifted_from_this_page(maria: Client, world: World) -> None:
    compliance.opt_out(world.acme.workspace.pk, DANA, source="keyword", evidence={})
    row = Suppression.objects.of(world.acme.workspace).get()
    assert maria.post(f"{PAGE}/{row.public_id}/lift", {"reason": "Please"}).status_code == 404
    assert Suppression.objects.of(world.acme.workspace).standing().exists()
