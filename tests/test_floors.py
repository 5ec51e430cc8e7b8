"""What the import linter cannot see: pointers written as strings, migrations, names of files, docstrings."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.migrations.loader import MigrationLoader

ROOT = Path(settings.BASE_DIR)
PACKAGES = sorted(path.parent for path in (ROOT / "apps").glob("*/__init__.py"))
SOURCES = [path for place in ("apps", "config", "tests", "tools") for path in (ROOT / place).rglob("*.py")]


def floors() -> dict[str, int]:
    """Package → floor, the ground floor being 0, from the same contract that the linter reads."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {
        room: height for height, layer in enumerate(reversed(layers)) for room in re.findall(r"\w+", layer)
    }


FLOORS = floors()


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("apps.")]


def room(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]


def points_down(from_room: str, to_room: str) -> bool:
    return from_room == to_room or FLOORS[to_room] < FLOORS[from_room]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_pointers_between_rows_only_go_down(model: type[models.Model]) -> None:
    """Also those written as "app.Model", which import nothing."""
    targets = {
        field.name: field.related_model
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type)
    }
    wrong = {
        name: target._meta.label
        for name, target in targets.items()
        if target.__module__.startswith("apps.") and not points_down(room(model), room(target))
    }
    assert not wrong


def test_migrations_depend_downwards_only() -> None:
    ours = {
        app.label: app.name.split(".")[1] for app in apps.get_app_configs() if app.name.startswith("apps.")
    }
    wrong = [
        f"{label}.{name} needs {needed}.{needed_name}"
        for (label, name), migration in MigrationLoader(None).disk_migrations.items()
        for needed, needed_name in migration.dependencies
        if label in ours and needed in ours and not points_down(ours[label], ours[needed])
    ]
    assert not wrong


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_a_model_says_what_a_row_is_and_lies_in_its_own_rooms_table(model: type[models.Model]) -> None:
    generated = f"{model.__name__}("
    assert model.__doc__ and not model.__doc__.startswith(generated)
    assert model._meta.db_table.startswith(f"{model._meta.app_label}_")


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_every_room_says_what_it_owns_and_stands_on_a_floor(package: Path) -> None:
    assert ast.get_docstring(ast.parse((package / "__init__.py").read_text()))
    assert package.name in FLOORS


def test_no_file_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils.py", "helpers.py", "util.py", "helper.py", "misc.py", "common.py"}
    assert not [str(path.relative_to(ROOT)) for path in SOURCES if path.name in drawers]


def test_django_signals_cause_nothing_here() -> None:
    """A lower thing that must cause an upper thing records an event (config/reactions.py)."""
    listening = re.compile(r"@receiver\b|\b(pre|post)_(save|delete|init)\.connect|m2m_changed\.connect")
    assert not [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if "tests" not in path.relative_to(ROOT).parts and listening.search(path.read_text())
    ]
