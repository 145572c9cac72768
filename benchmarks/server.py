"""The site and its floor in one WSGI application, so that both run in the same gunicorn."""

import os
import sqlite3

import psycopg2

from config.wsgi import application as site

QUERY = """
    SELECT w.subject, w.title, w.planning_text, c.municipality_id, c.status, c.level, c.target
    FROM plans_cell c
    JOIN plans_activity a ON a.id = c.activity_id
    JOIN plans_activitywording w ON w.activity_id = a.id
    JOIN plans_plan p ON p.id = a.plan_id
    WHERE p.slug = %s ORDER BY w.position
"""
ROW = "<tr><th>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>"
# The page first, and the status of a municipality only for its rows.
LIST = """
    SELECT r.title, r.subject, r.number, r.theme, r.plan, r.planning_text, c.status
    FROM (
        SELECT w.activity_id, w.title, w.subject, t.number, t.title AS theme, p.title AS plan,
            w.planning_text
        FROM plans_activitywording w
        JOIN plans_themewording t ON t.id = w.theme_id
        JOIN plans_planversion v ON v.id = w.version_id
        JOIN plans_plan p ON p.id = v.plan_id
        WHERE v.is_current AND w.end_kind = ''
        ORDER BY p.starts_on DESC, p.searchable, v.id, t.position, w.position, w.id LIMIT 50
    ) r
    JOIN plans_cell c ON c.activity_id = r.activity_id
    JOIN plans_municipality m ON m.id = c.municipality_id
    WHERE m.code = %s
"""
UPDATE = "UPDATE plans_cell SET revision = revision + 1 WHERE id = %s"
PAGES = {"floor": QUERY, "list": LIST}
_connections: list = []


def _run(sql: str, argument: object) -> list[tuple]:
    """One statement on a bare connection, and its commit."""
    address = os.environ["DATABASE_URL"]
    is_file = address.startswith("sqlite:///")
    if not _connections:
        path = address.removeprefix("sqlite:///")
        _connections.append(sqlite3.connect(path) if is_file else psycopg2.connect(address))
    with _connections[0] as connection:
        cursor = connection.cursor()
        cursor.execute(sql.replace("%s", "?") if is_file else sql, [argument])
        return cursor.fetchall() if cursor.description else []


def _page(sql: str, argument: str, size: int) -> bytes:
    """One query, strings joined to as many bytes as the real page has."""
    text = "".join(ROW.format(*row) for row in _run(sql, argument))
    return (text * (size // len(text) + 1))[:size].encode()


def application(environ, start_response):
    """``/floor/SLUG/BYTES``, ``/list/TOWN/BYTES`` and ``/update/CELL`` are the floor."""
    part, *arguments = environ["PATH_INFO"].strip("/").split("/")
    if part in PAGES:
        body = _page(PAGES[part], arguments[0], int(arguments[1]))
    elif part == "update":
        _run(UPDATE, int(arguments[0]))
        body = b"ok"
    else:
        return site(environ, start_response)
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]
