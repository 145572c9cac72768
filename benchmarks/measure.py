"""Asking a server on loopback, many times, and taking medians."""

import gzip
import http.client
from dataclasses import dataclass
from statistics import median
from time import perf_counter

ROUNDS = 60
WARM_UP = 5


@dataclass(frozen=True, slots=True)
class Ask:
    """One request that is measured, with the status that it must get."""

    name: str
    path: str
    headers: dict
    status: int = 200
    body: str = ""


def ask(connection: http.client.HTTPConnection, what: Ask) -> tuple[float, bytes, dict]:
    """Seconds, body and headers of one request; fails on another status."""
    start = perf_counter()
    method = "POST" if what.body else "GET"
    connection.request(method, what.path, what.body or None, what.headers)
    answer = connection.getresponse()
    body = answer.read()
    seconds = perf_counter() - start
    if answer.status != what.status:
        raise RuntimeError(f"{what.path}: {answer.status}, expected {what.status}")
    return seconds, body, dict(answer.getheaders())


def medians(port: int, *asks: Ask) -> list[float]:
    """The median seconds of each request, asked in turns so that all meet the same machine."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times: list[list[float]] = [[] for _each in asks]
    for round_number in range(WARM_UP + ROUNDS):
        for place, what in enumerate(asks):
            seconds, _body, _headers = ask(connection, what)
            if round_number >= WARM_UP:
                times[place].append(seconds)
    connection.close()
    return [median(each) for each in times]


def zipped(body: bytes) -> int:
    """Bytes after gzip as a proxy sends it."""
    return len(gzip.compress(body, 6))
