"""The one place where the environment is read."""

from pathlib import Path

import environ
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()


def database() -> dict:
    """The default database, from ``DATABASE_URL`` (SQLite in the project's folder when unset)."""
    settings = env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
    return settings | (_sqlite() if "sqlite" in settings["ENGINE"] else _postgres())


def _sqlite() -> dict:
    # Immediate transactions and a write-ahead log: two writers wait instead of failing.
    return {
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA recursive_triggers=ON;",
        }
    }


def _postgres() -> dict:
    return {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


def openid_connect() -> list[dict]:
    """The municipality's identity provider for allauth, empty when none is set."""
    server = env.str("OIDC_SERVER_URL", default="")
    if not server:
        return []
    return [
        {
            "provider_id": "gemeente",
            "name": env.str("OIDC_NAME", default="Gemeentelijk account"),
            "client_id": env.str("OIDC_CLIENT_ID"),
            "secret": env.str("OIDC_CLIENT_SECRET"),
            "settings": {
                "server_url": server,
                # Some providers, Entra ID among them, never say that an address was verified.
                "verified_email": env.bool("OIDC_EMAIL_IS_VERIFIED", default=False),
            },
        }
    ]


def kept_secret_key() -> str:
    """A random key, made once for this folder, so that no secret stands in the repository."""
    file = BASE_DIR / ".secret-key"
    if not file.exists():
        file.write_text(get_random_secret_key())
        file.chmod(0o600)
    return file.read_text()
