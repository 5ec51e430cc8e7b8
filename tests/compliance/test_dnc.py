"""The do-not-call registry: loading its files, looking numbers up, and whom it stops."""

import gzip
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from pytest_django import Settings

from apps.accounts.models import Workspace
from apps.compliance import actions as compliance
from apps.compliance.dnc import version
from apps.compliance.dnc.bitmap import BYTES, FIRST, Flags, count, merge, put
from apps.compliance.dnc.gate import do_not_call
from apps.compliance.dnc.loading import NotLoaded, load
from apps.compliance.models import ConsentEvent
from apps.compliance.verdicts import Refuse, Verdict
from tests.compliance.candidates import One, rule, told
from tests.world import World

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
TODAY = date(2026, 11, 20)
LISTED, UNLISTED, ELSEWHERE = "+12015550123", "+12015550124", "+13125559003"


@pytest.fixture(autouse=True)
def _own_data_dir(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def full(tmp_path: Path) -> Path:
    path = tmp_path / "full.txt"
    path.write_bytes(b"201,5550123\r\n201,9999999\r\n202,2000000\r\n")
    return path


def listed(*phones: str) -> list[bool | None]:
    held = version.current()
    assert held is not None
    return held.listed(phones)


def test_a_full_list_is_looked_up_by_number(full: Path) -> None:
    made = load([full], "full", TODAY)
    assert (made.numbers, made.areas) == (3, {"201": 2, "202": 1})
    assert listed(LISTED, UNLISTED, "+12019999999", "+12022000000", "+12022000001", ELSEWHERE) == [
        True,
        False,
        True,
        True,
        False,
        None,
    ]


@given(st.sets(st.integers(FIRST, 9_999_999), max_size=50))
@effort(max_examples=25, deadline=None)
def test_flags_and_bits_are_the_same(numbers: set[int]) -> None:
    flags, bits, one_by_one = Flags(), bytearray(BYTES), bytearray(BYTES)
    flags.set(numbers)
    merge(bits, flags.packed())
    for number in numbers:
        put(one_by_one, number, True)
    assert bits == one_by_one and count(bits) == len(numbers)
    for number in numbers:
        put(bits, number, False)
    assert count(bits) == 0


def test_a_sorted_list_in_many_pieces_reads_as_line_by_line(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("apps.compliance.dnc.files.PIECE", 1_000)
    numbers = [(npa, number) for npa in (201, 305, 907) for number in range(FIRST, FIRST + 3_000, 7)]
    path = tmp_path / "sorted.txt"
    path.write_text("".join(f"{npa},{number}\n" for npa, number in numbers))
    made = load([path], "full", TODAY)
    assert made.numbers == len(numbers) and set(made.areas) == {"201", "305", "907"}
    assert all(listed(*(f"+1{npa}{number}" for npa, number in numbers)))
    assert not any(listed(*(f"+1{npa}{number + 1}" for npa, number in numbers)))


@pytest.mark.parametrize("how", ["zip", "gz", "quoted", "unsorted", "ten digits", "no end of line"])
def test_the_shapes_that_files_come_in(tmp_path: Path, how: str) -> None:
    text = "201,5550123\n202,2000000\n201,9999999\n"
    if how == "quoted":
        text = '"201","5550123"\n"202","2000000"\n"201","9999999"\n'
    if how == "ten digits":
        text = text.replace(",", "")
    if how == "no end of line":
        text = text.rstrip("\n")
    path = tmp_path / f"list.{how if how in ('zip', 'gz') else 'txt'}"
    if how == "zip":
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("2026-11-20_201.txt", text)
    elif how == "gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text)
    assert load([path], "full", TODAY).areas == {"201": 2, "202": 1}
    assert listed(LISTED, UNLISTED) == [True, False]


def test_a_change_list_adds_and_deletes_and_the_old_version_stays_as_it_was(
    full: Path, tmp_path: Path
) -> None:
    load([full], "full", TODAY - timedelta(days=10))
    before = version.current()
    assert before is not None
    changes = tmp_path / "changes.txt"
    changes.write_text("201,5550123,2026-11-18,D\n201,5550124,2026-11-19,A\n")
    made = load([changes], "change", TODAY)
    assert (made.as_of, made.areas) == (TODAY, {"201": 2, "202": 1})
    assert listed(LISTED, UNLISTED, "+12022000000") == [False, True, True]
    assert before.listed([LISTED, UNLISTED]) == [True, False]  # whoever still reads it


@pytest.mark.parametrize(
    "line",
    ["201,555012", "201,55501234", "20,5550123", "201,0550123", "hello", "201;5550123", "<list>", "201,"],
)
def test_a_line_that_cannot_be_changes_nothing_and_is_quoted(full: Path, tmp_path: Path, line: str) -> None:
    load([full], "full", TODAY)
    bad = tmp_path / "bad.txt"
    bad.write_text(f"201,5550199\n{line}\n")
    with pytest.raises(NotLoaded, match=r"bad\.txt"):
        load([bad], "full", TODAY)
    assert listed(LISTED) == [True]
    assert len([path for path in version.root().iterdir() if path.is_dir()]) == 1


@pytest.mark.parametrize(
    ("kind", "text", "as_of", "why"),
    [
        ("change", "305,5550123,A\n", TODAY, "Area code 305 is not in the list"),
        ("full", "201,5550123\n", TODAY - timedelta(days=1), "is newer"),
        ("full", "\n", TODAY, "no number"),
    ],
)
def test_what_does_not_fit_the_list_in_use(
    full: Path, tmp_path: Path, kind: str, text: str, as_of: date, why: str
) -> None:
    load([full], "full", TODAY)
    path = tmp_path / "next.txt"
    path.write_text(text)
    with pytest.raises(NotLoaded, match=why):
        load([path], kind, as_of)
    assert listed(LISTED) == [True]


def test_changes_need_a_list(full: Path) -> None:
    with pytest.raises(NotLoaded, match="load a full one first"):
        load([full], "change", TODAY)


def test_two_versions_stay_on_the_disk(full: Path) -> None:
    for _ in range(4):
        load([full], "full", TODAY)
    assert len([path for path in version.root().iterdir() if path.is_dir()]) == 2
    assert listed(LISTED) == [True]


def test_the_command_loads_and_says_what(full: Path, capsys: Any) -> None:
    call_command("load_dnc", str(full), "--kind", "full", "--as-of", "2026-11-19")
    assert "3 numbers in 2 area codes as of 2026-11-19" in capsys.readouterr().out
    with pytest.raises(CommandError, match="There is no file"):
        call_command("load_dnc", "/nowhere.txt", "--kind", "full")


# The gate.


def ask(workspace: Workspace, phone: str = LISTED, now: datetime = NOW, **more: Any) -> Verdict:
    return do_not_call(workspace, [One(phone, **more)], now)[0]


@pytest.fixture
def acme(world: World) -> Workspace:
    Workspace.objects.filter(pk=world.acme.workspace.pk).update(dnc_checked=True)
    world.acme.workspace.refresh_from_db()
    return world.acme.workspace


def consent(workspace: Workspace, kind: str, channel: str) -> None:
    compliance.grant(workspace.pk, [compliance.Grant(LISTED)], kind, channel=channel)


def test_marketing_to_a_listed_number_is_refused_with_the_list_that_says_so(
    acme: Workspace, full: Path
) -> None:
    made = load([full], "full", TODAY)
    verdict = ask(acme)
    assert isinstance(verdict, Refuse) and verdict.rule == "do_not_call" and not verdict.temporary
    assert told(verdict) == {"list": made.name, "as_of": "2026-11-20"}
    assert [ask(acme, UNLISTED), ask(acme, kind="direct"), ask(acme, "+14165552001")] == [None] * 3


def test_a_list_of_31_days_is_good_and_of_32_it_proves_nothing(acme: Workspace, full: Path) -> None:
    load([full], "full", TODAY - timedelta(days=31))
    assert ask(acme, UNLISTED) is None
    verdict = ask(acme, UNLISTED, NOW + timedelta(days=1))
    assert isinstance(verdict, Refuse) and verdict.temporary and "older than 31 days" in verdict.reason


def test_without_a_list_or_without_the_area_code_nobody_is_cleared(acme: Workspace, full: Path) -> None:
    assert rule(ask(acme, UNLISTED)) == "do_not_call"
    load([full], "full", TODAY)
    verdict = ask(acme, ELSEWHERE)
    assert isinstance(verdict, Refuse) and "does not cover this area code" in verdict.reason


def test_a_workspace_that_did_not_switch_it_on_is_not_asked(world: World, full: Path) -> None:
    load([full], "full", TODAY)
    assert ask(world.bobco.workspace) is None


@pytest.mark.parametrize(
    ("kind", "channel", "passes"),
    [
        (ConsentEvent.Kind.OPT_IN, "web_form", True),
        (ConsentEvent.Kind.OPT_IN_CONFIRMED, "keyword", True),
        (ConsentEvent.Kind.OPT_IN, "paper", True),
        (ConsentEvent.Kind.OPT_IN, "verbal", False),
        (ConsentEvent.Kind.IMPORT_ATTESTED, "import", False),  # somebody says so; they did not sign it here
        (ConsentEvent.Kind.SEND_ATTESTED, "api", False),
    ],
)
def test_only_their_own_written_yes_exempts(
    acme: Workspace, full: Path, kind: str, channel: str, passes: bool
) -> None:
    load([full], "full", TODAY)
    consent(acme, kind, channel)
    assert (ask(acme) is None) is passes


def test_who_left_is_exempt_no_more(acme: Workspace, full: Path) -> None:
    load([full], "full", TODAY)
    consent(acme, ConsentEvent.Kind.OPT_IN, "web_form")
    compliance.opt_out(acme.pk, LISTED, source="keyword", evidence={"keyword": "STOP"})
    assert rule(ask(acme)) == "do_not_call"


@pytest.mark.parametrize(
    ("attributes", "passes"),
    [
        ({"last_purchase_on": "2025-06-01"}, True),
        ({"last_purchase_on": "2025-01-01"}, False),
        ({"last_inquiry_on": "2026-09-01T10:00:00Z"}, True),
        ({"last_inquiry_on": "2026-08-01"}, False),
        ({"last_purchase_on": "2026-12-24"}, False),  # in the future proves nothing
        ({"last_purchase_on": "last week"}, False),
        ({"last_purchase_on": None}, False),
        ({"last_purchase_on": ["2026-11-01"]}, False),
    ],
)
def test_a_customer_s_relationship_exempts_for_its_time(
    acme: Workspace, full: Path, attributes: dict[str, Any], passes: bool
) -> None:
    load([full], "full", TODAY)
    assert (ask(acme, attributes=attributes) is None) is passes
