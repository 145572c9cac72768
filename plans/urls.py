"""Addresses of plans and of the people who keep them."""

from django.urls import path

from plans.models import Coordinator, Partner
from plans.views import activity, cell, exchange, keeping, matrix, parties, people, plan, rounds

app_name = "plans"
urlpatterns = [
    path("rol/", people.ChooseRole.as_view(), name="roles"),
    path("beheer/gebruikers/", people.UserList.as_view(), name="users"),
    path("beheer/gebruikers/nieuw/", people.GrantRole.as_view(), name="grant_role"),
    path("beheer/rollen/<int:pk>/beeindigen/", people.EndRole.as_view(), name="end_role"),
    path("beheer/gebruikers/<int:pk>/vertrek/", people.UserLeaves.as_view(), name="user_leaves"),
    path("plannen/", plan.PlanList.as_view(), name="list"),
    path("plannen/importeren/", exchange.ImportPlan.as_view(), name="import"),
    path("plannen/<slug:slug>/", plan.PlanDetail.as_view(), name="detail"),
    # reading
    path("plannen/<slug:slug>/export.json", exchange.ExportPlan.as_view(), name="export"),
    path("plannen/<slug:slug>/matrix/", matrix.Matrix.as_view(), name="matrix"),
    path("plannen/<slug:slug>/wijzigingen/", matrix.Changes.as_view(), name="changes"),
    # filling in
    path("plannen/<slug:slug>/invulronde/", rounds.FillRound.as_view(), name="round"),
    path(
        "plannen/<slug:slug>/activiteiten/<slug:key>/",
        activity.ActivityDetail.as_view(),
        name="activity",
    ),
    path(
        "plannen/<slug:slug>/cel/<slug:key>/<slug:column>/", cell.ChangeCell.as_view(), name="cell"
    ),
    path(
        "plannen/<slug:slug>/cel/<slug:key>/<slug:column>/herroepen/",
        cell.Withdraw.as_view(),
        name="withdraw",
    ),
    # the life of a plan
    # writing its text
    # its history, and what is missing
    # finding and taking along
    # parties
    path("partners/", parties.PartyList.as_view(model=Partner), name="partners"),
    path("partners/<int:pk>/", parties.PartyDetail.as_view(model=Partner), name="partner"),
    path(
        "partners/<int:pk>/wijzigen/",
        keeping.ChangeParty.as_view(model=Partner),
        name="partner_change",
    ),
    path(
        "partners/<int:pk>/schrijfwijzen/",
        keeping.Spellings.as_view(model=Partner),
        name="partner_spellings",
    ),
    path(
        "partners/<int:pk>/schrijfwijzen/<int:spelling>/verwijderen/",
        keeping.RemoveSpelling.as_view(model=Partner),
        name="partner_spelling_remove",
    ),
    path(
        "partners/<int:pk>/samenvoegen/",
        keeping.ChooseOther.as_view(model=Partner),
        name="partner_merge",
    ),
    path(
        "partners/<int:pk>/samenvoegen/<int:other>/",
        keeping.MergeInto.as_view(model=Partner),
        name="partner_merge_into",
    ),
    path(
        "partners/<int:pk>/verwijderen/",
        keeping.DeleteParty.as_view(model=Partner),
        name="partner_delete",
    ),
    path("coordinatoren/", parties.PartyList.as_view(model=Coordinator), name="coordinators"),
    path(
        "coordinatoren/<int:pk>/",
        parties.PartyDetail.as_view(model=Coordinator),
        name="coordinator",
    ),
    path(
        "coordinatoren/<int:pk>/wijzigen/",
        keeping.ChangeParty.as_view(model=Coordinator),
        name="coordinator_change",
    ),
    path(
        "coordinatoren/<int:pk>/schrijfwijzen/",
        keeping.Spellings.as_view(model=Coordinator),
        name="coordinator_spellings",
    ),
    path(
        "coordinatoren/<int:pk>/schrijfwijzen/<int:spelling>/verwijderen/",
        keeping.RemoveSpelling.as_view(model=Coordinator),
        name="coordinator_spelling_remove",
    ),
    path(
        "coordinatoren/<int:pk>/samenvoegen/",
        keeping.ChooseOther.as_view(model=Coordinator),
        name="coordinator_merge",
    ),
    path(
        "coordinatoren/<int:pk>/samenvoegen/<int:other>/",
        keeping.MergeInto.as_view(model=Coordinator),
        name="coordinator_merge_into",
    ),
    path(
        "coordinatoren/<int:pk>/verwijderen/",
        keeping.DeleteParty.as_view(model=Coordinator),
        name="coordinator_delete",
    ),
    # what the public reads
]
