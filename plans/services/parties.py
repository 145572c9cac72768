"""Coordinators and partners: found by name or alias, made when they are new."""

from typing import Any

from django.core.exceptions import ValidationError

from plans.models import (
    Coordinator,
    CoordinatorAlias,
    Municipality,
    Partner,
    PartnerAlias,
    Plan,
)
from plans.rules.search import searchable


def remember_spellings(party: Coordinator | Partner) -> None:
    """Bring up to date under which spellings a party is found."""
    names = party.aliases.values_list("name", flat=True)
    party.searchable = searchable(party.name, *sorted(names))
    party.save(update_fields=["searchable"])


class Parties:
    """The parties of a document, each looked up once."""

    def __init__(self, document: dict, plan: Plan):
        self._plan = plan
        self._coordinators = {row.name: row for row in Coordinator.objects.all()}
        self._coordinators |= {
            alias.name: alias.coordinator
            for alias in CoordinatorAlias.objects.select_related("coordinator")
        }
        self._partners = {row.name: row for row in Partner.objects.all()}
        self._partners |= {
            alias.name: alias.partner for alias in PartnerAlias.objects.select_related("partner")
        }
        for row in document.get("coordinators", []):
            self._describe_coordinator(row)
        for row in document.get("partners", []):
            self._add_aliases(self.partner(row["name"]), row, PartnerAlias, self._partners)

    def coordinator(self, name: str) -> Coordinator:
        """The coordinator with this name or alias, made when there is none."""
        if name not in self._coordinators:
            made = Coordinator.objects.create(name=name, searchable=searchable(name))
            self._coordinators[name] = made
        return self._coordinators[name]

    def partner(self, name: str) -> Partner:
        """The partner with this name or alias, made when there is none."""
        if name not in self._partners:
            made = Partner.objects.create(name=name, searchable=searchable(name))
            self._partners[name] = made
        return self._partners[name]

    def _describe_coordinator(self, row: dict) -> None:
        is_new = row["name"] not in self._coordinators
        coordinator = self.coordinator(row["name"])
        if is_new:
            coordinator.kind = row.get("kind", Coordinator.Kind.ORGANISATION)
            coordinator.municipality = self._municipality(row.get("municipality"))
            coordinator.save(update_fields=["kind", "municipality"])
        self._add_aliases(coordinator, row, CoordinatorAlias, self._coordinators)

    @staticmethod
    def _municipality(code: str | None) -> Municipality | None:
        return Municipality.objects.filter(code=code).first() if code else None

    def _add_aliases(
        self,
        party: Coordinator | Partner,
        row: dict,
        alias_model: type[CoordinatorAlias] | type[PartnerAlias],
        known: dict,
    ) -> None:
        field = str(party._meta.model_name)
        for name in row.get("aliases", []):
            if known.setdefault(name, party) != party:
                raise ValidationError(f"{name} is al een schrijfwijze van {known[name]}.")
            told: dict[str, Any] = {field: party}
            alias, _made = alias_model._default_manager.get_or_create(name=name, **told)
            alias.plans.add(self._plan)
        remember_spellings(party)
