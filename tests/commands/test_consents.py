"""Exports are checked by a program that knows nothing of Sendwell; it finds what `verify` finds."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.compliance import actions as compliance
from apps.compliance import exporting
from apps.compliance.models import Chain
from apps.messaging import evidence
from tests.compliance.test_ledger import behind_the_triggers
from tests.world import CHARLIE, DANA, World

TOOL = Path(__file__).parents[2] / "tools" / "verify_consents.py"


@pytest.fixture
def export(world: World, tmp_path: Path) -> Path:
    acme = world.acme.workspace
    witness = compliance.Witness("maria@acme.example", world.maria, "192.0.2.7")
    compliance.attest(acme.pk, witness, "Sie “haben” gefragt – ja.", about="imp_1")
    compliance.opt_out(acme.pk, world.dana.phone, source="keyword", evidence={"text": "הסר 🛑\u2028"})
    path = tmp_path / "ledger.jsonl"
    call_command("export_consents", acme.public_id, out=path, stderr=io.StringIO())
    return path


def check(path: Path, *more: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", TOOL, path, *more], capture_output=True, text=True, timeout=60
    )
    return done.returncode, done.stdout + done.stderr


def changed(path: Path, change: Callable[[list[dict]], object]) -> Path:
    rows = [json.loads(line) for line in path.read_text().split("\n") if line]
    change(rows)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    return path


def test_an_export_holds_however_its_json_is_spaced(export: Path, world: World) -> None:
    head = exporting.anchor(world.acme.workspace).head
    assert check(export) == (0, f"OK: 5 lines, head {head}\n")
    assert check(changed(export, lambda rows: None))[0] == 0


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda rows: rows[2].update(phone_e164="+14155559999"), "line 2 ("),
        (lambda rows: rows[4]["evidence"].update(ip="192.0.2.8"), "line 4 ("),
        (lambda rows: rows.pop(3), "line 3 ("),
        (lambda rows: rows.insert(2, rows[2]), "line 3 ("),
        (lambda rows: rows.pop(), "ends behind line 4"),
        (lambda rows: (rows.pop(), rows[0].update(lines=4)), "line 4: its hash is not the head"),
        (lambda rows: rows[1].update(org="wsp_other"), "line 1 ("),
        (lambda rows: rows[5].update(row_hash="0" * 64), "line 5 ("),
    ],
)
def test_whatever_is_done_to_an_export_is_found_in_its_place(
    export: Path, change: Callable, where: str
) -> None:
    status, said = check(changed(export, change))
    assert status == 1
    assert where in said


def test_a_noted_anchor_finds_a_ledger_that_was_written_anew(export: Path, world: World) -> None:
    now = exporting.anchor(world.acme.workspace)
    assert check(export, "--anchor", str(now))[0] == 0
    status, said = check(export, "--anchor", f"3:{'ab' * 32}")
    assert (status, "line 3" in said) == (1, True)
    status, said = check(export, "--anchor", f"9:{now.head}")
    assert (status, "9 lines" in said) == (1, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}\n",
        "[]\n",
        "no\n",
        '{"format": "sendwell-consents/1"}\n',
        '{"format": "sendwell-consents/1"',
        "\xff",
    ],
)
def test_what_is_no_export_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other"
    path.write_bytes(text.encode("latin-1"))
    status, said = check(path)
    assert (status, "cannot be read" in said, "Traceback" in said) == (2, True, False)


def test_verify_names_the_first_line_that_does_not_hold(world: World) -> None:
    Chain.objects.of(world.acme.workspace).update(lines=9)
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("verify", json=True, stdout=out)
    said = json.loads(out.getvalue())
    fault = "line 4: it is missing: the head counts 9 lines"
    assert (said["ok"], said["consents"]) == (False, {world.acme.workspace.public_id: fault})


def test_verify_misses_the_triggers(world: World) -> None:
    behind_the_triggers("SELECT 1")
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("verify", stdout=out)
    assert "trigger ledger_no_update is missing" in out.getvalue()


def test_export_of_nobody(db: None) -> None:
    with pytest.raises(CommandError, match="There is no workspace"):
        call_command("export_consents", "wsp_nobody")


@pytest.fixture
def pack(world: World, tmp_path: Path) -> Path:
    """Charlie's evidence, with lines of others before, between and behind his."""
    acme = world.acme.workspace
    statement = compliance.attest(acme.pk, compliance.Witness("m@acme.example"), "They asked.", about="imp_1")
    some = [compliance.Grant(phone, None, None, "form") for phone in (CHARLIE, DANA)]
    compliance.grant(acme.pk, some, "import_attested", channel="import", attestation=statement)
    path = tmp_path / "pack.json"
    path.write_text(json.dumps(evidence.pack(acme, CHARLIE), indent=1))
    return path


def test_the_evidence_for_one_number_is_checked_by_itself(pack: Path, world: World) -> None:
    head = exporting.anchor(world.acme.workspace).head
    said = f"OK: 3 lines about {CHARLIE} are as they were hashed, in their places of 6 lines, head {head}\n"
    assert check(pack) == (0, said)
    assert DANA not in pack.read_text()
    assert check(pack, "--anchor", f"4:{'ab' * 32}")[0] == 1


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda held: held["consents"][1].update(source="other"), "line 5 ("),
        (lambda held: held["statements"][0]["evidence"].update(attestation_text="No"), "line 4 ("),
        (lambda held: held["path"]["digests"].__setitem__(2, "00" * 32), "line 4 ("),
        (lambda held: held["ledger"].update(lines=9), "does not lead to the head"),
        (lambda held: held["path"]["digests"].pop(), "does not lead to the head"),
    ],
)
def test_evidence_that_was_changed_is_found(pack: Path, change: Callable, where: str) -> None:
    held = json.loads(pack.read_text())
    change(held)
    pack.write_text(json.dumps(held, indent=1))
    status, said = check(pack)
    assert (status, where in said) == (1, True), said


def test_the_way_to_the_head_can_be_too_long_to_tell(
    pack: Path, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.compliance.placing.LONGEST", 5)
    pack.write_text(json.dumps(evidence.pack(world.acme.workspace, CHARLIE), indent=1))
    status, said = check(pack)
    assert (status, "whole export alone" in said) == (0, True)
