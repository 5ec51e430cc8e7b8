"""Templates: kept, changed, deleted."""

import pytest
from django.test import Client

from apps.copywriting import actions
from apps.copywriting.models import Template
from tests.dashboard.test_composer_pages import words
from tests.world import World

PAGE = "/dashboard/templates"


def test_maria_keeps_changes_and_deletes_one(maria: Client, world: World) -> None:
    assert "No templates yet" in words(maria.get(PAGE))  # type: ignore[arg-type]
    maria.post(f"{PAGE}/new", {"name": "Hours", "body": "Nine to six."})
    template = Template.objects.of(world.acme.workspace).get()
    maria.post(f"{PAGE}/{template.public_id}", {"name": "Hours", "body": "Nine to five."})
    assert "Nine to five." in words(maria.get(PAGE))  # type: ignore[arg-type]
    assert "Delete Hours?" in words(maria.get(f"{PAGE}/{template.public_id}/delete"))  # type: ignore[arg-type]
    assert Template.objects.of(world.acme.workspace).exists()
    maria.post(f"{PAGE}/{template.public_id}/delete")
    assert not Template.objects.of(world.acme.workspace).exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "", "body": "x"}, "Give it a name."),
        ({"name": "x", "body": ""}, "Write the text."),
        ({"name": "x", "body": "y" * 1601}, "at most 1600"),
        ({"name": "Hours", "body": "y"}, "There is a template with this name."),
        ({"name": "x\0", "body": "y"}, "Null characters"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(
    maria: Client, world: World, fields: dict[str, str], said: str
) -> None:
    actions.keep(world.acme.workspace, "Hours", "Nine to six.")
    answer = maria.post(f"{PAGE}/new", fields)
    assert answer.status_code == 422
    assert said in words(answer)  # type: ignore[arg-type]
    assert Template.objects.of(world.acme.workspace).count() == 1


def test_bobco_may_use_the_same_name(maria: Client, world: World) -> None:
    actions.keep(world.bobco.workspace, "Hours", "Ten to six.")
    assert maria.post(f"{PAGE}/new", {"name": "Hours", "body": "Nine to six."}).status_code == 302
    assert "Ten to six." not in words(maria.get(PAGE))  # type: ignore[arg-type]
