"""What saving a cell costs, next to a bare UPDATE on the same connection or server."""

import http.client
from datetime import date
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

from benchmarks.measure import ROUNDS, WARM_UP, Ask, ask, medians
from plans.models import ActivityWording, Cell, User
from plans.services.statuses import Change, change_cell

DAY = date(2026, 1, 15)
COLOURS = ["geel", "groen"]


def service_seconds(cell: Cell) -> tuple[float, float]:
    """Median seconds of saving through the service, and of a bare UPDATE, in turns."""
    user = User.objects.with_active_role().get(email="bench@example.org")
    wordings = ActivityWording.objects.select_related("version__plan")
    cells = Cell.objects.filter(activity__plan=cell.activity.plan, municipality=cell.municipality)
    saves, updates = [], []
    for turn, fresh in enumerate(cells[: ROUNDS + WARM_UP]):
        wording = wordings.get(activity=fresh.activity_id)
        change = Change(fresh.revision, DAY, COLOURS[turn % 2], note="x", reason="anders")
        start = perf_counter()
        change_cell(user=user, cell=fresh, wording=wording, change=change)
        saves.append(perf_counter() - start)
        start = perf_counter()
        Cell.objects.filter(pk=cell.pk).update(note="x")
        updates.append(perf_counter() - start)
    return median(saves[WARM_UP:]), median(updates[WARM_UP:])


def request_seconds(port: int, headers: dict, cell: Cell) -> tuple[float, float]:
    """Median seconds of the dialog's request, and of a bare WSGI page with one UPDATE."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    path = f"/plannen/p125/cel/{cell.activity.key}/GM9000/"
    token = "a" * 32
    headers = headers | {
        "Cookie": f"{headers['Cookie']}; csrftoken={token}",
        "X-CSRFToken": token,
        "HX-Request": "true",
        "Referer": f"https://127.0.0.1:{port}/",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    revision = Cell.objects.get(pk=cell.pk).revision
    times = []
    for turn in range(ROUNDS + WARM_UP):
        fields = {
            "status": COLOURS[turn % 2],
            "level": "lokaal",
            "valid_from": DAY.isoformat(),
            "revision": revision + turn,
            "note": "x",
            "reason": "anders",
        }
        seconds, _body, _told = ask(connection, Ask("save", path, headers, 200, urlencode(fields)))
        times.append(seconds)
    (floor,) = medians(port, Ask("update", f"/update/{cell.pk}", {}))
    return median(times[WARM_UP:]), floor
