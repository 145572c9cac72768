"""The history of the texts of a document, as rows."""

from datetime import datetime

from plans.exchange.services.history import actors_of
from plans.exchange.services.wordings import Identities
from plans.models import ImportedActor, PlanVersion, TextChange
from plans.rules.search import searchable


def make_text_changes(document: dict, identities: Identities) -> None:
    """Make the history of the texts, as imported from whoever wrote it."""
    rows = document.get("text_changes", [])
    actors = actors_of(row["actor"] for row in rows)
    versions = {version.number: version for version in identities.plan.versions.all()}
    TextChange.objects.bulk_create(_change(row, identities, versions, actors) for row in rows)


def _change(
    row: dict,
    identities: Identities,
    versions: dict[int, PlanVersion],
    actors: dict[str, ImportedActor],
) -> TextChange:
    return TextChange(
        plan=identities.plan,
        version=versions[row["version"]] if "version" in row else None,
        part=row["part"],
        theme=identities.themes[row["theme"]] if "theme" in row else None,
        activity=identities.activities[row["activity"]] if "activity" in row else None,
        name=row["name"],
        field=row["field"],
        before=row["before"],
        after=row["after"],
        imported_actor=actors[row["actor"]],
        at=datetime.fromisoformat(row["at"]),
        is_fictional=row.get("fictional", False),
        searchable=searchable(row["name"], row["field"], row["before"], row["after"]),
    )
