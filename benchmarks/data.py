"""Two plans of known size, and somebody to look at them."""

import random

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from plans.exchange.rules import printed
from plans.exchange.services import import_plan
from plans.models import Membership, Municipality, User
from plans.rules.permissions import Role

TOWNS = ["Eijsden", "Gulpen", "Meerssen", "Vaals", "Valkenburg"]
WORDS = ["overlast", "toezicht", "controle", "gemeente", "wijk", "jeugd", "horeca", "brand"]
WORDS += ["evenement", "aanpak", "overleg", "partner", "politie", "bewoners", "ondernemers"]
WORDS += ["signaal", "voorlichting", "handhaving", "capaciteit", "afspraak", "dossier", "melding"]
WORDS += ["regionaal", "lokaal", "jaarlijks", "monitor", "samenwerking", "maatregel", "advies"]
STATUSES = ["rood", "geel", "groen", "grijs", "nvt", None]


def make_plan(slug: str, rows: int) -> None:
    """A plan with this many activities at five municipalities, the same each time."""
    chance = random.Random(slug)  # noqa: S311 - no secret, the same text each time  # nosec B311
    themes = [
        {
            "number": f"{number}",
            "title": text(chance, 4),
            "kind": "prioriteit",
            "activities": [_activity(chance, row) for row in range(number, rows, 13)],
        }
        for number in range(13)
    ]
    import_plan(text=printed({"schema": 1, "plan": _plan(slug), "themes": themes}))


def _plan(slug: str) -> dict:
    return {
        "slug": slug,
        "title": f"Uitvoeringsplan {slug}",
        "kind": "uvp",
        "period": {"start": "2024-01-01", "end": "2027-12-31"},
        "group": {"slug": "bench", "name": "Bench"},
        "municipalities": [
            {"code": f"GM900{number}", "name": name, "short": name[:3]}
            for number, name in enumerate(TOWNS)
        ],
    }


def _activity(chance: random.Random, row: int) -> dict:
    return {
        "key": f"activiteit-{row}",
        "subject": text(chance, 3),
        "title": text(chance, 6),
        "points": [text(chance, 12) for _point in range(2)],
        "coordinators": chance.sample(WORDS[:12], 1),
        "partners": chance.sample(WORDS, 4),
        "planning": {
            "text": "2024 e.v.",
            "start": "2024-01-01",
            "end": None,
            "open_ended": True,
            "continuous": False,
        },
        "statuses": {
            f"GM900{number}": {"status": chance.choice(STATUSES), "target": "groen"}
            for number in range(len(TOWNS))
        },
    }


def text(chance: random.Random, words: int) -> str:
    """As many words, of the same kind as those of a plan."""
    return " ".join(chance.choices(WORDS, k=words)).capitalize()


def log_in() -> str:
    """The session cookie of an OOV-medewerker of the first municipality."""
    user = User.objects.create_user("bench@example.org", None, name="Bench")
    town = Municipality.objects.get(code="GM9000")
    held = Membership.objects.create(user=user, role=Role.OOV, municipality=town)
    User.objects.filter(pk=user.pk).update(active_membership=held)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "plans.backends.MembershipBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
