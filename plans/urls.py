"""Addresses of plans and of the people who keep them."""

from django.urls import path

from plans.views import (
    activity,
    cell,
    completeness,
    exchange,
    history,
    matrix,
    people,
    plan,
    rounds,
    search,
)

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
    path("plannen/<slug:slug>/geschiedenis/", history.History.as_view(), name="history"),
    path(
        "plannen/<slug:slug>/volledigheid/",
        completeness.Completeness.as_view(),
        name="completeness",
    ),
    # finding and taking along
    path("zoeken/", search.Search.as_view(), name="search"),
    # parties
    # what the public reads
]
