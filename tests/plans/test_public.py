"""What everybody may read, who decides so, and what never leaves the house."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from plans.models import Abbreviation, Plan, PlanVersion, TextChange
from plans.services.publishing import publish, withdraw_publication
from tests import factories
from tests.common.pages import problems, says
from tests.markup import Page

PUBLISH = "/plannen/heuvelland/openbaar/"
WITHDRAW = f"{PUBLISH}intrekken/"
PUBLIC = "/openbaar/heuvelland/"
LIST = "/openbaar/"
SECRET = "Bosuil"


@pytest.fixture
def adopted(version, wording) -> PlanVersion:
    """The plan of the group, adopted, with an activity."""
    version.adopted_on, version.adopted_by = date(2020, 6, 1), "colleges"
    version.save()
    return PlanVersion.objects.select_related("plan__group").get(pk=version.pk)


@pytest.fixture
def published(adopted, planbeheerder) -> PlanVersion:
    """The same, public with its stand."""
    publish(user=planbeheerder, version=adopted, with_statuses=True)
    return adopted


# Deciding


def test_the_planbeheerder_chooses_what_becomes_public(client_of, adopted, planbeheerder):
    client = client_of(planbeheerder)
    assert client.get(PUBLIC).status_code == 404
    response = client.post(PUBLISH, {"stand": "zonder"}, follow=True)
    assert "Iedereen kan dit plan nu lezen, zonder de stand." in says(response)
    assert "Openbaar sinds" in says(response)
    assert client.get(PUBLIC).status_code == 200
    plan = Plan.objects.get(slug="heuvelland")
    assert not plan.published_with_statuses
    change = TextChange.objects.get()
    assert (change.field, change.before, change.after, change.actor) == (
        "openbaar",
        "nee",
        "ja, zonder de stand",
        planbeheerder,
    )


def test_the_choice_can_change_and_the_first_day_stays(client_of, published, planbeheerder):
    before = Plan.objects.get(slug="heuvelland").published_at
    client_of(planbeheerder).post(PUBLISH, {"stand": "zonder"})
    plan = Plan.objects.get(slug="heuvelland")
    assert (plan.published_at, plan.published_with_statuses) == (before, False)


def test_the_same_choice_twice_is_written_once(client_of, published, planbeheerder):
    assert client_of(planbeheerder).post(PUBLISH, {"stand": "met"}).status_code == 302
    assert TextChange.objects.count() == 1


@pytest.mark.parametrize("data", [{}, {"stand": ""}, {"stand": "alles"}, {"stand": "a\x00"}])
def test_who_chooses_nothing_is_asked_again(client_of, adopted, planbeheerder, data):
    response = client_of(planbeheerder).post(PUBLISH, data)
    assert response.status_code == 400
    assert Plan.objects.get(slug="heuvelland").published_at is None


def test_a_concept_cannot_become_public(client_of, version, planbeheerder):
    client = client_of(planbeheerder)
    assert "stel het eerst vast" in says(client.get(PUBLISH))
    response = client.post(PUBLISH, {"stand": "met"})
    assert response.status_code == 400
    assert "Alleen een vastgesteld plan kan openbaar worden." in says(response)
    concept = PlanVersion(plan=version.plan, number=2, is_current=False, adopted_on=None)
    with pytest.raises(ValidationError):
        publish(user=planbeheerder, version=concept, with_statuses=False)


def test_it_is_taken_back_once_and_says_so(client_of, published, planbeheerder):
    client = client_of(planbeheerder)
    assert "Wilt u Uitvoeringsplan Heuvelland" in says(client.get(WITHDRAW))
    response = client.post(WITHDRAW, follow=True)
    assert "Dit plan is niet meer openbaar." in says(response)
    assert client.get(PUBLIC).status_code == 404
    assert [change.after for change in TextChange.objects.all()] == ["nee", "ja, met de stand"]
    again = client.post(WITHDRAW)
    assert again.status_code == 400
    assert "Dit plan is al niet meer openbaar." in says(again)


def test_the_service_refuses_who_does_not_keep_the_plan(
    adopted, oov, planbeheerder_meerssen, planbeheerder_kerkrade
):
    for user in (oov, planbeheerder_meerssen, planbeheerder_kerkrade):
        with pytest.raises(PermissionDenied):
            publish(user=user, version=adopted, with_statuses=True)
        with pytest.raises(PermissionDenied):
            withdraw_publication(user=user, version=adopted)


def test_the_log_tells_who_published(adopted, planbeheerder, caplog):
    caplog.set_level("INFO", logger="audit")
    publish(user=planbeheerder, version=adopted, with_statuses=True)
    assert '"actie": "openbaar maken: ja, met de stand", "object": "plan heuvelland"' in caplog.text


# Reading


def fill(wording, superuser, vaals) -> None:
    """Give every text of the activity something to say, and the secrets a word of their own."""
    wording.heading, wording.description, wording.points = "Groep", "Wat er is.", ["Scholing"]
    wording.realised, wording.planning_text = "Gedaan.", "2021"
    wording.source_note = f"{SECRET} bladzijde 3"
    wording.coordinator_text = f"{SECRET} coördinator"
    wording.save()
    wording.theme.ambition, wording.theme.source_note = "Veilig zijn.", f"{SECRET} thema"
    wording.theme.save()
    PlanVersion.objects.filter(pk=wording.version_id).update(
        source_note=f"{SECRET} plan", aims=["Minder overlast"], area_plans=["Noord"]
    )
    factories.PartnerFactory(name="Politie", wording=wording)
    factories.CoordinatorFactory(name="RIEC", wording=wording)
    superuser.name = f"{SECRET} Systeem"
    superuser.save()
    factories.change(superuser, wording, vaals, status="groen", note=f"{SECRET} toelichting")


def test_everybody_reads_the_plan_and_its_stand(anonymous, published, wording, superuser, vaals):
    fill(wording, superuser, vaals)
    answer = anonymous.get(PUBLIC)
    assert problems(answer) == []
    assert Page(answer.content.decode()).problems() == []
    text = says(answer)
    for words in (
        "vastgesteld op 1 juni 2020 door colleges",
        "Minder overlast",
        "Noord",
        "Veilig zijn.",
        "Groep",
        "Meldcode invoeren",
        "Wat er is.",
        "Scholing",
        "Gedaan.",
        "Politie",
        "RIEC",
        "2021",
        "Stand op 31 december 2023.",
        "groen",
        "nog niet ingevuld",
        "uitgevoerd door Heuvelland",
    ):
        assert words in text
    assert "Uitvoeringsplan Heuvelland" in says(anonymous.get(LIST))


def test_without_the_stand_no_status_is_public(
    anonymous, published, planbeheerder, wording, superuser, vaals
):
    fill(wording, superuser, vaals)
    publish(user=planbeheerder, version=published, with_statuses=False)
    text = says(anonymous.get(PUBLIC))
    assert "Meldcode invoeren" in text
    for word in ("groen", "nog niet ingevuld", "Stand op"):
        assert word not in text


def test_notes_names_and_remarks_on_the_source_stay_inside(
    anonymous, published, wording, superuser, vaals
):
    fill(wording, superuser, vaals)
    for address in (PUBLIC, LIST):
        html = anonymous.get(address).content.decode()
        assert SECRET not in html
        assert "/plannen/" not in html


@pytest.mark.parametrize("who", ["planbeheerder", "oov", "superuser"])
def test_who_is_logged_in_gets_the_same_page(request, client_of, anonymous, published, who):
    client = client_of(request.getfixturevalue(who))
    for address in (PUBLIC, LIST):
        assert client.get(address).content == anonymous.get(address).content


def test_a_message_for_its_planbeheerder_waits_for_another_page(client_of, adopted, planbeheerder):
    client = client_of(planbeheerder)
    client.post(PUBLISH, {"stand": "met"})
    assert "Iedereen kan" not in says(client.get(PUBLIC))
    assert "Iedereen kan" in says(client.get("/plannen/heuvelland/"))


def test_what_ended_and_what_is_still_a_concept_is_not_public(anonymous, published, wording):
    factories.ActivityWordingFactory(theme=wording.theme, title="Oud werk", end_kind="beëindigd")
    concept = PlanVersion.objects.create(plan=published.plan, number=2, is_current=False)
    factories.ThemeWordingFactory(version=concept, title="Nieuw plan")
    text = says(anonymous.get(PUBLIC))
    assert "Oud werk" not in text
    assert "Nieuw plan" not in text


def test_an_adoption_that_went_takes_the_plan_off_the_public_pages(anonymous, published):
    PlanVersion.objects.filter(pk=published.pk).update(adopted_on=None)
    assert anonymous.get(PUBLIC).status_code == 404
    assert "Heuvelland" not in says(anonymous.get(LIST))


def test_plans_around_it_are_named_only_when_they_are_public(anonymous, published, group, wording):
    above = factories.PlanFactory(
        slug="ivp", title="Geheime strategie", kind=Plan.Kind.IVP, group=group
    )
    theme = factories.ThemeWordingFactory(version=above.versions.get(), title="Geheim thema")
    Abbreviation.objects.create(plan=above, position=0, abbreviation="OOV", meaning="Geheim")
    Plan.objects.filter(slug="heuvelland").update(implements=above)
    wording.theme.carries_out = theme.theme
    wording.theme.save()
    assert "Gehei" not in says(anonymous.get(PUBLIC))
    above.versions.update(adopted_on=date(2019, 1, 1))
    Plan.objects.filter(slug="ivp").update(published_at="2024-01-01T00:00:00Z")
    text = says(anonymous.get(PUBLIC))
    assert "Geheime strategie" in text
    assert "Geheim thema" in text


def test_fiction_is_marked_for_the_public_too(anonymous, published):
    assert "ictie" not in says(anonymous.get(PUBLIC)) + says(anonymous.get(LIST))
    Plan.objects.filter(slug="heuvelland").update(has_fiction=True)
    for address in (PUBLIC, LIST):
        assert "Fictieve demogegevens" in says(anonymous.get(address))


def test_nothing_is_public_says_what_to_do(anonymous, adopted):
    assert "Er is nu geen plan openbaar." in says(anonymous.get(LIST))


def test_an_activity_of_one_municipality_applies_nowhere_else(
    anonymous, published, wording, meerssen
):
    wording.activity.owner = meerssen
    wording.activity.save()
    text = says(anonymous.get(PUBLIC))
    assert "Alleen van" in text
    assert text.index("Vaals n.v.t.") < text.index("Meerssen nog niet ingevuld")


# Keeping a page


def test_a_public_page_may_be_kept_for_minutes_and_is_not_sent_twice(anonymous, published):
    first = anonymous.get(PUBLIC)
    assert first["Cache-Control"] == "public, max-age=300"
    assert not first.cookies
    again = anonymous.get(PUBLIC, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "public, max-age=300"


def test_whatever_changes_on_it_makes_it_new(anonymous, published, wording, superuser, vaals):
    etag = anonymous.get(PUBLIC)["ETag"]
    factories.change(superuser, wording, vaals, status="geel")
    assert anonymous.get(PUBLIC, headers={"If-None-Match": etag}).status_code == 200


def test_a_page_that_is_not_public_is_kept_by_nobody(anonymous, adopted):
    assert "public" not in anonymous.get(PUBLIC).get("Cache-Control", "")


def test_it_needs_no_more_queries_for_more_text(client, published, wording, assert_flat):
    def more(number: int) -> None:
        for _each in range(number):
            made = factories.ActivityWordingFactory(
                theme=factories.ThemeWordingFactory(version=wording.version)
            )
            factories.PartnerFactory(wording=made)
            factories.CoordinatorFactory(wording=made)

    assert_flat(PUBLIC, more)


def test_the_list_needs_no_more_queries_for_more_plans(client, published, assert_flat):
    def more(number: int) -> None:
        for _each in range(number):
            factories.PlanFactory(
                published_at="2024-01-01T00:00:00Z", version__adopted_on=date(2020, 1, 1)
            )

    assert_flat(LIST, more)
