"""The lists of coordinators and partners, and the page of each: only of what the reader sees."""

import pytest
from django.contrib.auth.models import AnonymousUser

from plans.models import Coordinator, Partner, Plan, TextChange
from plans.models.people import actor_of
from plans.rules.permissions import Role, keeps_plan
from plans.rules.status import Level
from plans.selectors.parties import rows_of
from plans.services.recording import Subject, record
from tests import factories
from tests.common.pages import says
from tests.conftest import MARKER
from tests.plans.parties import (
    ADDRESSES,
    MODELS,
    later_wording,
    link,
    names,
    party,
    rows,
    wording_in,
)

both = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


# The list


def test_a_partner_is_counted_over_what_the_reader_sees(
    browser, wording, vaals, meerssen, kerkrade_plan
):
    own = factories.PlanFactory(municipality=vaals)
    politie = party(
        Partner,
        "Politie",
        wording,
        wording_in(wording.version),
        wording_in(own.versions.get()),
        kerkrade_plan.versions.get().wordings.get(),
        spelt={"Agenten": [wording.version.plan], "Koddebeiers": [kerkrade_plan]},
    )
    assert rows(browser.get("/partners/")) == [["Politie", "Agenten", "3", "2", "2"]]
    assert "Koddebeiers" not in says(browser.get(politie.get_absolute_url()))


def test_a_coordinator_also_tells_its_kind(browser, wording):
    kind = Coordinator.Kind.FUNCTION
    riec = party(Coordinator, "AOV'er", wording)
    Coordinator.objects.filter(pk=riec.pk).update(kind=kind)
    assert rows(browser.get("/coordinatoren/")) == [
        ["AOV'er", "functie bij elke gemeente", "-", "1", "1", "2"]
    ]


@both
def test_what_the_plan_no_longer_has_or_not_yet_is_not_counted(browser, wording, model):
    ended = wording_in(wording.version, end_kind="beëindigd")
    concept = later_wording(wording)
    party(model, "Ooit", ended)
    party(model, "Straks", concept)
    found = {row[0]: row[-3:] for row in rows(browser.get(ADDRESSES[model]))}
    assert found == {"Ooit": ["0", "0", "0"], "Straks": ["0", "0", "0"]}


@both
def test_an_activity_of_one_municipality_counts_there_only(browser, wording, meerssen, model):
    wording.activity.owner = meerssen
    wording.activity.save()
    party(model, "Politie", wording)
    assert rows(browser.get(ADDRESSES[model]))[0][-1] == "1"


@both
@pytest.mark.parametrize("who", ["oov", "planbeheerder", "roleless"])
def test_what_stands_only_in_other_plans_is_nowhere(
    request, client_of, wording, kerkrade_plan, model, who
):
    client = client_of(request.getfixturevalue(who))
    answer = client.get(ADDRESSES[model])
    assert MARKER not in answer.content.decode()
    hidden = model.objects.get(name__contains=MARKER)
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(ADDRESSES[model], {"zoek": MARKER[:4]}).status_code == 200


@both
def test_a_spelling_of_another_plan_finds_nothing(browser, wording, kerkrade_plan, model):
    plan = wording.version.plan
    party(model, "Politie", wording, spelt={"Agenten": [plan], "Diender": [kerkrade_plan]})
    assert names(browser.get(ADDRESSES[model], {"zoek": "AGENT"})) == ["Politie"]
    assert "Politie" not in says(browser.get(ADDRESSES[model], {"zoek": "diender"}))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"zoek": "polítie"}, ["Politie", "Politie Zuid"]),
        ({"zoek": "zuid polit"}, ["Politie Zuid"]),
        ({"plan": "heuvelland"}, ["Bewoners", "Politie"]),
        ({"plan": "vaals", "zoek": "politie"}, ["Politie Zuid"]),
        ({"sorteer": "-activities"}, ["Politie", "Politie Zuid", "Bewoners"]),
        ({"sorteer": "-spellings"}, ["Politie Zuid", "Politie", "Bewoners"]),
        ({"sorteer": "-name"}, ["Politie Zuid", "Politie", "Bewoners"]),
        ({"sorteer": "municipalities"}, ["Politie Zuid", "Bewoners", "Politie"]),
        ({"sorteer": "onzin", "bladzijde": "x"}, ["Bewoners", "Politie", "Politie Zuid"]),
    ],
)
def test_the_list_is_filtered_and_sorted(browser, wording, vaals, query, found):
    own = factories.PlanFactory(slug="vaals", municipality=vaals)
    party(Partner, "Politie", wording, wording_in(wording.version))
    party(Partner, "Bewoners", wording)
    party(Partner, "Politie Zuid", wording_in(own.versions.get()), spelt={"PZ": [own]})
    assert names(browser.get("/partners/", query)) == found


