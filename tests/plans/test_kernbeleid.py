"""Kernbeleid Veiligheid: everybody reads the list, the systeembeheerder keeps it."""

import pytest
from django.core.exceptions import PermissionDenied

from plans.models import SafetyField, SafetyTheme
from plans.services import kernbeleid
from tests import factories
from tests.common.pages import says
from tests.conftest import MARKER

LIST = "/kernbeleid/"
NEW = f"{LIST}nieuw/"


@pytest.fixture
def keeper(client_of, superuser):
    """The browser of the systeembeheerder."""
    return client_of(superuser)


@pytest.fixture
def field(db) -> SafetyField:
    """The first field of the edition that is here."""
    return SafetyField.objects.get(number="1")


def numbers(edition: str = "2017") -> list[str]:
    """The numbers of the themes of an edition."""
    themes = SafetyTheme.objects.filter(field__edition=edition)
    return sorted(themes.values_list("number", flat=True))


def theme(number: str) -> SafetyTheme:
    """A theme of the edition that is here."""
    return SafetyTheme.objects.get(number=number, field__edition="2017")


# Reading


def test_the_list_shows_where_the_themes_of_visible_plans_stand(browser, version, kerkrade_plan):
    ours = factories.ThemeWordingFactory(version=version, title="Ons thema")
    ours.safety_themes.add(theme("1.1"))
    kerkrade_plan.versions.get().themes.get().safety_themes.add(theme("1.2"))
    answer = browser.get(LIST)
    text = says(answer)
    assert text.index("Editie 2017") < text.index("1 Veilige woon- en leefomgeving")
    assert text.index("1.1 Sociale kwaliteit") < text.index("Ons thema") < text.index("1.2 Fysieke")
    assert MARKER not in text
    assert "Wijzigen" not in text
    assert f"/plannen/heuvelland/themas/{ours.theme_id}/" in answer.content.decode()


def test_numbers_are_sorted_as_numbers_and_editions_newest_first(keeper, field, superuser):
    kernbeleid.add_theme(user=superuser, field=field, number="1.10", title="Laatste")
    kernbeleid.copy_edition(user=superuser, source="2017", name="2024")
    text = says(keeper.get(LIST))
    assert text.index("1.4 Subjectieve") < text.index("1.10 Laatste")
    assert text.index("Editie 2024") < text.index("Editie 2017")


def test_it_needs_no_more_queries_for_more_themes(client, oov, version, assert_flat):
    client.force_login(oov)

    def more(number: int) -> None:
        for _each in range(number):
            factories.ThemeWordingFactory(version=version).safety_themes.add(theme("1.1"))

    assert_flat(LIST, more)


# Keeping


def test_an_edition_is_a_copy_that_changes_by_itself(keeper):
    response = keeper.post(NEW, {"name": "2024", "source": "2017"}, follow=True)
    assert "Editie 2024 is toegevoegd." in says(response)
    assert numbers("2024") == numbers("2017")
    copy = SafetyTheme.objects.get(number="1.1", field__edition="2024")
    keeper.post(f"{LIST}themas/{copy.pk}/", {"number": "1.1", "title": "Anders"})
    assert theme("1.1").title == "Sociale kwaliteit"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "verplicht"),
        ({"name": "2017", "source": "2017"}, "Deze editie is er al."),
        ({"name": "2024", "source": "1999"}, "Selecteer een geldige keuze"),
        ({"name": "20 24", "source": "2017"}, "Gebruik letters, cijfers en streepjes"),
        ({"name": "2024\n", "source": "2017\x00"}, "keuze"),
        ({"name": "x" * 21, "source": "2017"}, "20"),
    ],
)
def test_an_edition_that_cannot_be_says_why(keeper, data, sentence):
    response = keeper.post(NEW, data)
    assert response.status_code == 400
    assert sentence in says(response)
    assert SafetyField.objects.values_list("edition").distinct().count() == 1


