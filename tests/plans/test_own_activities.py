"""A municipality adds an activity for itself, also in an adopted plan, and keeps it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from plans.models import ActivityWording, Cell, PlanVersion
from plans.services.activities import add_activity, change_activity, told_by
from tests import factories
from tests.common.pages import says
from tests.plans.reading import look
from tests.plans.writing import (
    ACTIVITIES,
    NEW,
    TEXT,
    add,
    fields_of,
    history,
    partners,
    save,
    text,
)

OWN = f"{ACTIVITIES}dijken-bewaken/"
MATRIX = "/plannen/heuvelland/matrix/"


@pytest.fixture
def adopted(version, wording) -> PlanVersion:
    """The plan of the group, adopted."""
    version.adopted_on = date(2020, 2, 1)
    version.save()
    return version


@pytest.fixture
def own(browser, adopted) -> ActivityWording:
    """An activity that Vaals added for itself."""
    assert add(browser).status_code == 302
    return text("dijken-bewaken")


@pytest.fixture
def concept(adopted) -> PlanVersion:
    """The next version of the plan, with the same theme."""
    made = PlanVersion.objects.create(plan=adopted.plan, number=2, is_current=False)
    old = adopted.themes.get()
    factories.ThemeWordingFactory(version=made, theme=old.theme, number="3.1", title=old.title)
    return made


def test_it_has_one_cell_and_applies_nowhere_else(own, browser, vaals):
    assert own.activity.owner == vaals
    assert [cell.municipality for cell in Cell.objects.filter(activity=own.activity)] == [vaals]
    cells = look(browser).cells_of("dijken-bewaken")
    assert cells == ["nog niet ingevuld", "geldt hier niet"]


def test_the_form_says_whose_it_is(browser, adopted):
    assert "Eigen activiteit van Vaals toevoegen" in says(browser.get(NEW))


def test_the_matrix_leads_to_the_form_for_who_may_add(browser, adopted, client_of, burgemeester):
    assert f'href="{NEW}"' in browser.get(MATRIX).content.decode()
    assert NEW not in client_of(burgemeester).get(MATRIX).content.decode()
    adopted.plan.closed_on = date(2024, 1, 1)
    adopted.plan.save()
    assert NEW not in browser.get(MATRIX).content.decode()


def test_the_owner_changes_splits_and_ends_it(own, browser):
    page = browser.get(own.get_absolute_url())
    assert "Tekst wijzigen" in says(page)
    answer = save(browser, f"{OWN}wijzigen/", title="Dijken nalopen", points="een\ntwee")
    assert answer["Location"] == own.get_absolute_url()
    save(browser, f"{OWN}splitsen/", points=["0"], title="Een")
    assert text("een").activity.owner == own.activity.owner
    save(browser, f"{OWN}samenvoegen/", into=text("een").pk, reason="Toch samen.")
    assert text("een").points == ["een", "twee"]
    save(browser, f"{ACTIVITIES}een/beeindigen/", reason="Klaar.")
    assert not text("een").is_live


def test_it_merges_only_into_another_own_one(own, browser, wording):
    answer = save(browser, f"{OWN}samenvoegen/", into=wording.pk, reason="Samen.")
    assert answer.status_code == 400


def test_others_keep_away(own, client_of, oov_meerssen, planbeheerder, superuser, griffie):
    for user in (oov_meerssen, griffie):
        for step in ("wijzigen", "splitsen", "samenvoegen", "beeindigen"):
            assert client_of(user).get(f"{OWN}{step}/").status_code == 403
            assert client_of(user).post(f"{OWN}{step}/", {}).status_code == 403
    assert client_of(planbeheerder).get(f"{OWN}wijzigen/").status_code == 409
    assert "Tekst wijzigen" not in says(client_of(planbeheerder).get(own.get_absolute_url()))


def test_an_oov_medewerker_writes_no_other_activity(browser, wording):
    assert browser.get(TEXT).status_code == 403
    assert browser.post(TEXT, {"title": "Van mij"}).status_code == 403
    assert history() == []


def test_in_a_version_that_was_replaced_nobody_writes(own, browser, concept):
    PlanVersion.objects.filter(number=1).update(is_current=False)
    answer = browser.get(f"{OWN}wijzigen/")
    assert answer.status_code == 409
    assert "Deze versie geldt niet meer" in says(answer)


def test_in_a_closed_plan_nobody_writes(own, browser):
    own.version.plan.closed_on = date(2024, 1, 1)
    own.version.plan.save()
    assert browser.get(f"{OWN}wijzigen/").status_code == 409
    assert "Tekst wijzigen" not in says(browser.get(own.get_absolute_url()))


def test_the_concept_that_will_replace_the_version_does_not_forget_it(
    browser, concept, adopted, vaals
):
    politie = factories.PartnerFactory(name="Politie")
    add(browser, partners="Politie (nacht)", planning_text="2022")
    there = text("dijken-bewaken", 2)
    assert there.theme == concept.themes.get()
    assert (partners("dijken-bewaken", 2), there.planning_text) == (["Politie (nacht)"], "2022")
    save(browser, f"{OWN}wijzigen/", title="Dijken nalopen", partners="")
    assert (text("dijken-bewaken", 2).title, partners("dijken-bewaken", 2)) == (
        "Dijken nalopen",
        [],
    )
    save(browser, f"{OWN}beeindigen/", reason="Klaar.")
    assert text("dijken-bewaken", 2).end_reason == "Klaar."
    assert politie.activitywording_set.count() == 0


def test_a_theme_that_ended_in_the_concept_takes_nothing(browser, concept):
    concept.themes.update(end_kind="beëindigd", end_reason="Weg.")
    add(browser)
    assert not concept.wordings.exists()


def test_what_the_planbeheerder_adds_in_a_concept_is_of_all(client_of, planbeheerder, concept):
    address = "/plannen/heuvelland/versies/2/activiteiten/nieuw/"
    theme = concept.themes.get()
    page = client_of(planbeheerder).get(address)
    answer = save(client_of(planbeheerder), address, page, theme=theme.pk, subject="A", title="B")
    assert answer.status_code == 302
    made = text("b", 2)
    assert made.activity.owner is None
    seen = client_of(planbeheerder).get(made.get_absolute_url())
    assert "Deze activiteit staat in versie 2" in says(seen)
    assert "versies/2/activiteiten/b/wijzigen/" in seen.content.decode()
    assert fields_of(client_of(planbeheerder).get(NEW)) == {}


def test_services_ask_for_permission_themselves(own, oov_meerssen, vaals, meerssen):
    told = told_by(own)
    with pytest.raises(PermissionDenied):
        change_activity(user=oov_meerssen, wording=own, told=told, revision=own.revision)
    with pytest.raises(PermissionDenied):
        add_activity(user=oov_meerssen, version=own.version, told=told, owner=vaals)
