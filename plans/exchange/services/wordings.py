"""The themes and activities of a document, with their parties, as rows."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError

from plans.models import (
    Activity,
    ActivityCoordinator,
    ActivityPartner,
    ActivityWording,
    Coordinator,
    Municipality,
    Partner,
    Plan,
    PlanVersion,
    SafetyTheme,
    Succession,
    Theme,
    ThemeWording,
)
from plans.rules.search import activity_texts, theme_texts
from plans.services.activities import free_key
from plans.services.parties import Parties

NO_END = {"kind": "", "reason": ""}


class Identities:
    """The themes and activities of a document, each the same one in all of its versions."""

    def __init__(self, plan: Plan, towns: dict[str, Municipality]):
        self.plan, self.towns = plan, towns
        self.activities: dict[str, Activity] = {}
        self.themes: dict[int, Theme] = {}

    def theme(self, number: int | None) -> Theme:
        """The theme with this identity; without one it is in no other version."""
        if number is None or number not in self.themes:
            made = Theme.objects.create(plan=self.plan)
            self.themes[number if number is not None else -len(self.themes) - 1] = made
            return made
        return self.themes[number]

    def activity(self, data: dict) -> Activity:
        """The activity with this key, made when there is none yet."""
        data.setdefault("key", free_key(data["title"], self.activities))
        if data["key"] not in self.activities:
            self.activities[data["key"]] = Activity.objects.create(
                plan=self.plan, key=data["key"], owner=self._owner(data.get("owner"))
            )
        return self.activities[data["key"]]

    def _owner(self, code: str | None) -> Municipality | None:
        if code is not None and code not in self.towns:
            raise ValidationError(f"themes: gemeente {code} hoort niet bij dit plan.")
        return self.towns[code] if code else None

    def link_predecessors(self, rows: Iterable[dict]) -> None:
        """Write which activity came out of which; all activities must be there."""
        trail = {
            (self._predecessor(told), self.activities[row["key"]])
            for row in rows
            for told in row.get("predecessors", [])
        }
        Succession.objects.bulk_create(
            Succession(predecessor=predecessor, successor=successor)
            for predecessor, successor in sorted(trail, key=lambda pair: (pair[1].pk, pair[0].pk))
        )

    def _predecessor(self, told: dict) -> Activity:
        if told["plan"] == self.plan.slug:
            found = self.activities.get(told["activity"])
        else:
            known = Activity.objects.filter(plan__slug=told["plan"], key=told["activity"])
            found = known.first()
        if found is None:
            raise ValidationError(
                f"themes: voorganger {told['activity']} van plan {told['plan']} is er niet; "
                "importeer dat plan eerst."
            )
        return found


class Makers:
    """Makes the texts of one version; what it names is looked up once."""

    def __init__(self, version: PlanVersion, identities: Identities, parties: Parties):
        self.version, self.plan = version, version.plan
        self.identities, self.parties = identities, parties
        self.themes: dict[str, ThemeWording] = {}
        self.position = 0
        newest = SafetyTheme.objects.order_by("field__edition", "number")
        self.safety_themes = {theme.number: theme for theme in newest}
        carried = ThemeWording.objects.live().filter(
            version__plan=self.plan.implements_id, version__is_current=True
        )
        self.carried = {wording.number: wording.theme_id for wording in carried}

    def texts(self, rows: list[dict]) -> None:
        """Make all themes, and then their activities, which may name any theme."""
        themes = [self.theme(row, order) for order, row in enumerate(rows)]
        for theme, row in zip(themes, rows, strict=True):
            for data in row["activities"]:
                self.activity(theme, data)

    def theme(self, row: dict, position: int) -> ThemeWording:
        """Make a theme."""
        texts = {name: row[name] for name in THEME_TEXTS if name in row}
        wording = ThemeWording.objects.create(
            theme=self.identities.theme(row.get("identity")),
            version=self.version,
            number=row["number"],
            title=row["title"],
            kind=row["kind"],
            position=position,
            carries_out_id=self._carried_out(row),
            searchable=theme_texts(
                row["number"],
                row["title"],
                row.get("description", ""),
                row.get("ambition", ""),
                row.get("outlines", []),
                row.get("related_policy", []),
            ),
            **texts,
            **_end(row),
        )
        if row.get("safety_themes"):
            wording.safety_themes.set(map(self._safety_theme, row["safety_themes"]))
        if wording.is_live:
            self.themes[wording.number] = wording
        return wording

    def _carried_out(self, row: dict) -> int | None:
        number = row.get("carries_out")
        if number is not None and number not in self.carried:
            raise ValidationError(
                f"themes: thema {row['number']} voert thema {number} uit, maar dat staat niet in "
                f"{self.plan.implements or 'een ander plan: implements ontbreekt'}."
            )
        return self.carried[number] if number is not None else None

    def _safety_theme(self, number: str) -> SafetyTheme:
        if number not in self.safety_themes:
            raise ValidationError(f"themes: {number} staat hier niet in Kernbeleid Veiligheid.")
        return self.safety_themes[number]

    def activity(self, theme: ThemeWording, data: dict) -> None:
        """Make an activity's wording with its parties."""
        activity = self.identities.activity(data)
        wording = _make_wording(theme, activity, data, position=self.position)
        self.position += 1
        _link_parties(wording, data, self.parties)
        if data.get("further_themes"):
            wording.further_themes.set(map(self._further_theme, data["further_themes"]))

    def _further_theme(self, number: str) -> ThemeWording:
        if number not in self.themes:
            raise ValidationError(f"themes: een activiteit dient thema {number}, dat er niet is.")
        return self.themes[number]


