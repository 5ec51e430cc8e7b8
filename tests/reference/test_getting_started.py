"""The commands of the getting-started page, pasted one after another into one shell."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from re import DOTALL, findall
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import orjson
import pytest
from pytest_django import Settings

from apps.api.reference import starting, verifying
from apps.api.v1 import events
from apps.common import clock
from tests.config.test_up import free_ports
from tests.reference.conftest import Live

KINDS = ["credits", "webhook", "message", "list", "contact", "list"]


@contextmanager
def pasted(steps: list[str], folder: Path) -> Iterator[list[dict[str, object]]]:
    """What the lines said, as JSON; the receiver that they started ends with the block."""
    script = "\necho '<<end>>'\n".join([*steps, "echo $! > hook.pid"])
    command = ["bash", "-euc", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=folder)
    try:
        assert done.returncode == 0, done.stderr
        yield [orjson.loads(part) for part in done.stdout.split("<<end>>") if part.strip()]
    finally:
        os.kill(int((folder / "hook.pid").read_text()), signal.SIGTERM)


def posted(port: int, body: str, signature: str) -> int:
    """To the receiver, which may still be starting."""
    request = Request(f"http://127.0.0.1:{port}/hook", body.encode(), {"MSVS-Signature": signature})
    for _ in range(100):
        try:
            with urlopen(request) as answer:
                return int(answer.status)
        except HTTPError as refused:
            return refused.code
        except OSError:
            time.sleep(0.1)
    raise AssertionError("The receiver does not listen.")


def test_the_page_runs_as_it_is_pasted(live: Live, settings: Settings, tmp_path: Path) -> None:
    settings.WEBHOOKS_MAY_STAY_INSIDE = True
    with urlopen(f"{live.url}/api-docs/getting-started") as page:
        html = page.read().decode()
    [port] = free_ports(1)
    found = [unescape(code) for code in findall(r"<pre[^>]*>(.*?)</pre>", html, DOTALL)]
    steps = [code.replace(str(verifying.PORT), str(port)) for code in found]
    assert len(steps) == 8 and f"BASE={live.url}" in steps[0]
    steps[0] = steps[0].replace("msvs_test_…", live.test)
    steps[5] = steps[5].replace("cat hook.log", "cat hook.log >&2")  # it is not JSON
    with pasted(steps, tmp_path) as said:
        assert [one["object"] for one in said] == KINDS
        assert said[2]["body"] == "Hi Maria, your table is ready." == said[3]["data"][0]["body"]  # type: ignore[index]
        secret = str(said[1]["secret"])
        signature = events.headers("message.sent", "{}", [secret], clock.outside())["MSVS-Signature"]
        assert (posted(port, "{}", signature), posted(port, "[]", signature)) == (204, 400)
    heard = (tmp_path / "hook.log").read_text()
    assert "signed: {}\n" in heard and "FORGED: []\n" in heard


@pytest.mark.parametrize("inside", [True, False])
def test_an_address_inside_is_shown_only_where_it_may_be_told(*, inside: bool) -> None:
    steps = starting.steps("https://sms.example.com", inside=inside)
    code = next(one.code for one in steps if "hook.json" in one.code)
    assert ("http://127.0.0.1" in code) is inside and ("https://example.com/hook" in code) is not inside
