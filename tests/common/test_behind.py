"""COPYs behind whoever makes their rows."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from apps.accounts.models import Workspace
from apps.common import bulk, clock
from apps.common.behind import behind, line
from apps.common.ids import new_ulids
from apps.lists.models import ContactList
from apps.tags.models import Tag, Tagging
from tests.world import World

pytestmark = pytest.mark.django_db


COLUMNS = ("workspace_id", "public_id", "name", "created_at")


def _row(of: Workspace, name: str) -> tuple[Any, ...]:
    return (of.pk, new_ulids(1)[0], name, clock.now())


def _tags(of: Workspace, names: list[str]) -> None:
    bulk.append(Tag, COLUMNS, [_row(of, name) for name in names])


def _names(of: Workspace) -> set[str]:
    return set(Tag.objects.of(of).values_list("name", flat=True))


def test_a_question_comes_behind_what_was_written(world: World) -> None:
    with transaction.atomic(), behind():
        _tags(world.acme.workspace, ["gold", "silver"])
        assert {"gold", "silver"} <= _names(world.acme.workspace)
        _tags(world.acme.workspace, ["bronze"])
    assert {"gold", "silver", "bronze"} <= _names(world.acme.workspace)
    assert line() is None


@pytest.mark.postgres
def test_a_refusal_comes_late_and_again_and_undoes_the_whole(world: World) -> None:
    before = _names(world.acme.workspace)
    with pytest.raises(IntegrityError), transaction.atomic(), behind():
        _tags(world.acme.workspace, ["gold", "gold"])
        _tags(world.acme.workspace, ["silver"])
        with pytest.raises(IntegrityError):
            ContactList.objects.of(world.acme.workspace).count()
    assert _names(world.acme.workspace) == before


@pytest.mark.postgres
def test_a_reference_to_nobody_is_refused_at_the_end(world: World) -> None:
    tag = Tag.everywhere.create(workspace=world.acme.workspace, name="gold")
    names = ("workspace_id", "contact_id", "tag_id", "added_at")
    with pytest.raises(IntegrityError), transaction.atomic(), behind():
        bulk.append(Tagging, names, [(world.acme.workspace.pk, 2**40, tag.pk, clock.now())])
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_rows_that_cannot_be_made_are_not_half_written(world: World) -> None:
    before = _names(world.acme.workspace)

    def rows() -> Iterator[tuple[Any, ...]]:
        yield from (_row(world.acme.workspace, f"tag {n}") for n in range(bulk.A_WRITE + 1))
        raise LookupError("line 7")

    with pytest.raises(LookupError, match="line 7"), transaction.atomic(), behind():
        bulk.append(Tag, COLUMNS, rows())
    assert _names(world.acme.workspace) == before