def test_coordinators_are_filtered_by_kind(browser, wording):
    party(Coordinator, "RIEC", wording)
    made = party(Coordinator, "Vaals", wording)
    Coordinator.objects.filter(pk=made.pk).update(kind="municipality")
    assert names(browser.get("/coordinatoren/", {"soort": "municipality"})) == ["Vaals"]


@both
@pytest.mark.parametrize(
    "query", [{"plan": "kerkrade"}, {"plan": "x" * 500}, {"zoek": "a\0b"}, {"plan": "a\0b"}]
)
def test_a_filter_that_is_wrong_finds_nothing_and_says_so(
    browser, wording, kerkrade_plan, model, query
):
    party(model, "Politie", wording)
    answer = browser.get(ADDRESSES[model], query)
    assert answer.status_code == 400
    assert "Dit klopt nog niet" in says(answer)
    assert MARKER not in answer.content.decode()


@both
def test_an_empty_list_says_what_to_do(browser, wording, model):
    assert "Niets gevonden. Maak het filter leeg" in says(browser.get(ADDRESSES[model]))


def test_a_long_list_is_paged(browser, wording):
    for number in range(51):
        party(Partner, f"Partner {number:02}", wording)
    assert "Bladzijde 1 van 2" in says(browser.get("/partners/"))
    assert names(browser.get("/partners/", {"bladzijde": "2"})) == ["Partner 50"]


# Unused ones


@both
@pytest.mark.parametrize("how", ["spelling", "made", "taken away"])
def test_an_unused_party_is_seen_by_who_keeps_the_plan_that_knows_it(
    client_of, wording, planbeheerder, planbeheerder_kerkrade, oov, superuser, model, how
):
    plan = wording.version.plan
    unused = party(model, "Ongebruikt", spelt={"Onge": [plan]} if how == "spelling" else None)
    part = TextChange.Part(str(model._meta.verbose_name))
    if how == "made":
        record(user=superuser, of=Subject(plan, part, "Ongebruikt"), changes=[("naam", "", "x")])
    if how == "taken away":
        activity = Subject(plan, TextChange.Part.ACTIVITY, "Meldcode")
        changes = [("partners", ["Politie", "Ongebruikt"], ["Politie"])]
        record(user=superuser, of=activity, changes=changes)
    for who, sees in [
        (planbeheerder, True),
        (superuser, True),
        (planbeheerder_kerkrade, False),
        (oov, False),
    ]:
        assert ("Ongebruikt" in says(client_of(who).get(ADDRESSES[model]))) is sees
        status = client_of(who).get(unused.get_absolute_url()).status_code
        assert (status == 200) is sees


@both
def test_an_unused_party_of_which_nothing_is_known_is_for_the_systeembeheerder(
    client_of, wording, planbeheerder, superuser, model
):
    unused = party(model, "Ongebruikt")
    assert client_of(planbeheerder).get(unused.get_absolute_url()).status_code == 404
    assert client_of(superuser).get(unused.get_absolute_url()).status_code == 200


# The page of one


def test_the_page_tells_its_activities_with_planning_remark_and_stand(
    browser, wording, vaals, meerssen, superuser
):
    wording.planning_text = "Q4 2020"
    wording.save()
    politie = party(Partner, "Politie")
    link(politie, wording, remark="op afroep")
    factories.change(superuser, wording, vaals, status="groen")
    answer = browser.get(politie.get_absolute_url())
    assert rows(answer) == [
        [
            "Meldcode invoeren",
            "1 groen 1 nog niet ingevuld",
            "Q4 2020",
            "op afroep",
            "3.1 Zorg en veiligheid",
            "Uitvoeringsplan Heuvelland",
        ]
    ]
    assert "Partner bij 1 activiteit in 1 plan, in 2 gemeenten." in says(answer)
    assert 'href="/plannen/heuvelland/activiteiten/meldcode/"' in answer.content.decode()


