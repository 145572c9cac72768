"""Run a command against a real PostgreSQL that lives only as long as the command.

    python tests/postgres.py -- pytest -m "not browser"
    python tests/postgres.py --durable -- python -m benchmarks   (writes as in production)
    python tests/postgres.py --find          (say where PostgreSQL is, or fail)

PostgreSQL refuses to run as root; then the server runs as ``postgres`` or ``nobody``. It listens
on a free port of 127.0.0.1, keeps its data in a temporary folder, and is removed afterwards.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def binaries() -> Path:
    """The folder with initdb and pg_ctl, the newest version first."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4])
    )
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        sys.exit("PostgreSQL is not installed: apt-get install postgresql")
    return found[-1].parent if found else Path(on_path).resolve().parent


def account() -> dict:
    """Whom the server runs as, for ``subprocess``: nothing special unless we are root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    owner = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def free_port() -> int:
    """A port of the loopback address that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server(options: str = FAST) -> Iterator[str]:
    """A running PostgreSQL; gives its address for ``DATABASE_URL``."""
    tools, who, port = binaries(), account(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    if who:
        os.chown(folder, who["user"], who["group"])
    data, log = folder / "data", folder / "log"

    def run(name: str, *arguments: str, check: bool = True) -> None:
        command = [str(tools / name), "-D", str(data), *arguments]
        quiet = {"cwd": folder, "stdout": subprocess.DEVNULL}
        subprocess.run(command, check=check, **quiet, **who)  # noqa: S603 - our own names

    try:
        run(
            "initdb",
            "--username=postgres",
            "--auth=trust",
            "--locale=C.UTF-8",
            "--locale-provider=icu",
            "--icu-locale=nl-NL",
            "--no-sync",
        )
        where = f"-h 127.0.0.1 -p {port} -c unix_socket_directories="
        run("pg_ctl", "start", "--wait", "--silent", "--log", str(log), "-o", f"{where} {options}")
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            run("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: Sequence[str]) -> int:
    """Run what follows ``--``; its exit code is ours."""
    if list(arguments) == ["--find"]:
        return sys.stdout.write(f"{binaries()}\n") and 0
    options = FAST
    if arguments and arguments[0] == "--durable":
        options, arguments = "", arguments[1:]
    if len(arguments) < 2 or arguments[0] != "--":
        sys.exit("Use: python tests/postgres.py -- COMMAND ...")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server(options) as address:
        settings = os.environ | {"DATABASE_URL": address}
        command = list(arguments[1:])
        return subprocess.run(command, env=settings).returncode  # noqa: S603 - its purpose


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
