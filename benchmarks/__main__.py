"""``python -m benchmarks``: needs ``DATABASE_URL`` of an empty database, PostgreSQL or SQLite."""

import http.client
import os
import secrets
import socket
import subprocess  # starts the server that is measured  # nosec B404
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "127.0.0.1",
    "BEHIND_PROXY": "yes",
    "REQUIRE_SECOND_FACTOR": "no",
}
LONGEST_START = 30
MANY = 10_000
# The first page is what people open; the others tell what a choice costs.
LISTS = {
    "first page": "",
    "sorted by title": "sorteer=title",
    "sorted by stand": "sorteer=stand",
    "words and a status": "q=overlast+wijk&status=rood",
    "page 100": "bladzijde=100",
}

SEARCHES = ("papegaaiduiker", "overlast", "overlast+wijk+jeugd")


def main() -> None:
    """Make the data, start the server, ask, print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(ENVIRONMENT, STATIC_ROOT=folder)
        key = _prepare()
        with _server() as port:
            _report(port, key, Path(folder))


def _prepare() -> str:
    import django  # noqa: PLC0415 - the environment must be set first
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from benchmarks import data  # noqa: PLC0415

    data.make_plan("p125", 125)
    data.make_plan("p1000", 1000)
    return data.log_in()


@contextmanager
def _server():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "benchmarks.server", "--workers", "1"]
    command += ["--bind", f"127.0.0.1:{port}", "--keep-alive", "60", "--worker-class", "gthread"]
    server = subprocess.Popen([*command, "--threads", "1"], stderr=subprocess.DEVNULL)  # noqa: S603  # nosec B603
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def _wait(port: int) -> None:
    end = monotonic() + LONGEST_START
    while monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            continue
        return
    raise RuntimeError("The server did not start.")


def _report(port: int, key: str, static: Path) -> None:
    from benchmarks.measure import Ask, ask, medians, zipped  # noqa: PLC0415
    from plans.models import Cell  # noqa: PLC0415

    headers = {"Cookie": f"sessionid={key}", "X-Forwarded-Proto": "https"}
    print(f"{'what':44} {'ms':>7} {'floor':>7} {'ratio':>6} {'bound':>6}")  # noqa: T201
    connection = http.client.HTTPConnection("127.0.0.1", port)
    sizes = {}
    for slug, bound in (("p125", 4), ("p1000", 3)):
        page = Ask("matrix", f"/plannen/{slug}/matrix/", headers)
        _seconds, body, told = ask(connection, page)
        sizes[slug] = zipped(body)
        floor = Ask("floor", f"/floor/{slug}/{len(body)}", {})
        same = Ask("304", page.path, headers | {"If-None-Match": told["ETag"]}, 304)
        found, cost, unchanged = medians(port, page, floor, same)
        _line(f"matrix {slug}", found, cost, bound)
        _line(f"matrix {slug}, unchanged (304)", unchanged, cost, 1.5)
    cell = Cell.objects.filter(activity__plan__slug="p125", municipality__code="GM9000").first()
    _report_saving(port, headers, cell)
    _report_list(port, headers)
    assets = [file.read_bytes() for file in static.rglob("*.*") if _is_ours(file)]
    print(f"matrix of 125 rows, gzipped: {sizes['p125'] / 1024:.1f} KB (bound 25)")  # noqa: T201
    print(f"all CSS and JavaScript, gzipped: {sum(map(zipped, assets)) / 1024:.1f} KB (bound 40)")  # noqa: T201


def _report_list(port: int, headers: dict) -> None:
    from benchmarks.many import make_activities  # noqa: PLC0415
    from benchmarks.measure import Ask, ask, medians  # noqa: PLC0415

    make_activities(plans=10, each=MANY // 10)
    for name, query in LISTS.items():
        page = Ask(name, f"/activiteiten/?{query}", headers)
        _seconds, body, _told = ask(http.client.HTTPConnection("127.0.0.1", port), page)
        floor = Ask("floor", f"/list/GM9000/{len(body)}", {})
        found, cost = medians(port, page, floor)
        _line(f"{MANY} activities, {name}", found, cost, 5 if not query else "-")
        if not query:
            floor_of_page = floor
    for words in SEARCHES:
        page = Ask(words, f"/zoeken/?q={words}", headers)
        found, cost = medians(port, page, floor_of_page)
        _line(f"search in {MANY} activities, {words}", found, cost, "-")


def _is_ours(file: Path) -> bool:
    """Whether a visitor of ours ever fetches this file: hashed by the build, and used by a page."""
    is_hashed = len(file.name.split(".")) > 2 and file.suffix in {".css", ".js"}
    is_htmx = file.parts[-2] == "django_htmx" and file.name.startswith("htmx.min.")
    is_own = file.parts[-2] in {"css", "js"} and "admin" not in file.parts
    return is_hashed and (is_own or is_htmx)


def _report_saving(port: int, headers: dict, cell) -> None:
    from benchmarks.saving import request_seconds, service_seconds  # noqa: PLC0415

    service, update = service_seconds(cell)
    _line("save a cell with its history (service)", service, update, 4)
    request, bare = request_seconds(port, headers, cell)
    _line("save a cell, the whole request", request, bare, "-")


def _line(name: str, seconds: float, floor: float, bound: float | str) -> None:
    print(  # noqa: T201
        f"{name:44} {seconds * 1000:7.2f} {floor * 1000:7.2f} {seconds / floor:6.2f} {bound:6}"
    )


if __name__ == "__main__":
    main()
