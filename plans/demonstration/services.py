"""Loading and removing the fictitious demonstration set."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time
from itertools import count

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import transaction
from django.utils import timezone

from plans.exchange.rules import printed
from plans.exchange.services import import_plan
from plans.models import (
    Cell,
    Entry,
    Group,
    ImportedActor,
    Membership,
    Municipality,
    Plan,
    PlanVersion,
    TextChange,
    User,
)
from plans.rules.status import stand_on
from plans.services.statuses import newest_entry_of
from plans.services.texts import text_changed

PLANS = settings.BASE_DIR / "fixtures" / "plans"
FICTION = settings.BASE_DIR / "fixtures" / "demonstration"


def is_empty() -> bool:
    """Whether nobody has put anything into this database yet."""
    return not any(model.objects.exists() for model in (User, Plan, Municipality, Group))


def accounts() -> dict:
    """The demonstration accounts with their password, as the file has them."""
    return json.loads((FICTION / "accounts.json").read_text("utf-8"))


@transaction.atomic
def load_demonstration() -> None:
    """Load the real plans with fictitious statuses on top, and an account for each role.

    Raises ``ValidationError`` with production settings and in a database that is not empty.
    """
    if not settings.DEMONSTRATION_ALLOWED:
        raise ValidationError("Demonstratiegegevens horen niet in een productieomgeving.")
    if not is_empty():
        raise ValidationError("Demonstratiegegevens gaan alleen in een lege database.")
    for file in sorted(PLANS.glob("*.json")):
        import_plan(text=printed(_with_fiction(json.loads(file.read_text("utf-8")))))
    told = accounts()
    for account in told["accounts"]:
        _make_account(account, told["password"])


def _with_fiction(document: dict) -> dict:
    """A plan's document with its fictitious adoption and history, where the set has these."""
    file = FICTION / f"{document['plan']['slug']}.json"
    if not file.exists():
        return document
    fiction = json.loads(file.read_text("utf-8"))
    document["plan"]["adopted"] = fiction["adopted"]
    for _theme, activity in _activities(document):
        activity.pop("statuses", None)
        activity.pop("group_status", None)
    numbers = count(len(document["entries"]) + 1)
    entries = (entry for cell in fiction["cells"] for entry in _entries(cell, fiction))
    document["entries"] += [
        {"number": next(numbers)} | entry
        for entry in sorted(
            entries,
            key=lambda entry: (entry["recorded_at"], entry["activity"], str(entry["municipality"])),
        )
    ]
    return document


def _activities(document: dict) -> Iterator[tuple[dict, dict]]:
    for theme in document["themes"]:
        for activity in theme["activities"]:
            yield theme, activity


def _entries(cell: dict, fiction: dict) -> Iterator[dict]:
    """The entries of one cell: its streefstatus before the adoption, then its path."""
    planner = fiction["actors"]["groep"]
    actor = fiction["actors"][cell["municipality"]] if cell["municipality"] else planner
    shared = {"activity": cell["activity"], "municipality": cell["municipality"], "fictional": True}
    if cell.get("target"):
        day = "2020-11-30"
        yield shared | _act(day, planner) | {"target": cell["target"]}
    for day, status, *words in cell["path"]:
        note, reason = [*words, None, None][:2]
        yield shared | _act(day, actor) | {"status": status, "note": note, "reason": reason}


def _act(day: str, actor: str) -> dict:
    moment = datetime.combine(datetime.fromisoformat(day), time(9), tzinfo=UTC)
    return {"valid_from": day, "recorded_at": moment.isoformat(), "actor": actor}


def _make_account(account: dict, password: str) -> None:
    """Make an account with its roles; not one whose places are all without a plan here."""
    roles = [(role, found) for role, code in account["roles"] if (found := _place(code))]
    if account["roles"] and not roles:
        return
    make = User.objects.create_superuser if account.get("superuser") else User.objects.create_user
    user = make(account["email"], password, name=account["name"], is_fictional=True)
    for role, place in roles:
        held = Membership.objects.create(user=user, role=role, **place)
        user.active_membership = user.active_membership or held
    user.save(update_fields=["active_membership"])