THEME_TEXTS = (
    "description",
    "ambition",
    "outlines",
    "related_policy",
    "content_unknown",
    "source_note",
)


def _end(row: dict) -> dict[str, str]:
    told = row.get("ended", NO_END)
    return {"end_kind": told["kind"], "end_reason": told["reason"]}


def _make_wording(
    theme: ThemeWording, activity: Activity, data: dict, *, position: int
) -> ActivityWording:
    planning = data.get("planning") or {}
    texts = (data.get("group") or "", data["subject"], data["title"], data.get("description", ""))
    return ActivityWording.objects.create(
        activity=activity,
        version=theme.version,
        theme=theme,
        position=position,
        subject=data["subject"],
        heading=data.get("group") or "",
        title=data["title"],
        description=data.get("description", ""),
        points=data["points"],
        scope=data.get("scope") or "",
        coordinator_text=data.get("coordinator_text", ""),
        coordinator_undecided=data.get("coordinator_undecided", False),
        planning_text=planning.get("text", ""),
        planning_start=_day(planning.get("start")),
        planning_end=_day(planning.get("end")),
        planning_open_ended=planning.get("open_ended", False),
        planning_continuous=planning.get("continuous", False),
        planning_condition=planning.get("condition", ""),
        source_note=data.get("source_note", ""),
        realised=data.get("realised", ""),
        searchable=activity_texts(*texts, data["points"], data.get("realised", "")),
        **_end(data),
    )


def _link_parties(wording: ActivityWording, data: dict, parties: Parties) -> None:
    remarks = data.get("partner_remarks", {})
    _refuse_twice(wording, map(parties.coordinator, data.get("coordinators", [])))
    _refuse_twice(wording, map(parties.partner, data.get("partners", [])))
    ActivityCoordinator.objects.bulk_create(
        ActivityCoordinator(wording=wording, coordinator=parties.coordinator(name), position=order)
        for order, name in enumerate(data.get("coordinators", []))
    )
    ActivityPartner.objects.bulk_create(
        ActivityPartner(
            wording=wording,
            partner=parties.partner(name),
            position=order,
            remark=remarks.get(name, ""),
        )
        for order, name in enumerate(data.get("partners", []))
    )


def _refuse_twice(wording: ActivityWording, found: Iterable[Coordinator | Partner]) -> None:
    """Two spellings of one party at one activity: the document must choose."""
    for party, times in Counter(found).items():
        if times > 1:
            raise ValidationError(f"themes: bij {wording.title} staat {party} {times} keer.")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
