"""Keeping coordinators and partners: names, kinds, spellings, and deleting the unused ones."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from plans.models import Coordinator, Partner, TextChange
from plans.selectors.matrix import text_of
from plans.services.parties import Parties
from plans.services.party_records import stamp_of
from tests import factories
from tests.common.pages import says
from tests.markup import Page
from tests.plans.parties import MODELS, later_wording, party, rows, wording_in

both = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


@pytest.fixture
def keeper(client, planbeheerder):
    """The browser of who keeps the plan of the group."""
    client.force_login(planbeheerder)
    return client


def change(client, made, **values):
    """Post the form of a party as it is now, with these changes."""
    told = {"name": made.name, "seen": stamp_of(made)}
    if isinstance(made, Coordinator):
        told |= {"kind": made.kind, "municipality": made.municipality_id or ""}
    return client.post(f"{made.get_absolute_url()}wijzigen/", told | values)


def told(made) -> list[tuple[str, str, str, str]]:
    """The history of parties, oldest first."""
    rows = TextChange.objects.filter(part=made._meta.verbose_name).order_by("pk")
    return list(rows.values_list("plan__slug", "name", "field", "before", "after"))


def spellings(made) -> dict[str, list[str]]:
    """The spellings of a party, with the plans that spell so."""
    return {
        alias.name: sorted(alias.plans.values_list("slug", flat=True))
        for alias in made.aliases.all()
    }


# Names


@both
def test_a_new_name_shows_everywhere_and_the_old_one_stays_a_spelling(
    keeper, wording, planbeheerder, model
):
    later_wording(wording, adopted_on="2021-01-01")
    made = party(model, "Politie Z", wording)
    assert text_of(wording.version).rows[0].pk == wording.activity_id
    answer = change(keeper, made, name="  Politie   Zuid ")
    assert answer.status_code == 302
    made.refresh_from_db()
    assert made.name == "Politie Zuid"
    assert made.searchable == "politie zuid\npolitie z"
    assert spellings(made) == {"Politie Z": ["heuvelland"]}
    assert told(made) == [("heuvelland", "Politie Z", "naam", "Politie Z", "Politie Zuid")]
    assert "Politie Zuid" in says(keeper.get("/plannen/heuvelland/matrix/"))
    page = keeper.get(made.get_absolute_url())
    assert "naam Politie Z Politie Zuid Uitvoeringsplan Heuvelland Petra Plan" in says(page)


@both
def test_a_name_can_be_taken_back(keeper, wording, model):
    made = party(model, "Politie Z", wording)
    change(keeper, made, name="Politie Zuid")
    made.refresh_from_db()
    change(keeper, made, name="Politie Z")
    made.refresh_from_db()
    assert (made.name, spellings(made)) == ("Politie Z", {"Politie Zuid": ["heuvelland"]})


@both
@pytest.mark.parametrize("name", ["Politie", "POLITIE", "Agenten", "agenten", "Polítie"])
def test_a_name_of_another_is_refused_and_not_told_whose(keeper, wording, model, name):
    made = party(model, "Bewoners", wording)
    party(model, "Politie", spelt={"Agenten": []})
    answer = change(keeper, made, name=name)
    assert answer.status_code == 400
    assert "die zo heet of zo wordt geschreven. Voeg de twee samen" in says(answer)
    assert not told(made)


@both
def test_a_twin_of_long_ago_does_not_keep_a_party_as_it_is(keeper, wording, model):
    party(model, "politie")
    made = party(model, "Politie", wording)
    assert change(keeper, made).status_code == 302


@both
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Dit veld is verplicht."),
        (" ", "Dit veld is verplicht."),
        ("x" * 151, "150 tekens"),
        ("a\0b", "Null-tekens zijn niet toegestaan."),
    ],
)
def test_a_name_that_is_none_is_refused(keeper, wording, model, name, sentence):
    made = party(model, "Politie", wording)
    answer = change(keeper, made, name=name)
    assert answer.status_code == 400
    assert sentence in says(answer)


@both
def test_a_name_that_was_taken_at_the_same_moment_is_refused(keeper, wording, model, monkeypatch):
    made = party(model, "Bewoners", wording)
    party(model, "Politie")
    monkeypatch.setattr("plans.services.keeping.refuse_taken", lambda party, name: None)
    answer = change(keeper, made, name="Politie")
    assert answer.status_code == 400
    assert "die zo heet" in says(answer)


@both
def test_a_spelling_that_was_taken_at_the_same_moment_is_refused(keeper, wording, model):
    made = party(model, "Bewoners", wording)
    party(model, "Politie").aliases.create(name="Agenten")
    answer = keeper.post(f"{made.get_absolute_url()}schrijfwijzen/", {"name": "Agenten"})
    assert answer.status_code == 400
    assert "die zo heet" in says(answer)


@both
def test_who_comes_second_sees_that_a_colleague_was_first(keeper, wording, model):
    made = party(model, "Politie", wording)
    change(keeper, made, name="Politie Zuid")
    answer = change(keeper, made, name="Politie Noord")
    assert answer.status_code == 400
    assert "intussen gewijzigd; de naam is nu Politie Zuid." in says(answer)
    assert model.objects.get(pk=made.pk).name == "Politie Zuid"


@both
@pytest.mark.parametrize("seen", ["", "onzin", "x" * 500])
def test_a_form_without_its_stamp_is_refused(keeper, wording, model, seen):
    made = party(model, "Politie", wording)
    assert change(keeper, made, name="Nieuw", seen=seen).status_code == 400


# Kinds


def test_the_kind_and_municipality_of_a_coordinator_change(keeper, wording, vaals):
    made = party(Coordinator, "Vaa", wording)
    answer = change(keeper, made, kind="municipality", municipality=vaals.pk)
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.kind, made.municipality) == ("municipality", vaals)
    assert told(made) == [
        ("heuvelland", "Vaa", "soort", "organisatie", "gemeente"),
        ("heuvelland", "Vaa", "gemeente", "", "Vaals"),
    ]
    assert "gemeente: Vaals" in says(keeper.get(made.get_absolute_url()))


@pytest.mark.parametrize(
    ("kind", "town", "sentence"),
    [
        ("municipality", None, "Kies welke gemeente deze coördinator is."),
        ("function", "vaals", "Kies alleen een gemeente als de soort gemeente is"),
        ("onzin", None, "Selecteer een geldige keuze."),
        ("municipality", "kerkrade", "Selecteer een geldige keuze."),
    ],
)
def test_a_kind_that_does_not_fit_is_refused(keeper, wording, request, kind, town, sentence):
    made = party(Coordinator, "Vaa", wording)
    pk = request.getfixturevalue(town).pk if town else ""
    answer = change(keeper, made, kind=kind, municipality=pk)
    assert answer.status_code == 400
    assert Page(answer.content.decode()).problems() == []
    assert sentence in says(answer)


# Spellings


@both
def test_a_spelling_is_added_in_the_own_plans(keeper, wording, kerkrade_plan, model):
    made = party(model, "Politie", wording, kerkrade_plan.versions.get().wordings.get())
    address = f"{made.get_absolute_url()}schrijfwijzen/"
    assert keeper.post(address, {"name": " de  sterke arm "}).status_code == 302
    assert spellings(made) == {"de sterke arm": ["heuvelland"]}
    assert told(made) == [("heuvelland", "Politie", "schrijfwijze", "", "de sterke arm")]
    made.refresh_from_db()
    assert "de sterke arm" in made.searchable
    assert rows(keeper.get(address)) == [
        ["de sterke arm", "Uitvoeringsplan Heuvelland", "Weghalen: de sterke arm"]
    ]


@both
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Politie", "Zo heet de partij al."),
        ("Agenten", "Deze schrijfwijze staat er al."),
        ("Burgers", "die zo heet of zo wordt geschreven"),
        ("inwoners", "die zo heet of zo wordt geschreven"),
        ("", "Dit veld is verplicht."),
        ("x" * 151, "150 tekens"),
        ("a\0", "Null-tekens"),
    ],
)
def test_a_spelling_that_says_nothing_new_is_refused(keeper, wording, model, name, sentence):
    plan = wording.version.plan
    made = party(model, "Politie", wording, spelt={"Agenten": [plan]})
    party(model, "Burgers", spelt={"Inwoners": []})
    answer = keeper.post(f"{made.get_absolute_url()}schrijfwijzen/", {"name": name})
    assert answer.status_code == 400
    assert sentence in says(answer)
    assert list(spellings(made)) == ["Agenten"]


@both
def test_a_spelling_of_another_plan_is_also_added_here(keeper, wording, kerkrade_plan, model):
    theirs = kerkrade_plan.versions.get().wordings.get()
    made = party(model, "Politie", wording, theirs, spelt={"Agenten": [kerkrade_plan]})
    answer = keeper.post(f"{made.get_absolute_url()}schrijfwijzen/", {"name": "Agenten"})
    assert answer.status_code == 302
    assert spellings(made) == {"Agenten": ["heuvelland", "kerkrade"]}


@both
def test_a_spelling_is_taken_from_the_own_plans_and_goes_with_the_last(
    keeper, client_of, superuser, wording, kerkrade_plan, model
):
    plans = [wording.version.plan, kerkrade_plan]
    made = party(model, "Politie", wording, spelt={"Agenten": plans})
    address = f"{made.get_absolute_url()}schrijfwijzen/{made.aliases.get().pk}/verwijderen/"
    assert "Agenten weghalen" in says(keeper.get(address))
    assert keeper.post(address).status_code == 302
    assert spellings(made) == {"Agenten": ["kerkrade"]}
    assert keeper.post(address).status_code == 404
    assert client_of(superuser).post(address).status_code == 302
    assert spellings(made) == {}
    assert [row[0] for row in told(made)] == ["heuvelland", "kerkrade"]
    made.refresh_from_db()
    assert made.searchable == "politie"


@both
def test_a_spelling_of_a_plan_that_one_only_reads_stays(
    client_of, planbeheerder_meerssen, wording, meerssen, model
):
    own = factories.PlanFactory(municipality=meerssen)
    plan = wording.version.plan
    made = party(model, "Politie", wording_in(own.versions.get()), spelt={"Agenten": [plan]})
    address = f"{made.get_absolute_url()}schrijfwijzen/{made.aliases.get().pk}/verwijderen/"
    answer = client_of(planbeheerder_meerssen).post(address)
    assert answer.status_code == 403
    assert "Deze schrijfwijze hoort bij een plan dat u niet beheert." in says(answer)
    assert spellings(made) == {"Agenten": ["heuvelland"]}


@both
def test_an_unused_party_gets_no_spelling(client_of, superuser, model):
    made = party(model, "Politie")
    answer = client_of(superuser).post(f"{made.get_absolute_url()}schrijfwijzen/", {"name": "P"})
    assert answer.status_code == 400
    assert "staat bij geen activiteit" in says(answer)


# Deleting


@both
def test_a_party_in_use_is_not_deleted_and_it_says_why(keeper, wording, model):
    made = party(model, "Politie", wording, wording_in(wording.version), later_wording(wording))
    address = f"{made.get_absolute_url()}verwijderen/"
    sentence = "Politie staat bij 2 activiteiten en kan daarom niet worden verwijderd. Voeg deze"
    assert sentence in says(keeper.get(address))
    answer = keeper.post(address)
    assert answer.status_code == 400
    assert Page(answer.content.decode()).problems() == []
    assert sentence in says(answer)
    assert model.objects.filter(pk=made.pk).exists()


@both
def test_a_party_that_stands_only_in_an_old_version_is_in_use(keeper, wording, model):
    made = party(model, "Politie", later_wording(wording))
    answer = keeper.post(f"{made.get_absolute_url()}verwijderen/")
    assert answer.status_code == 400
    assert "bij 1 activiteit en" in says(answer)


@both
def test_an_unused_party_is_deleted_with_its_spellings(keeper, wording, model, caplog):
    caplog.set_level("INFO", "audit")
    made = party(model, "Politie", spelt={"Agenten": [wording.version.plan]})
    address = f"{made.get_absolute_url()}verwijderen/"
    assert "Politie staat bij geen enkele activiteit." in says(keeper.get(address))
    answer = keeper.post(address, follow=True)
    assert f"De {model._meta.verbose_name} Politie is verwijderd." in says(answer)
    assert not model.objects.exists()
    assert told(made) == [("heuvelland", "Politie", "verwijderd", "Politie", "")]
    act = json.loads(caplog.messages[-1])
    assert (act["actie"], act["object"]) == ("verwijderen", f"{model._meta.verbose_name} {made.pk}")
    assert keeper.post(address).status_code == 404


@both
def test_the_database_refuses_to_delete_a_party_in_use(wording, model):
    made = party(model, "Politie", wording)
    with pytest.raises(ProtectedError):
        made.delete()
    with pytest.raises(IntegrityError):
        delete_behind_its_back(made)


@transaction.atomic
def delete_behind_its_back(made) -> None:
    """Delete a row as SQL does, without what Django asks first."""
    type(made).objects.filter(pk=made.pk)._raw_delete("default")
    connection.check_constraints()


# Who may


@both
@pytest.mark.parametrize("page", ["wijzigen/", "samenvoegen/", "verwijderen/"])
def test_a_shared_party_is_for_the_systeembeheerder(
    keeper, client_of, superuser, wording, kerkrade_plan, model, page
):
    made = party(model, "Politie", wording, kerkrade_plan.versions.get().wordings.get())
    answer = keeper.get(made.get_absolute_url() + page)
    assert answer.status_code == 403
    assert "staat ook in een plan dat u niet beheert. Vraag de systeembeheerder" in says(answer)
    assert client_of(superuser).get(made.get_absolute_url() + page).status_code == 200
    shown = says(keeper.get(made.get_absolute_url()))
    assert "Schrijfwijzen" in shown
    assert "samenvoegen en verwijderen doet de systeembeheerder" in shown


@both
def test_who_keeps_no_plan_with_the_party_only_reads(client_of, oov, wording, model):
    made = party(model, "Politie", wording)
    shown = client_of(oov).get(made.get_absolute_url()).content.decode()
    assert "wijzigen/" not in shown
    answer = change(client_of(oov), made, name="Nieuw")
    assert answer.status_code == 403
    assert "Alleen een planbeheerder van een plan met deze" in says(answer)


@both
def test_a_keeper_of_a_plan_in_which_it_stands_in_no_version_that_holds_counts(
    keeper, wording, model
):
    made = party(model, "Politie", later_wording(wording))
    assert change(keeper, made, name="Nieuw").status_code == 302


@both
def test_a_new_name_shows_in_a_closed_plan_and_what_was_printed_stays(keeper, wording, model):
    plan = wording.version.plan
    wording.coordinator_text = "Politie Z."
    wording.save()
    plan.closed_on = "2024-01-10"
    plan.save()
    made = party(model, "Politie Z", wording)
    assert change(keeper, made, name="Politie Zuid").status_code == 302
    wording.refresh_from_db()
    assert wording.coordinator_text == "Politie Z."


@both
def test_an_import_finds_a_party_by_its_old_name(keeper, wording, model):
    made = party(model, "Politie Z", wording)
    change(keeper, made, name="Politie Zuid")
    parties = Parties({}, wording.version.plan)
    find = parties.partner if model is Partner else parties.coordinator
    assert find("Politie Z") == find("Politie Zuid") == made
