"""PostgreSQL and Redis of their own on one host: those of this machine listen on its loopback alone."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.hosts.network import NET, Host

QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=128MB")


def missing() -> str:
    """What is not there; "" when all is."""
    there = _bin() and shutil.which("redis-server") and shutil.which("setpriv")
    return "" if there else "no PostgreSQL and Redis to start here (Debian packages postgresql, redis-server)"


def _bin() -> str:
    """Where initdb lies: Debian keeps it out of the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return str(found[-1].parent) if found else ""


@contextmanager
def postgresql(host: Host) -> Iterator[str]:
    """A server that all hosts reach; answers its DATABASE_URL. It may not run as root: as `postgres`."""
    folder = Path(tempfile.mkdtemp())  # pytest's own folders are for root alone
    shutil.chown(folder, "postgres", "postgres")
    data = str(folder / "data")
    _as_postgres(f"{_bin()}/initdb", "-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8")
    with (folder / "data" / "pg_hba.conf").open("a") as rules:
        rules.write(f"host all all {NET}.0/24 trust\n")
    settings = (f"listen_addresses={host.address}", f"unix_socket_directories={folder}", *QUICK)
    server = subprocess.Popen(
        host.command(*_user(f"{_bin()}/postgres", "-D", data, *(f"-c{one}" for one in settings))),
        stdout=(folder / "log").open("wb"),
        stderr=subprocess.STDOUT,
        cwd="/",
    )
    try:
        ready = f"until {_bin()}/pg_isready -q -h {folder}; do sleep 0.1; done"
        subprocess.run(["timeout", "30", "sh", "-c", ready], check=True)
        yield f"postgres://postgres@{host.address}/postgres"
    finally:
        stop = _user(f"{_bin()}/pg_ctl", "-D", data, "-m", "immediate", "stop")
        subprocess.run(stop, check=False, stdout=subprocess.DEVNULL, cwd="/")
        server.wait(20)
        shutil.rmtree(folder)


@contextmanager
def redis(host: Host) -> Iterator[str]:
    """A server that all hosts reach; answers its REDIS_URL."""
    options = ("--bind", host.address, "--protected-mode", "no", "--save", "", "--appendonly", "no")
    server = subprocess.Popen(host.command("redis-server", *options), stdout=subprocess.DEVNULL, cwd="/")
    try:
        yield f"redis://{host.address}:6379/0"
    finally:
        server.terminate()
        server.wait(20)


def _user(*words: str) -> list[str]:
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *words]


def _as_postgres(*words: str) -> None:
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    subprocess.run(_user(*words), check=True, stdout=subprocess.DEVNULL, cwd="/", env=env)
