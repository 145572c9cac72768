"""What was chosen on a form can be gone when it is saved: a colleague was first by a moment."""

import pytest
from django.core.exceptions import ValidationError

from plans.models import ActivityWording, Partner, ThemeWording
from plans.rules.choosing import Chosen
from plans.services.activities import add_activity, change_activity, told_by
from plans.services.keeping import delete_party
from plans.services.positions import move_activity
from plans.services.succession import end_activity, merge_activity
from plans.services.themes import end_theme, merge_theme
from tests import factories
from tests.plans.writing import TEXT, fields_of, text


@pytest.fixture
def keeper(client, planbeheerder):
    """The browser of who keeps the plan of the group."""
    client.force_login(planbeheerder)
    return client


@pytest.fixture
def water(wording) -> ThemeWording:
    """Another theme of the version, in which nothing stands yet."""
    return factories.ThemeWordingFactory(version=wording.version, number="4.1", title="Water")


@pytest.fixture
def other(wording) -> ActivityWording:
    """Another activity of the same theme."""
    return factories.ActivityWordingFactory(
        theme=wording.theme, activity__key="ander", title="Anders"
    )


def of_page(told, **more):
    """What somebody typed, beside what stood there."""
    links = {name: more.pop(name) for name in ("theme", "partners") if name in more}
    values = {**told.values, **more}
    return type(told)(
        values,
        links.get("theme", told.theme),
        told.coordinators,
        links.get("partners", told.partners),
        told.further_themes,
    )


def test_no_activity_is_added_to_a_theme_that_ended_meanwhile(planbeheerder, wording, water):
    told = of_page(told_by(text()), theme=water, title="Dijken")
    end_theme(user=planbeheerder, wording=water, reason="Klaar.")
    with pytest.raises(ValidationError, match=r"Thema 4\.1 staat niet meer in deze versie"):
        add_activity(user=planbeheerder, version=text().version, told=told)
    assert not water.activities.exists()


def test_no_activity_goes_to_a_theme_that_was_merged_meanwhile(planbeheerder, wording, water):
    seen = text()
    told = of_page(told_by(seen), theme=water)
    merge_theme(user=planbeheerder, wording=water, into=text().theme)
    with pytest.raises(ValidationError, match=r"Thema 4\.1 staat niet meer"):
        change_activity(user=planbeheerder, wording=seen, told=told, revision=seen.revision)
    assert text().theme.is_live


def test_no_activity_goes_on_in_one_that_ended_meanwhile(planbeheerder, wording, other):
    seen, into = text(), text("ander")
    end_activity(user=planbeheerder, wording=text("ander"), reason="Klaar.", revision=0)
    with pytest.raises(ValidationError, match="beëindigd"):
        merge_activity(user=planbeheerder, wording=seen, into=into, reason="Zelfde", revision=0)
    with pytest.raises(ValidationError, match="beëindigd"):
        end_activity(user=planbeheerder, wording=seen, reason="Nieuw", revision=0, replacement=into)
    assert text().is_live


def test_a_partner_that_was_deleted_meanwhile_is_named(planbeheerder, wording):
    lone = Partner.objects.create(name="GGD", searchable="ggd")
    seen = text()
    told = of_page(told_by(seen), title="Anders", partners=(Chosen(lone.name, lone.pk),))
    delete_party(user=planbeheerder, party=lone)
    with pytest.raises(ValidationError, match="GGD is er niet meer"):
        change_activity(user=planbeheerder, wording=seen, told=told, revision=seen.revision)
    assert text().title != "Anders"


def test_who_saves_after_a_colleague_moved_the_activity_does_not_move_it_back(
    keeper, planbeheerder, wording, water
):
    typed = fields_of(keeper.get(TEXT)) | {"title": "Een andere titel"}
    move_activity(user=planbeheerder, wording=text(), theme=water, after=None)
    response = keeper.post(TEXT, typed)
    assert response.status_code == 409
    again = fields_of(response)
    assert (again["title"], again["theme"]) == (["Een andere titel"], [str(water.pk)])
    assert keeper.post(TEXT, again).status_code == 302
    assert (text().title, text().theme) == ("Een andere titel", water)


def test_marks_that_are_nested_without_end_are_no_marks(keeper, wording):
    typed = fields_of(keeper.get(TEXT)) | {"was": "[" * 200_000, "title": "Een andere titel"}
    assert keeper.post(TEXT, typed).status_code == 302


def test_a_theme_with_a_key_that_no_database_holds_is_refused(keeper, wording):
    typed = fields_of(keeper.get(TEXT)) | {"further_themes": "9" * 26, "title": "Een andere titel"}
    assert keeper.post(TEXT, typed).status_code == 400
    assert text().title != "Een andere titel"
