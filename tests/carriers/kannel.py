"""A real Kannel for tests: bearerbox, smsbox and two fakesmsc, all on 127.0.0.1 and on free ports.

fakesmsc's side of bearerbox listens on every address unless the smsc group says `our-host`, which is not in
Kannel's guide; with it no network namespace is needed.

One SMSC, "phones", carries what we send: its fakesmsc stays and prints what reaches the phones. The other,
"inbound", is for texts from phones: bearerbox serves one fakesmsc per SMSC, and one that sends a text
cannot be the one that stays.
"""

import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_from_bytes
from urllib.request import urlopen

FAKESMSC = Path("/usr/lib/kannel/test/fakesmsc")
USERNAME, PASSWORD, TOKEN = "sendwell", "kannel-password", "kannel-token"
_RECEIVED = re.compile(r"Got message \d+: <(.*?)>$", re.MULTILINE | re.DOTALL)

_CONFIGURATION = """
group = core
admin-port = {admin}
admin-interface = 127.0.0.1
admin-password = {password}
smsbox-port = {smsbox}
smsbox-interface = 127.0.0.1
box-allow-ip = "127.0.0.1"
log-file = "{folder}/bearerbox.log"
log-level = 1

group = smsc
smsc = fake
smsc-id = phones
port = {phones}
our-host = 127.0.0.1
connect-allow-ip = 127.0.0.1

group = smsc
smsc = fake
smsc-id = inbound
port = {inbound}
our-host = 127.0.0.1
connect-allow-ip = 127.0.0.1
allowed-smsc-id = inbound

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {sendsms}
sendsms-interface = 127.0.0.1
mo-recode = true
http-request-retry = 10
http-queue-delay = 1
log-file = "{folder}/smsbox.log"
log-level = 1

group = sendsms-user
username = {username}
password = {password}
max-messages = 10
concatenation = true

group = sms-service
keyword = default
catch-all = true
omit-empty = true
max-messages = 0
get-url = "{callback_url}&id=%I&from=%p&to=%P&charset=%C&coding=%c&at=%T&text=%b"
"""


class KannelTrouble(RuntimeError):
    """Kannel did not do what every test needs of it; the text has the end of its logs."""


@dataclass(frozen=True)
class Kannel:
    """`callback_url` is where receipts and texts go; hand it to the adapter's `send`."""

    folder: Path
    ports: dict[str, int]
    callback_url: str

    @property
    def credentials(self) -> dict[str, str]:
        """For the Kannel adapter."""
        return {
            "base_url": f"http://127.0.0.1:{self.ports['sendsms']}",
            "username": USERNAME,
            "password": PASSWORD,
            "callback_token": TOKEN,
            "smsc": "phones",
        }

    def received(self) -> list[str]:
        """What reached phones, as fakesmsc writes it: "from to text body", UCS-2 and long ones encoded."""
        return _RECEIVED.findall((self.folder / "phones.out").read_text(errors="replace"))

    def text_from_phone(self, from_: str, to: str, body: str) -> None:
        """A phone texts one of our numbers; returns when fakesmsc has handed it over."""
        line = f"{from_} {to} ucs2 {quote_from_bytes(body.encode('utf-16-be'), safe='')}"
        before = self._taken()
        sender = self._fakesmsc("inbound", "1", line)
        try:
            self.wait_until(lambda: self._taken() > before, "take a text from a phone")
        finally:
            _stop(sender)

    def status(self) -> str:
        """bearerbox's own status page."""
        url = f"http://127.0.0.1:{self.ports['admin']}/status.txt?password={PASSWORD}"
        with urlopen(url, timeout=2) as answer:
            return str(answer.read().decode())

    def is_up(self) -> bool:
        """smsbox has found bearerbox, and the phones are on."""
        try:
            status = self.status()
        except OSError:
            return False
        return "No boxes" not in status and "online" in status.partition("phones[phones]")[2].split("\n")[0]

    def logs(self) -> str:
        """The end of every log, for messages."""
        logs = sorted(self.folder.glob("*.???"))
        return "\n".join(f"{path.name}: {path.read_text(errors='replace')[-800:]}" for path in logs)

    def wait_until(self, is_so: Callable[[], bool], what: str, seconds: float = 20) -> None:
        """Look every 50 ms. Raises KannelTrouble."""
        end = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > end:
                raise KannelTrouble(f"Kannel did not {what} within {seconds} s.\n{self.logs()}")
            time.sleep(0.05)

    def start(self, stack: ExitStack) -> None:
        """Start everything in its order, to be stopped by the stack."""
        configuration = str(self.folder / "kannel.conf")
        for box, port in (("bearerbox", "admin"), ("smsbox", "sendsms")):
            stack.callback(_stop, self._run(box, str(shutil.which(box)), configuration))
            self.wait_until(lambda port=port: self._listens(port), f"start {box}")  # type: ignore[misc]
        stack.callback(_stop, self._fakesmsc("phones", "0", "1 2 text -"))
        self.wait_until(self.is_up, "connect the phones")

    def _fakesmsc(self, smsc: str, texts: str, line: str) -> subprocess.Popen[bytes]:
        where = ("-H", "127.0.0.1", "-r", str(self.ports[smsc]))
        return self._run(smsc, str(FAKESMSC), *where, "-m", texts, line)

    def _run(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.out").open("ab") as output:
            return subprocess.Popen(command, stdout=output, stderr=output, cwd=self.folder)

    def _taken(self) -> int:
        match = re.search(r"SMS: received (\d+)", self.status())
        return int(match[1]) if match else 0

    def _listens(self, port: str) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.ports[port])) == 0


@contextmanager
def kannel(callback_url: str) -> Iterator[Kannel]:
    """Start it, wait until it takes texts, stop it. `callback_url` has no query; the token is added."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sendwell-kannel-")))
        gateway = Kannel(folder, _free_ports(), f"{callback_url}?token={TOKEN}")
        (folder / "kannel.conf").write_text(
            _CONFIGURATION.format(
                **gateway.ports,
                folder=folder,
                username=USERNAME,
                password=PASSWORD,
                callback_url=gateway.callback_url,
            )
        )
        gateway.start(stack)
        yield gateway


def _free_ports() -> dict[str, int]:
    names = ("admin", "smsbox", "phones", "inbound", "sendsms")
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in names]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return {name: each.getsockname()[1] for name, each in zip(names, sockets, strict=True)}


def _stop(process: subprocess.Popen[bytes]) -> None:
    # Nothing of it is kept, and bearerbox takes its time to end in peace.
    process.kill()
    process.wait()
