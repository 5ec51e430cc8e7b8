"""The parts of the virtual carrier that are easier to see alone: its journal, its wheel, its scenarios."""

import asyncio
import json
import resource
from pathlib import Path

import pytest

from apps.carriers.virtual.behaviour import MAGIC_FIELDS, Behaviour, events, magic
from apps.carriers.virtual.journal import JournalBroken, on_disk
from apps.carriers.virtual.page import HELP
from apps.carriers.virtual.scenario import BadScenario, load, scenario
from apps.carriers.virtual.wheel import Wheel

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "sandbox.md"


def test_a_line_that_was_being_written_when_it_was_killed_is_cut_off(tmp_path: Path) -> None:
    journal = on_disk(tmp_path)
    journal.append(["a", 1])
    journal.close()
    with (tmp_path / "journal.jsonl").open("ab") as file:
        file.write(b'["a", 2')
    journal = on_disk(tmp_path)
    assert [record for _, record in journal.replay()] == [["a", 1]]
    offset = journal.append(["a", 3])
    assert journal.read(offset) == ["a", 3]
    assert [record for _, record in journal.replay()] == [["a", 1], ["a", 3]]
    journal.close()


def test_a_record_that_the_disk_has_no_room_for_leaves_nothing_behind(tmp_path: Path) -> None:
    journal = on_disk(tmp_path)
    journal.append(["a", 1])
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (journal.end + 5, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            journal.append(["a", 2])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    offset = journal.append(["a", 3])
    assert journal.read(offset) == ["a", 3]
    assert [record for _, record in journal.replay()] == [["a", 1], ["a", 3]]
    journal.close()


def test_a_journal_that_is_something_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").write_text("dear diary\n")
    journal = on_disk(tmp_path)
    with pytest.raises(JournalBroken):
        list(journal.replay())
    journal.close()
    assert (tmp_path / "journal.jsonl").read_text() == "dear diary\n"


def test_keys_in_the_journal_are_for_its_owner_only(tmp_path: Path) -> None:
    on_disk(tmp_path).close()
    assert (tmp_path / "journal.jsonl").stat().st_mode & 0o077 == 0


def test_the_wheel_turns_in_the_order_of_due_times_and_never_early() -> None:
    async def turn() -> list[tuple[float, float]]:
        loop = asyncio.get_running_loop()
        begin = loop.time()
        fired: list[tuple[float, float]] = []
        wheel: Wheel[float] = Wheel(lambda delay: fired.append((delay, loop.time() - begin)))
        for delay in (0.12, 0.03, 0.07, 0.03, -5.0):
            wheel.add(delay, delay)
        while len(fired) < 5:
            await asyncio.sleep(0.01)
        return fired

    fired = asyncio.run(turn())
    assert [delay for delay, _ in fired] == [-5.0, 0.03, 0.03, 0.07, 0.12]
    assert all(at >= delay for delay, at in fired)


def test_magic_is_in_any_area_code_and_nowhere_else() -> None:
    assert magic("12125550001") == magic("17865550001") == {"refuse": "unreachable"}
    assert not any(map(magic, ("12125560001", "12125550099", "442125550001", "2125550001", "121255500011")))


def test_every_magic_number_is_documented() -> None:
    for digits in MAGIC_FIELDS:
        assert f"NPA-555-{digits}" in HELP
        assert f"NPA-555-{digits}" in DOCUMENT.read_text()


def test_replies_come_after_the_receipt_one_by_one() -> None:
    planned = events(Behaviour(receipt_ms=1000, reply_ms=500, reply=("Who is this?", "STOP")), False)
    assert [(each.kind, each.delay, each.text) for each in planned] == [
        ("receipt", 1.0, ""),
        ("reply", 1.5, "Who is this?"),
        ("reply", 2.0, "STOP"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        [],
        {"rule": []},
        {"rules": {}},
        {"rules": [{"match": {"to_suffix": "1"}}]},
        {"rules": [{"match": {}, "do": {}}]},
        {"rules": [{"match": {"to": "1"}, "do": {}}]},
        {"rules": [{"match": {"to_suffix": 1}, "do": {}}]},
        {"rules": [{"match": {"to_suffix": "1"}, "do": {"explode": True}}]},
        {"rules": [{"match": {"to_suffix": "1"}, "do": {"delay": "1 s"}}]},
        {"rules": [{"match": {"to_suffix": "1"}, "do": {"delay": True}}]},
        {"rules": [{"match": {"to_suffix": "1"}, "do": {"delay": -1}}]},
        {"rules": [{"match": {"to_suffix": "1"}, "do": {"reply": [1]}}]},
        {"defaults": {"lose": 1}},
    ],
)
def test_a_scenario_that_cannot_be_meant_is_refused_in_words(content: object) -> None:
    with pytest.raises(BadScenario, match=r"\w+"):
        scenario(content, {})


def test_a_scenario_file_that_is_not_there_or_no_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")
    for name in ("missing.json", "bad.json"):
        with pytest.raises(BadScenario, match=name):
            load(tmp_path / name, {})


def test_the_example_in_the_documentation_works() -> None:
    text = DOCUMENT.read_text()
    example = text.partition('```json\n{\n  "defaults"')[2].partition("```")[0]
    assert scenario(json.loads('{\n  "defaults"' + example), {}).rules
