"""Writing one activity in a version of a plan: adding it, and changing all that it says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.text import slugify

from plans.models import (
    PLANNING_FIELDS,
    Activity,
    ActivityWording,
    Municipality,
    PlanVersion,
    ThemeWording,
    User,
)
from plans.rules.choosing import Chosen
from plans.rules.search import folded
from plans.services.cells import make_cells
from plans.services.choosing import (
    coordinators_of,
    link_coordinators,
    link_partners,
    partners_of,
)
from plans.services.recording import record, subject_of
from plans.services.texts import text_changed
from plans.services.wordings import change_text, refuse_fixed, search_text, write

# What an activity says in fields of its own, in the order in which a form asks it.
FIELDS = (
    "heading",
    "subject",
    "title",
    "description",
    "points",
    "scope",
    "coordinator_undecided",
    *PLANNING_FIELDS,
    "realised",
    "source_note",
)
# What it says through other rows, with the words of the history for it.
LINKS = {
    "theme": "thema",
    "coordinators": "coördinatoren",
    "partners": "partners",
    "further_themes": "dient ook",
}


@dataclass(frozen=True, slots=True)
class Told:
    """All that an activity says; ``values`` by the name of the field."""

    values: Mapping[str, object]
    theme: ThemeWording
    coordinators: tuple[Chosen, ...] = ()
    partners: tuple[Chosen, ...] = ()
    further_themes: tuple[ThemeWording, ...] = ()

    def link(self, name: str) -> object:
        """What it says through other rows, as a reader of the history sees it."""
        if name == "theme":
            return str(self.theme)
        if name == "further_themes":
            return [str(theme) for theme in sorted(self.further_themes, key=_order)]
        return [chosen.line for chosen in getattr(self, name)]


def _order(theme: ThemeWording) -> tuple[int, int]:
    return theme.position, theme.pk


def told_by(wording: ActivityWording) -> Told:
    """All that an activity says now; in four queries."""
    return Told(
        {name: getattr(wording, name) for name in FIELDS},
        wording.theme,
        coordinators_of(wording),
        partners_of(wording),
        tuple(wording.further_themes.all()),
    )


def refuse_unwritable(user: User, version: PlanVersion, owner: int | None) -> None:
    """Raise when the user may not write this activity in this version; join it with its plan."""
    refuse_fixed(user, version, owner=owner)
    if version.is_adopted and not version.is_current:
        raise ValidationError(
            "Deze versie geldt niet meer en ligt vast. Wijzig de activiteit in de versie die geldt."
        )


def refuse_ended(wording: ActivityWording) -> None:
    """Raise when the activity is no longer part of its version."""
    if not wording.is_live:
        raise ValidationError("Deze activiteit is in deze versie beëindigd; de tekst ligt vast.")


@transaction.atomic
def add_activity(
    *, user: User, version: PlanVersion, told: Told, owner: Municipality | None = None
) -> ActivityWording:
    """Add an activity at the end of its theme, with its cells.

    With an ``owner`` it is only of that municipality. Raises ``PermissionDenied``, and
    ``ValidationError`` for a text that is fixed and for a title that stands there already.
    """
    refuse_unwritable(user, version, owner.pk if owner else None)
    text_changed(version.plan)  # first: who adds the same waits for the other here
    wording = make_activity(user=user, version=version, told=told, owner=owner)
    carry_into_concepts(user=user, wording=wording)
    return wording


def make_activity(
    *,
    user: User,
    version: PlanVersion,
    told: Told,
    owner: Municipality | None,
    after: ActivityWording | None = None,
) -> ActivityWording:
    """Make an activity with its cells and its text: behind another one, or last in its theme."""
    plan = version.plan
    taken = set(plan.activities.values_list("key", flat=True))
    key = free_key(str(told.values["title"]), taken)
    activity = Activity.objects.create(plan=plan, key=key, owner=owner)
    make_cells(plan=plan, activities=[activity], towns=[*plan.municipalities.all()])
    return put_into(user=user, version=version, activity=activity, told=told, after=after)


def free_key(title: str, taken: Collection[str]) -> str:
    """A key for an activity with this title that no other has; it never changes afterwards."""
    stem = slugify(title)[:90] or "activiteit"
    numbers = range(1, len(taken) + 2)
    keys = (f"{stem}-{number}" if number > 1 else stem for number in numbers)
    return next(key for key in keys if key not in taken)


def put_into(
    *,
    user: User,
    version: PlanVersion,
    activity: Activity,
    told: Told,
    after: ActivityWording | None = None,
) -> ActivityWording:
    """Give an activity its text in a version: behind another one, or else last in its theme."""
    _refuse_themes(version, {told.theme, *told.further_themes})
    _refuse_double(told)
    wording = ActivityWording(
        activity=activity,
        version=version,
        theme=told.theme,
        position=_make_room(after) if after else _last_place(told.theme),
        **told.values,
    )
    wording.searchable = search_text(wording)
    wording.full_clean()
    wording.save()
    _write_links(user, wording, told)
    text_changed(version.plan)
    record(user=user, of=subject_of(wording), changes=[("toegevoegd", "", str(wording))])
    return wording


def _refuse_double(told: Told) -> None:
    """A second press of the button, or a colleague who adds the same, must not make two."""
    there = told.theme.activities.live().values_list("subject", "title")
    wanted = (folded(str(told.values["subject"])), folded(str(told.values["title"])))
    if wanted in {(folded(subject), folded(title)) for subject, title in there}:
        raise ValidationError(
            f"Bij dit onderwerp staat al een activiteit “{told.values['title']}”. Misschien is zij "
            "net toegevoegd. Kies een andere titel als u een tweede bedoelt."
        )


def _refuse_themes(version: PlanVersion, themes: Collection[ThemeWording]) -> None:
    """A theme may have ended after it was chosen and before the plan was held for this writer."""
    there = set(version.themes.live().values_list("pk", flat=True))
    for theme in themes:
        if theme.pk not in there:
            raise ValidationError(
                f"Thema {theme.number} staat niet meer in deze versie. Kies een ander thema."
            )


def _last_place(theme: ThemeWording) -> int:
    last = theme.activities.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _make_room(after: ActivityWording) -> int:
    later = after.theme.activities.filter(position__gt=after.position)
    later.update(position=F("position") + 1)
    return after.position + 1


def _write_links(user: User, wording: ActivityWording, told: Told) -> None:
    link_coordinators(user=user, wording=wording, chosen=told.coordinators)
    link_partners(user=user, wording=wording, chosen=told.partners)
    wording.further_themes.set(told.further_themes)


@transaction.atomic
def change_activity(*, user: User, wording: ActivityWording, told: Told, revision: int) -> bool:
    """Let an activity say something else; ``revision`` is that of the text as the user saw it.

    Returns whether anything changed. Raises ``PermissionDenied``, ``ValidationError``, and
    ``StaleError`` when a colleague was first.
    """
    refuse_unwritable(user, wording.version, wording.activity.owner_id)
    refuse_ended(wording)
    changed = rewrite(user=user, wording=wording, told=told, revision=revision)
    carry_into_concepts(user=user, wording=wording)
    return changed


def rewrite(*, user: User, wording: ActivityWording, told: Told, revision: int) -> bool:
    """Write what differs, with its history; whether the user may is for the caller to ask."""
    before, subject = told_by(wording), subject_of(wording)
    _refuse_themes(
        wording.version,
        {told.theme, *told.further_themes} - {before.theme, *before.further_themes},
    )
    is_changed = change_text(user=user, text=wording, values=told.values, revision=revision)
    links = [(label, before.link(name), told.link(name)) for name, label in LINKS.items()]
    if all(old == new for _label, old, new in links):
        return is_changed
    moved: list[str] = []
    if wording.theme != told.theme:
        wording.position, wording.theme = _last_place(told.theme), told.theme
        moved = ["theme", "position"]
    write(wording, moved, revision + is_changed)
    _write_links(user, wording, told)
    record(user=user, of=subject, changes=links)
    return True


def carry_into_concepts(*, user: User, wording: ActivityWording) -> None:
    """Bring an own activity of the version that holds into the concept that is to replace it.

    A municipality may write for itself while the planbeheerder adjusts the plan; without this the
    adjusted plan would forget it. A theme that ended there takes no activity any more.
    """
    if not wording.version.is_adopted:
        return
    concepts = PlanVersion.objects.filter(
        plan=wording.version.plan_id, number__gt=wording.version.number, adopted_on=None
    )
    for version in concepts.select_related("plan__group"):
        told = _in_version(told_by(wording), version)
        if told is not None:
            _carry(user, wording, version, told)


def _in_version(told: Told, version: PlanVersion) -> Told | None:
    """The same text with the themes of another version; None when its theme is not there."""
    there = {theme.theme_id: theme for theme in version.themes.all() if theme.is_live}
    if told.theme.theme_id not in there:
        return None
    further = (there.get(theme.theme_id) for theme in told.further_themes)
    return Told(
        told.values,
        there[told.theme.theme_id],
        told.coordinators,
        told.partners,
        tuple(theme for theme in further if theme is not None),
    )


def _carry(user: User, wording: ActivityWording, version: PlanVersion, told: Told) -> None:
    copies = version.wordings.live().filter(activity=wording.activity_id)
    copy = copies.select_related("activity", "theme", "version__plan").first()
    if copy is not None:
        rewrite(user=user, wording=copy, told=told, revision=copy.revision)
    elif wording.is_live:
        put_into(user=user, version=version, activity=wording.activity, told=told)
    if copy is not None and not wording.is_live:
        leave(user=user, wording=copy, kind=wording.end_kind, reason=wording.end_reason)


def leave(
    *, user: User, wording: ActivityWording, kind: str, reason: str, revision: int | None = None
) -> None:
    """Let an activity end in its version; the text stays readable."""
    wording.end_kind, wording.end_reason = kind, reason
    told_revision = wording.revision if revision is None else revision
    write(wording, ["end_kind", "end_reason"], told_revision)
    record(user=user, of=subject_of(wording), changes=[("einde", "", f"{kind}: {reason}")])
