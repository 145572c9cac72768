"""The tables of the domain, one file for each aggregate."""

from plans.models.activities import (
    PLANNING_FIELDS,
    Activity,
    ActivityCoordinator,
    ActivityPartner,
    ActivityWording,
    Succession,
    Theme,
    ThemeWording,
)
from plans.models.changes import TextChange
from plans.models.kernbeleid import SafetyField, SafetyTheme
from plans.models.municipalities import Group, Municipality
from plans.models.parties import Coordinator, CoordinatorAlias, Partner, PartnerAlias
from plans.models.people import ImportedActor, Membership, User
from plans.models.plans import Abbreviation, Plan, PlanMunicipality, PlanVersion
from plans.models.statuses import Cell, Entry

__all__ = [
    "PLANNING_FIELDS",
    "Abbreviation",
    "Activity",
    "ActivityCoordinator",
    "ActivityPartner",
    "ActivityWording",
    "Cell",
    "Coordinator",
    "CoordinatorAlias",
    "Entry",
    "Group",
    "ImportedActor",
    "Membership",
    "Municipality",
    "Partner",
    "PartnerAlias",
    "Plan",
    "PlanMunicipality",
    "PlanVersion",
    "SafetyField",
    "SafetyTheme",
    "Succession",
    "TextChange",
    "Theme",
    "ThemeWording",
    "User",
]