def test_a_plan_of_one_municipality_shows_its_one_status(browser, vaals, oov):
    plan = factories.PlanFactory(municipality=vaals)
    wording = wording_in(plan.versions.get())
    riec = party(Coordinator, "RIEC", wording)
    factories.change(oov, wording, vaals, status="geel")
    assert rows(browser.get(riec.get_absolute_url()))[0][1] == "geel"


def test_what_is_left_to_the_group_is_counted_apart(browser, wording, vaals, superuser):
    riec = party(Coordinator, "RIEC", wording)
    factories.change(superuser, wording, vaals, level=Level.GROEP)
    factories.change(superuser, wording, None, status="groen")
    stand = rows(browser.get(riec.get_absolute_url()))[0][1]
    assert stand == "1 nog niet ingevuld 1 door Heuvelland: groen H"


def test_the_stand_of_an_own_activity_is_that_of_its_municipality(browser, wording, meerssen, oov):
    wording.activity.owner = meerssen
    wording.activity.save()
    riec = party(Coordinator, "RIEC", wording)
    assert rows(browser.get(riec.get_absolute_url()))[0][1] == "nog niet ingevuld"


def test_a_page_with_fictitious_statuses_says_so(browser, wording):
    riec = party(Coordinator, "RIEC", wording)
    plan = wording.version.plan
    assert "Fictieve" not in says(browser.get(riec.get_absolute_url()))
    plan.has_fiction = True
    plan.save()
    assert "Fictieve demogegevens" in says(browser.get(riec.get_absolute_url()))


@both
def test_a_party_of_an_earlier_version_only_says_where_it_may_stand(browser, wording, model):
    concept = later_wording(wording)
    answer = browser.get(party(model, "Straks", concept).get_absolute_url())
    assert "Misschien wel in een eerdere versie, of in een concept." in says(answer)


@both
@pytest.mark.parametrize("pk", [0, 10**6, 10**30])
def test_a_party_that_is_not_there_is_not_found(browser, wording, model, pk):
    answer = browser.get(f"{ADDRESSES[model]}{pk}/")
    assert answer.status_code == 404
    assert "kijk in de lijst" in says(answer)


def test_the_page_of_an_activity_leads_to_its_parties(browser, wording):
    made = [party(Partner, "Politie", wording), party(Coordinator, "RIEC", wording)]
    html = browser.get("/plannen/heuvelland/activiteiten/meldcode/").content.decode()
    for each in made:
        assert f'<a href="{each.get_absolute_url()}">{each}</a>' in html


def test_the_demonstration_has_its_partners(demonstration, client):
    vaals = factories.Municipality.objects.get(code="GM0981")
    reader = factories.person(Role.OOV, vaals)
    client.force_login(reader)
    (found,) = rows_of([Partner.objects.get(name="Politie")], Partner, reader)
    answer = client.get(found.party.get_absolute_url())
    assert len(rows(answer)) == min(found.activities, 50)
    assert found.municipalities == 5


@both
@pytest.mark.parametrize("page", ["", "samenvoegen/", "schrijfwijzen/"])
def test_a_page_costs_the_same_however_much_stands_on_it(
    client, assert_flat, planbeheerder, wording, vaals, oov, model, page
):
    client.force_login(planbeheerder)
    made = party(model, "Politie", wording)
    part = TextChange.Part(str(model._meta.verbose_name))
    plan = wording.version.plan

    def add(number: int) -> None:
        for _each in range(number):
            more = wording_in(wording.version)
            link(made, more)
            factories.change(oov, more, vaals, status="geel")
            made.aliases.create(name=f"Spelling {more.pk}").plans.add(plan)
            of = Subject(plan, part, "Politie")
            record(user=planbeheerder, of=of, changes=[("schrijfwijze", "", str(more.pk))])
            party(model, f"Ander {more.pk}", more)

    assert_flat(made.get_absolute_url() + page, add)


def test_the_plans_that_someone_keeps_are_those_of_the_rule(
    heuvelland, kerkrade_plan, planbeheerder, planbeheerder_kerkrade, oov, roleless, superuser
):
    for user in (planbeheerder, planbeheerder_kerkrade, oov, roleless, superuser, AnonymousUser()):
        kept = {plan for plan in Plan.objects.all() if keeps_plan(actor_of(user), plan.place)}
        assert set(Plan.objects.kept_by(user)) == kept
