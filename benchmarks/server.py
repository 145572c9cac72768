"""The site and its floor in one WSGI application, so that both run in the same gunicorn."""

import os

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
UPDATE = "UPDATE plans_cell SET revision = revision + 1 WHERE id = %s"
_connections: list = []


def _connection():
    if not _connections:
        _connections.append(psycopg2.connect(os.environ["DATABASE_URL"]))
    return _connections[0]


def _page(slug: str, size: int) -> bytes:
    """One query, strings joined to as many bytes as the real page has."""
    with _connection() as connection, connection.cursor() as cursor:
        cursor.execute(QUERY, [slug])
        text = "".join(ROW.format(*row) for row in cursor.fetchall())
    return (text * (size // len(text) + 1))[:size].encode()


def _update(cell: int) -> bytes:
    """One UPDATE and its commit."""
    with _connection() as connection, connection.cursor() as cursor:
        cursor.execute(UPDATE, [cell])
    return b"ok"


def application(environ, start_response):
    """``/floor/SLUG/BYTES`` and ``/update/CELL`` are the floor; the rest is the site."""
    part, *arguments = environ["PATH_INFO"].strip("/").split("/")
    if part == "floor":
        body = _page(arguments[0], int(arguments[1]))
    elif part == "update":
        body = _update(int(arguments[0]))
    else:
        return site(environ, start_response)
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]
