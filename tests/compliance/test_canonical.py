"""The form that is hashed is the form that is documented, whatever people wrote."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.accounts.models import Workspace
from apps.compliance import actions as compliance
from apps.compliance import canonical
from apps.compliance.actions import Grant
from tests.compliance.ledgers import breaks, lines
from tests.world import World

TEXTS = st.text(max_size=60)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    evidence=st.dictionaries(TEXTS, VALUES, max_size=4),
    source=st.text(st.characters(codec="utf-8"), max_size=250),
)
def test_whatever_was_written_reads_back_to_the_same_hash(world: World, evidence: dict, source: str) -> None:
    acme = world.acme.workspace
    one = Grant(world.charlie.phone, 1, None, source.replace("\0", ""), evidence)
    compliance.grant(acme.pk, [one], "opt_in", channel="paper")
    assert breaks(acme) == ""


def test_a_line_is_sorted_json_without_spaces(world: World) -> None:
    acme = world.acme.workspace
    at = datetime(2026, 5, 1, 12, 0, 0, 5, timezone(timedelta(hours=2)))
    grant = Grant(world.dana.phone, 7, at, "Café “x”\n", {"z": "ß", "a": [1, None, True]})
    compliance.grant(acme.pk, [grant], "opt_in", channel="paper")
    line = lines(acme)[-1]
    record = canonical.record(acme.public_id, line)
    text = canonical.canonical(record)
    assert text.startswith(
        '{"attestation":null,"channel":"paper","contact_id":7,"event":"opt_in","evidence":'
    )
    assert '{"a":[1,null,true],"z":"ß"}' in text and '"Café “x”\\n"' in text
    assert record["occurred_at"] == "2026-05-01T10:00:00.000005Z"
    assert json.loads(text) == record


def test_evidence_is_kept_as_every_database_and_every_reader_takes_it() -> None:
    given = {
        "f": 1.5,
        "big": 2**60,
        "nul": "a\0b",
        "half": "\ud800",
        "at": datetime(2026, 1, 1, tzinfo=UTC),
        "t": ("x",),
    }
    assert canonical.plain(given) == {
        "f": "1.5",
        "big": str(2**60),
        "nul": "ab",
        "half": "?",
        "at": "2026-01-01T00:00:00.000000Z",
        "t": ["x"],
    }


def test_the_first_line_hangs_on_nothing_and_each_other_one_on_the_line_before(world: World) -> None:
    previous = canonical.GENESIS
    for position, line in enumerate(lines(world.acme.workspace), 1):
        assert (line.position, bytes(line.prev_hash)) == (position, previous)
        previous = bytes(line.row_hash)
    assert position == 3


@pytest.mark.parametrize("name", ["Bobco", "Acme"])
def test_each_workspace_has_a_chain_of_its_own(world: World, name: str) -> None:
    workspace = Workspace.objects.get(name=name)
    assert lines(workspace)[0].position == 1
    assert breaks(workspace) == ""


@pytest.mark.parametrize(
    "given",
    [
        {"import": "imp_1", "line": 7, "opt_in_time": '03/04/2026 "noon" \\ </b>'},
        {"z": 1, "a": 2**53 - 1, "m": -(2**53 - 1), "": ""},
        {"big": 2**53, "name": "José", "gap": "a\tb", "del": "\x7f"},
        {"yes": True, "none": None, "list": [1, "x"]},
        {},
    ],
)
def test_the_short_way_of_writing_evidence_writes_the_same(given: dict[str, Any]) -> None:
    assert canonical.written(given) == canonical.canonical(canonical.plain(given))