def _place(code: str) -> dict[str, Municipality | Group] | None:
    """The municipality of this code or the group of this name, if it is here."""
    if town := Municipality.objects.filter(code=code).first():
        return {"municipality": town}
    group = Group.objects.filter(slug=code).first()
    return {"group": group} if group else None


@transaction.atomic
def remove_demonstration() -> dict[str, int]:
    """Remove everything that carries the fictitious mark; returns how many of what went.

    What people wrote with real accounts stays, and so do the real plans.
    """
    entries = Entry.objects.filter(is_fictional=True)
    withdrawals, _each = entries.filter(cancels__isnull=False).delete()
    acts, _each = entries.delete()
    ImportedActor.objects.filter(entries__isnull=True).delete()
    for cell in Cell.objects.filter(is_fictional=True).prefetch_related("entries"):
        cell.take(stand_on((entry.fact for entry in cell.entries.all()), None))
        cell.is_fictional = False
        cell.revision += 1
        cell.save()
    # A plan that was never adopted is not public; nor does it become so by a real adoption later.
    Plan.objects.filter(versions__adoption_is_fictional=True).update(
        published_at=None, published_with_statuses=False
    )
    adoptions = _remove_adoptions()
    _reopen()
    TextChange.objects.filter(is_fictional=True).delete()
    for plan in Plan.objects.filter(has_fiction=True):
        Plan.objects.filter(pk=plan.pk).update(
            has_fiction=False,
            newest_entry_on=newest_entry_of(plan),
            statuses_changed_at=timezone.now(),
        )
        text_changed(plan)
    return {
        "statussen": withdrawals + acts,
        "vaststellingen": adoptions,
        "accounts": _remove_accounts(),
    }


def _remove_adoptions() -> int:
    """Take fictitious adoptions back; then the newest real version holds, or else the first."""
    fictional = PlanVersion.objects.filter(adoption_is_fictional=True)
    plans = set(fictional.values_list("plan", flat=True))
    number = fictional.update(
        adopted_on=None,
        adopted_by="",
        decision="",
        adopted_at=None,
        adoption_is_fictional=False,
    )
    for plan in plans:
        versions = PlanVersion.objects.filter(plan=plan)
        adopted = versions.filter(adopted_on__isnull=False).order_by("-number").first()
        holding = adopted or versions.order_by("number").first()
        # In this order: only one version may hold at any moment.
        versions.exclude(pk=holding.pk).update(is_current=False)
        versions.filter(pk=holding.pk).update(is_current=True)
    return number


def _reopen() -> None:
    """Open the plans again that a demonstration account closed."""
    closings = TextChange.objects.filter(is_fictional=True, field=TextChange.CLOSED)
    Plan.objects.filter(pk__in=closings.values("plan")).update(closed_on=None)


def _remove_accounts() -> int:
    people = User.objects.filter(is_fictional=True)
    roles = Membership.objects.filter(user__in=people)
    User.objects.filter(active_membership__in=roles).update(active_membership=None)
    for field in ("granted_by", "ended_by"):
        Membership.objects.filter(**{f"{field}__in": people}).update(**{field: None})
    roles.delete()
    number = people.count()
    people.delete()
    return number


def refuse_demonstration() -> None:
    """Stop a production site from starting while demonstration accounts exist.

    Raises ``ImproperlyConfigured`` with what to do about it.
    """
    if settings.DEMONSTRATION_ALLOWED:
        return
    if User.objects.filter(is_fictional=True).exists():
        raise ImproperlyConfigured(
            "Deze database bevat demonstratieaccounts met een bekend wachtwoord. Verwijder ze "
            "eerst met: manage.py remove_demonstration"
        )
