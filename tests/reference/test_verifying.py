"""The code on the page by which a receiver checks MSVS-Signature takes ours and refuses a tampered one."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from apps.api.reference import verifying
from apps.api.v1 import events, samples

SECRET, OLD = "whsec_of_the_test", "whsec_of_yesterday"
BODY = orjson.dumps({**samples.envelope("message.replied"), "said": "Ünïcode ✓"}).decode()
CASES = [
    ("ours", BODY, timedelta(0), (SECRET,), True),
    ("ours while the secret is rotated", BODY, timedelta(0), (OLD, SECRET), True),
    ("tampered", BODY.replace("Yes", "No!"), timedelta(0), (SECRET,), False),
    ("of another secret", BODY, timedelta(0), (OLD,), False),
    ("replayed after six minutes", BODY, timedelta(minutes=6), (SECRET,), False),
]


def header(age: timedelta, secrets: tuple[str, ...]) -> str:
    return events.headers("message.replied", BODY, secrets, datetime.now(UTC) - age)["MSVS-Signature"]


@pytest.mark.node
@pytest.mark.parametrize(("name", "body", "age", "secrets", "right"), CASES, ids=[case[0] for case in CASES])
def test_node(name: str, body: str, age: timedelta, secrets: tuple[str, ...], *, right: bool) -> None:
    given = ", ".join(orjson.dumps(one).decode() for one in (body, header(age, secrets), SECRET))
    script = f"{verifying.NODE}\nconsole.log(verify({given}));"
    node = shutil.which("node") or "node"
    done = subprocess.run([node, "-e", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == ("true" if right else "false")


@pytest.mark.parametrize(("name", "body", "age", "secrets", "right"), CASES, ids=[case[0] for case in CASES])
def test_python(name: str, body: str, age: timedelta, secrets: tuple[str, ...], *, right: bool) -> None:
    there: dict[str, Any] = {}
    exec(verifying.PYTHON, there)
    assert there["verify"](body.encode(), header(age, secrets), SECRET) is right


@pytest.mark.node
def test_a_header_that_is_none_of_ours_is_refused() -> None:
    script = f'{verifying.NODE}\nconsole.log(["", "t=1", "v1=00", "x"].some((h) => verify("{{}}", h, "s")));'
    node = shutil.which("node") or "node"
    done = subprocess.run([node, "-e", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "false"
