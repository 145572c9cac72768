"""Reading a document into the database: whole, or not at all."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from config.common import audit
from plans.exchange import rules
from plans.exchange.selectors import document_of
from plans.exchange.services.changes import make_text_changes
from plans.exchange.services.history import make_entries
from plans.exchange.services.texts import make_plan, make_version
from plans.exchange.services.wordings import Identities, Makers
from plans.models import Abbreviation, Municipality, Plan, PlanVersion, User
from plans.models.people import actor_of
from plans.rules import permissions
from plans.services.cells import make_cells
from plans.services.parties import Parties
from plans.services.statuses import newest_entry_of


def import_plan(*, text: str | bytes, user: User | None = None) -> PlanVersion:
    """Read a plan with its statuses and history; an exported document twice changes nothing.

    Without a user it is the shell that imports. Raises ``ValidationError`` with a sentence for
    each mistake, ``PermissionDenied`` when the plan is not of the user's own municipality.
    """
    try:
        document = rules.parse(text)
    except rules.DocumentError as error:
        raise ValidationError(error.sentences) from error
    _refuse_future(document)
    _refuse_fiction(document)
    try:
        with transaction.atomic():
            _refuse_forbidden(document, user)
            version = _existing(document) or _create(document, user)
    except IntegrityError as error:
        sentence = "Iemand anders importeert nu ook; er is niets gewijzigd. Probeer het opnieuw."
        raise ValidationError(sentence) from error
    audit.record("plan importeren", of=version.plan.slug, actor=user)
    return version


def _refuse_future(document: dict) -> None:
    today = timezone.localdate().isoformat()
    late = [
        f"entries[{row}].valid_from: deze dag ligt in de toekomst."
        for row, entry in enumerate(document.get("entries", []))
        if entry["valid_from"] > today
    ]
    if late:
        raise ValidationError(late)


def _refuse_fiction(document: dict) -> None:
    """Fictitious data never comes into production."""
    is_marked = document.get("fictional") or rules.has_fiction(document)
    if is_marked and not settings.DEMONSTRATION_ALLOWED:
        raise ValidationError("Dit bestand bevat fictieve demogegevens; die horen hier niet.")


def _refuse_forbidden(document: dict, user: User | None) -> None:
    if user is None or user.is_superuser:
        return
    codes = [town["code"] for town in document["plan"]["municipalities"]]
    known = set(Municipality.objects.filter(code__in=codes).values_list("pk", flat=True))
    owned_by_group = bool(document["plan"].get("group"))
    allowed = permissions.may_import(actor_of(user), known)
    if not allowed or owned_by_group or len(known) != len(codes):
        raise PermissionDenied("U kunt alleen een plan van uw eigen gemeente importeren.")


def _existing(document: dict) -> PlanVersion | None:
    """The plan when it is there already and the same; raises when it is there and differs."""
    slug = document["plan"]["slug"]
    versions = PlanVersion.objects.filter(plan__slug=slug).current().select_related("plan__group")
    version = versions.first()
    if version is None:
        return None
    if rules.printed(document_of(version)) != rules.printed(document):
        raise ValidationError(
            f"Het plan {slug} bestaat al en is anders dan dit bestand. Er is niets gewijzigd."
        )
    return version


def _create(document: dict, user: User | None) -> PlanVersion:
    plan, towns = make_plan(document["plan"])
    version = make_version(plan, document["plan"], is_current=True)
    Abbreviation.objects.bulk_create(
        Abbreviation(plan=plan, position=position, **row)
        for position, row in enumerate(document.get("abbreviations", []))
    )
    identities = _make_texts(version, document, towns)
    made = make_cells(plan=plan, activities=identities.activities.values(), towns=towns.values())
    cells = {
        (cell.activity.key, cell.municipality and cell.municipality.code): cell for cell in made
    }
    make_entries(document, cells, user)
    make_text_changes(document, identities)
    fiction = rules.has_fiction(document)
    Plan.objects.filter(pk=plan.pk).update(
        newest_entry_on=newest_entry_of(plan), has_fiction=fiction
    )
    return version


def _make_texts(version: PlanVersion, document: dict, towns: dict[str, Municipality]) -> Identities:
    """Make the texts of this version and of all others in the document."""
    identities = Identities(version.plan, towns)
    parties = Parties(document, version.plan)
    Makers(version, identities, parties).texts(document["themes"])
    for row in document.get("versions", []):
        other = make_version(version.plan, row, is_current=False)
        Makers(other, identities, parties).texts(row["themes"])
    identities.link_predecessors(activity for _place, activity in rules.all_activities(document))
    return identities