def test_a_theme_is_added_changed_and_removed(keeper, field):
    add = f"{LIST}velden/{field.pk}/themas/nieuw/"
    assert keeper.post(add, {"number": "1.5", "title": "Nieuw"}).status_code == 302
    assert keeper.post(add, {"number": "1.5", "title": "Nog eens"}).status_code == 400
    made = theme("1.5")
    keeper.post(f"{LIST}themas/{made.pk}/", {"number": "1.6", "title": "Ander"})
    assert str(theme("1.6")) == "1.6 Ander"
    assert "Wilt u 1.6 Ander" in says(keeper.get(f"{LIST}themas/{made.pk}/verwijderen/"))
    keeper.post(f"{LIST}themas/{made.pk}/verwijderen/")
    assert "1.6" not in numbers()
    assert keeper.post(f"{LIST}themas/{made.pk}/verwijderen/").status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"number": "", "title": "x"},
        {"number": "1", "title": "x"},
        {"number": "2.1", "title": "x"},
        {"number": "1.2", "title": "x"},
        {"number": "1.0", "title": "x"},
        {"number": "1.9", "title": ""},
        {"number": "1.9", "title": "x" * 151},
        {"number": "1.9", "title": "x\x00"},
    ],
)
def test_a_number_or_title_that_cannot_be_changes_nothing(keeper, data):
    before = theme("1.1")
    response = keeper.post(f"{LIST}themas/{before.pk}/", data)
    assert response.status_code == 400
    assert "Thema 1.1 wijzigen" in says(response)
    assert (theme("1.1").title, numbers().count("1.1")) == (before.title, 1)


def test_a_field_takes_its_themes_along_to_a_new_number(keeper, field):
    response = keeper.post(f"{LIST}velden/{field.pk}/", {"number": "9", "title": "Wonen"})
    assert response.status_code == 302
    assert [each for each in numbers() if each.startswith(("1", "9"))] == [
        "9.1",
        "9.2",
        "9.3",
        "9.4",
    ]
    assert (
        keeper.post(f"{LIST}velden/{field.pk}/", {"number": "2", "title": "x"}).status_code == 400
    )
    assert "9.1" in numbers()


def test_a_field_is_added_and_removed_once_it_is_empty(keeper, field):
    keeper.post(f"{LIST}2017/velden/nieuw/", {"number": "6", "title": "Digitaal"})
    made = SafetyField.objects.get(number="6")
    assert keeper.post(f"{LIST}velden/{made.pk}/verwijderen/").status_code == 302
    assert not SafetyField.objects.filter(number="6").exists()
    response = keeper.post(f"{LIST}velden/{field.pk}/verwijderen/")
    assert response.status_code == 400
    assert "Dit veld heeft nog thema's." in response.content.decode().replace("&#x27;", "'")
    assert keeper.get(f"{LIST}1999/velden/nieuw/").status_code == 404


def test_a_theme_to_which_a_plan_refers_stays(keeper, version):
    factories.ThemeWordingFactory(version=version).safety_themes.add(theme("1.1"))
    used = f"/kernbeleid/themas/{theme('1.1').pk}/verwijderen/"
    assert used not in keeper.get(LIST).content.decode()
    response = keeper.post(used)
    assert response.status_code == 400
    assert "Een plan verwijst naar dit thema." in says(response)
    assert "1.1" in numbers()


def test_the_services_refuse_everybody_else(planbeheerder, beheerder, field):
    for user in (planbeheerder, beheerder):
        for act in (
            lambda user=user: kernbeleid.copy_edition(user=user, source="2017", name="x"),
            lambda user=user: kernbeleid.add_field(user=user, edition="x", number="1", title="x"),
            lambda user=user: kernbeleid.change_field(
                user=user, field=field, number="1", title="x"
            ),
            lambda user=user: kernbeleid.add_theme(user=user, field=field, number="1.9", title="x"),
            lambda user=user: kernbeleid.change_theme(
                user=user, theme=theme("1.1"), number="1.1", title="x"
            ),
            lambda user=user: kernbeleid.remove(user=user, part=theme("1.1")),
        ):
            with pytest.raises(PermissionDenied):
                act()
