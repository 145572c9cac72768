"""Addresses of plans and of the people who keep them."""

from django.urls import path

from plans.models import Coordinator, Partner
from plans.views import (
    activities,
    activity,
    cell,
    choosing,
    comparing,
    completeness,
    exchange,
    facts,
    history,
    keeping,
    kernbeleid,
    life,
    lists,
    matrix,
    new_plan,
    outline,
    parties,
    people,
    plan,
    public,
    publishing,
    reading,
    rounds,
    search,
    succession,
    themes,
)

app_name = "plans"
urlpatterns = [
    path("rol/", people.ChooseRole.as_view(), name="roles"),
    path("beheer/gebruikers/", people.UserList.as_view(), name="users"),
    path("beheer/gebruikers/nieuw/", people.GrantRole.as_view(), name="grant_role"),
    path("beheer/rollen/<int:pk>/beeindigen/", people.EndRole.as_view(), name="end_role"),
    path("beheer/gebruikers/<int:pk>/vertrek/", people.UserLeaves.as_view(), name="user_leaves"),
    path("plannen/", plan.PlanList.as_view(), name="list"),
    path("plannen/nieuw/", new_plan.MakePlan.as_view(), name="new"),
    path("plannen/importeren/", exchange.ImportPlan.as_view(), name="import"),
    path("plannen/<slug:slug>/", plan.PlanDetail.as_view(), name="detail"),
    # reading
    path("kernbeleid/", kernbeleid.SafetyList.as_view(), name="kernbeleid"),
    path("kernbeleid/nieuw/", kernbeleid.AddEdition.as_view(), name="add_edition"),
    path(
        "kernbeleid/<slug:edition>/velden/nieuw/",
        kernbeleid.AddField.as_view(),
        name="add_safety_field",
    ),
    path("kernbeleid/velden/<int:pk>/", kernbeleid.ChangeField.as_view(), name="safety_field"),
    path(
        "kernbeleid/velden/<int:pk>/verwijderen/",
        kernbeleid.RemoveField.as_view(),
        name="remove_safety_field",
    ),
    path(
        "kernbeleid/velden/<int:pk>/themas/nieuw/",
        kernbeleid.AddTheme.as_view(),
        name="add_safety_theme",
    ),
    path("kernbeleid/themas/<int:pk>/", kernbeleid.ChangeTheme.as_view(), name="safety_theme"),
    path(
        "kernbeleid/themas/<int:pk>/verwijderen/",
        kernbeleid.RemoveTheme.as_view(),
        name="remove_safety_theme",
    ),
    path("plannen/<slug:slug>/themas/<int:pk>/", reading.ThemeDetail.as_view(), name="theme"),
    path(
        "plannen/<slug:slug>/versies/<int:number>/", reading.VersionText.as_view(), name="version"
    ),
    path(
        "plannen/<slug:slug>/versies/<int:number>/themas/<int:pk>/",
        reading.ThemeOfVersion.as_view(),
        name="theme_version",
    ),
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
    path("plannen/<slug:slug>/versies/", life.VersionList.as_view(), name="versions"),
    path("plannen/<slug:slug>/vergelijken/", comparing.CompareVersions.as_view(), name="compare"),
    path(
        "plannen/<slug:slug>/versies/<int:number>/vaststellen/",
        life.AdoptVersion.as_view(),
        name="adopt",
    ),
    path("plannen/<slug:slug>/bijstellen/", life.AdjustPlan.as_view(), name="adjust"),
    path("plannen/<slug:slug>/afsluiten/", life.ClosePlan.as_view(), name="close"),
    # writing its text
    path(
        "plannen/<slug:slug>/versies/<int:number>/bewerken/",
        outline.PlanOutline.as_view(),
        name="edit",
    ),
    path(
        "plannen/<slug:slug>/versies/<int:number>/bewerken/plan/",
        facts.EditFacts.as_view(),
        name="edit_plan",
    ),
    path(
        "plannen/<slug:slug>/versies/<int:number>/bewerken/themas/nieuw/",
        themes.AddTheme.as_view(),
        name="add_theme",
    ),
    path(
        "plannen/<slug:slug>/versies/<int:number>/bewerken/themas/<int:pk>/",
        themes.EditTheme.as_view(),
        name="edit_theme",
    ),
    path(
        "plannen/<slug:slug>/versies/<int:number>/bewerken/themas/<int:pk>/verplaatsen/",
        outline.MoveTheme.as_view(),
        name="move_theme",
    ),
    path(
        "plannen/<slug:slug>/versies/<int:number>/bewerken/themas/<int:pk>/beeindigen/",
        themes.EndTheme.as_view(),
        name="end_theme",
    ),
    path(
        "plannen/<slug:slug>/versies/<int:number>/bewerken/themas/<int:pk>/samenvoegen/",
        themes.MergeTheme.as_view(),
        name="merge_theme",
    ),
    path(
        "plannen/<slug:slug>/versies/<int:number>/bewerken/activiteiten/<slug:key>/verplaatsen/",
        outline.MoveActivity.as_view(),
        name="move_activity",
    ),
    path(
        "plannen/<slug:slug>/versies/<int:number>/activiteiten/nieuw/",
        activities.AddActivity.as_view(),
        name="add_activity",
    ),
    path(
        "plannen/<slug:slug>/versies/<int:number>/activiteiten/<slug:key>/wijzigen/",
        activities.EditActivity.as_view(),
        name="edit_activity",
    ),
    path(
        "plannen/<slug:slug>/versies/<int:number>/activiteiten/<slug:key>/splitsen/",
        succession.SplitActivity.as_view(),
        name="split_activity",
    ),
    path(
        "plannen/<slug:slug>/versies/<int:number>/activiteiten/<slug:key>/samenvoegen/",
        succession.MergeActivity.as_view(),
        name="merge_activity",
    ),
    path(
        "plannen/<slug:slug>/versies/<int:number>/activiteiten/<slug:key>/beeindigen/",
        succession.EndActivity.as_view(),
        name="end_activity",
    ),
    path("zoek/partijen/", choosing.SuggestParties.as_view(), name="suggest_parties"),
    # its history, and what is missing
    path("plannen/<slug:slug>/geschiedenis/", history.History.as_view(), name="history"),
    path(
        "plannen/<slug:slug>/volledigheid/",
        completeness.Completeness.as_view(),
        name="completeness",
    ),
    # finding and taking along
    path("zoeken/", search.Search.as_view(), name="search"),
    path("activiteiten/", lists.ActivityList.as_view(), name="activities"),
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
    path("openbaar/", public.PublicList.as_view(), name="public_list"),
    path("openbaar/<slug:slug>/", public.PublicPlan.as_view(), name="public"),
    path("plannen/<slug:slug>/openbaar/", publishing.Publish.as_view(), name="publish"),
    path(
        "plannen/<slug:slug>/openbaar/intrekken/",
        publishing.WithdrawPublication.as_view(),
        name="withdraw_publication",
    ),
]
