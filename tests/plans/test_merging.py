"""Merging two coordinators, or two partners, that are one: everything moves and nothing is lost."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.models import ActivityPartner, Partner, TextChange
from plans.services.merging import joined, merge
from plans.services.parties import Parties
from tests.common.pages import says
from tests.markup import Page
from tests.plans.parties import (
    MODELS,
    later_wording,
    link,
    names_at,
    party,
    wording_in,
)
from tests.plans.reading import line

both = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


@pytest.fixture
def keeper(client, planbeheerder):
    """The browser of who keeps the plan of the group."""
    client.force_login(planbeheerder)
    return client


def into(gone, kept) -> str:
    """The page on which one party is merged into another."""
    return f"{gone.get_absolute_url()}samenvoegen/{kept.pk}/"


def facts(response) -> dict[str, str]:
    """What stands behind each term."""
    page = Page(response.content.decode())
    terms, told = ([line(e) for e in page.elements if e.tag == tag] for tag in ("dt", "dd"))
    return dict(zip(terms, told, strict=True))


# Choosing the other


@both
@pytest.mark.parametrize("met", ["Politie", "politie", "agenten", " Polítie ", "eenheid"])
def test_letters_that_mean_one_lead_on(keeper, wording, model, met):
    plan = wording.version.plan
    gone = party(model, "Politie Z", wording)
    kept = party(model, "Politie", wording, spelt={"Agenten": [plan], "Eenheid Limburg": [plan]})
    answer = keeper.get(f"{gone.get_absolute_url()}samenvoegen/", {"met": met})
    assert answer.status_code == 302
    assert answer["Location"] == into(gone, kept)


@both
def test_letters_that_mean_several_give_a_choice(keeper, wording, model):
    gone = party(model, "Politie Z", wording)
    others = [party(model, name, wording) for name in ("Politie Noord", "Politie Oost")]
    html = keeper.get(f"{gone.get_absolute_url()}samenvoegen/", {"met": "pol"}).content.decode()
    assert Page(html).problems() == []
    for other in others:
        assert f'<a href="{into(gone, other)}">{other}</a>' in html
        assert f'<option value="{other}">' in html
    assert '<option value="Politie Z">' not in html


@both
@pytest.mark.parametrize(
    ("met", "sentence"),
    [
        ("", "Typ een paar letters van de naam."),
        ("Papegaaiduiker", "gevonden met deze letters"),
        ("Politie Z", "gevonden met deze letters"),
        ("x" * 151, "150 tekens"),
        ("a\0", "Null-tekens"),
    ],
)
def test_letters_that_mean_none_are_answered_in_words(
    keeper, wording, kerkrade_plan, model, met, sentence
):
    gone = party(model, "Politie Z", wording)
    answer = keeper.get(f"{gone.get_absolute_url()}samenvoegen/", {"met": met})
    assert answer.status_code == 400
    assert Page(answer.content.decode()).problems() == []
    assert sentence in says(answer)


# What moves


def test_the_page_shows_what_moves(keeper, wording):
    plan = wording.version.plan
    second = wording_in(wording.version)
    later_wording(second)
    gone = party(Partner, "Politie Z", wording, second, spelt={"PZ": [plan]})
    kept = party(Partner, "Politie", wording)
    assert facts(keeper.get(into(gone, kept))) == {
        "Verdwijnt": "Politie Z (wordt een schrijfwijze)",
        "Blijft": "Politie",
        "Verhuist": "2 activiteiten in 1 plan: Uitvoeringsplan Heuvelland",
        "Beide staan bij": "1 activiteit; daar blijft Politie één keer staan, met de opmerkingen "
        "van beide",
        "Schrijfwijzen": "PZ gaan mee",
    }
    assert f'href="{into(kept, gone)}"' in keeper.get(into(gone, kept)).content.decode()


@both
def test_everything_moves_also_in_versions_that_are_fixed(keeper, wording, model, caplog):
    caplog.set_level("INFO", "audit")
    plan = wording.version.plan
    wording.version.adopted_on = "2020-02-01"
    wording.version.save()
    plan.closed_on = "2024-01-10"
    plan.save()
    later = later_wording(wording)
    gone = party(model, "Politie Z", wording, later, spelt={"PZ": [plan]})
    kept = party(model, "Politie", wording_in(wording.version), spelt={"Agenten": [plan]})
    first, second = gone.pk, kept.pk
    answer = keeper.post(into(gone, kept), follow=True)
    assert "Politie Z heet voortaan Politie. Verhuisd: 1 activiteit in 1 plan." in says(answer)
    assert not model.objects.filter(pk=first).exists()
    assert names_at(wording, model) == names_at(later, model) == ["Politie"]
    kept.refresh_from_db()
    assert kept.searchable == "politie\nagenten\npz\npolitie z"
    assert {alias.name: list(alias.plans.all()) for alias in kept.aliases.all()} == {
        "Agenten": [plan],
        "Politie Z": [plan],
        "PZ": [plan],
    }
    change = TextChange.objects.get()
    told = (change.plan, change.part, change.name, change.field, change.before, change.after)
    part = model._meta.verbose_name
    assert told == (plan, part, "Politie Z", "samengevoegd", "Politie Z", "Politie")
    act = json.loads(caplog.messages[-1])
    assert (act["actie"], act["object"]) == ("samenvoegen", f"{part} {first} met {second}")
    assert "samengevoegd Politie Z Politie" in says(keeper.get(kept.get_absolute_url()))
    assert "Politie" in says(keeper.get("/plannen/heuvelland/matrix/"))


def test_where_both_stand_one_is_left_at_the_first_place_with_both_remarks(keeper, wording):
    gone, kept = party(Partner, "Politie Z"), party(Partner, "Politie")
    link(gone, wording, remark="op afroep")
    party(Partner, "Bewoners", wording)
    link(kept, wording, remark="wijkagent")
    keeper.post(into(gone, kept))
    assert names_at(wording, Partner) == ["Politie", "Bewoners"]
    assert wording.partner_links.get(partner=kept).remark == "wijkagent; op afroep"


def test_two_long_remarks_are_both_kept(keeper, wording):
    gone, kept = party(Partner, "Politie Z"), party(Partner, "Politie")
    link(gone, wording, remark="a" * 248)
    link(kept, wording, remark="b" * 250)
    assert keeper.post(into(gone, kept)).status_code == 302
    assert wording.partner_links.get().remark == f"{'b' * 250}; {'a' * 248}"


def test_remarks_that_do_not_fit_together_are_not_cut(keeper, wording):
    gone, kept = party(Partner, "Politie Z"), party(Partner, "Politie")
    link(gone, wording, remark="a" * 250)
    link(kept, wording, remark="b" * 250)
    answer = keeper.post(into(gone, kept))
    assert answer.status_code == 400
    assert "Bij Meldcode invoeren passen de opmerkingen" in says(answer)
    assert ActivityPartner.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("", "", ""),
        ("op afroep", "", "op afroep"),
        ("", "op afroep", "op afroep"),
        ("op afroep", "op afroep", "op afroep"),
        ("op afroep; wijk", "wijk", "op afroep; wijk"),
        ("wijk", "op afroep", "wijk; op afroep"),
    ],
)
def test_remarks_are_joined_each_once(first, second, together):
    assert joined(first, second) == together


@both
def test_the_name_of_the_one_that_stays_is_no_longer_a_spelling(keeper, wording, model):
    plan = wording.version.plan
    gone = party(model, "Politie Z", wording, spelt={"Politie": [plan]})
    kept = party(model, "Politie", wording)
    keeper.post(into(gone, kept))
    assert [alias.name for alias in kept.aliases.all()] == ["Politie Z"]


@both
def test_a_name_that_was_already_a_spelling_stays_one(keeper, wording, model):
    plan = wording.version.plan
    gone = party(model, "Politie Z", wording)
    kept = party(model, "Politie", wording, spelt={"Politie Z": [plan]})
    assert keeper.post(into(gone, kept)).status_code == 302
    assert [alias.name for alias in kept.aliases.all()] == ["Politie Z"]


@both
def test_a_name_that_is_a_spelling_of_a_third_is_refused(keeper, wording, model):
    gone, kept = party(model, "Politie Z", wording), party(model, "Politie", wording)
    party(model, "Bewoners", wording, spelt={"Politie Z": [wording.version.plan]})
    answer = keeper.post(into(gone, kept))
    assert answer.status_code == 400
    assert "Politie Z is ook een schrijfwijze van een derde" in says(answer)
    assert Page(answer.content.decode()).problems() == []
    assert names_at(wording, model) == ["Politie Z", "Politie", "Bewoners"]


@both
def test_an_unused_one_is_merged_too(keeper, wording, model):
    plan = wording.version.plan
    gone = party(model, "Politie Z", spelt={"PZ": [plan]})
    kept = party(model, "Politie", wording)
    assert "0 activiteiten in 0 plannen" in says(keeper.get(into(gone, kept)))
    assert keeper.post(into(gone, kept)).status_code == 302
    assert {alias.name for alias in kept.aliases.filter(plans=plan)} == {"PZ", "Politie Z"}


# What is refused


@both
def test_one_that_stands_in_a_plan_of_others_does_not_disappear(
    keeper, client_of, superuser, wording, kerkrade_plan, model
):
    gone = party(model, "Politie Z", wording, kerkrade_plan.versions.get().wordings.get())
    kept = party(model, "Politie", wording)
    answer = keeper.post(into(gone, kept))
    assert answer.status_code == 403
    assert "Vraag de systeembeheerder om dit te doen." in says(answer)
    assert client_of(superuser).post(into(gone, kept)).status_code == 302
    assert TextChange.objects.count() == 2


@both
def test_one_that_stands_in_a_plan_of_others_may_stay(keeper, wording, kerkrade_plan, model):
    theirs = kerkrade_plan.versions.get().wordings.get()
    gone, kept = party(model, "Politie Z", wording), party(model, "Politie", wording, theirs)
    assert f'href="{into(kept, gone)}"' not in keeper.get(into(gone, kept)).content.decode()
    assert keeper.post(into(gone, kept)).status_code == 302
    assert [change.plan.slug for change in TextChange.objects.all()] == ["heuvelland"]


@both
def test_one_that_the_reader_does_not_see_cannot_be_chosen(keeper, wording, kerkrade_plan, model):
    gone = party(model, "Politie Z", wording)
    hidden = model.objects.get(name__contains="Papegaaiduiker")
    for answer in (keeper.get(into(gone, hidden)), keeper.post(into(gone, hidden))):
        assert answer.status_code == 404
        assert "Papegaaiduiker" not in answer.content.decode()
    assert names_at(wording, model) == ["Politie Z"]


@both
def test_nobody_is_merged_with_himself(keeper, planbeheerder, wording, model):
    made = party(model, "Politie", wording)
    for answer in (keeper.get(into(made, made)), keeper.post(into(made, made))):
        assert answer.status_code == 404
        assert "niet met zichzelf samenvoegen. Kies een andere." in says(answer)
    with pytest.raises(ValidationError, match="niet met zichzelf"):
        merge(user=planbeheerder, gone=made, kept=made)


@both
def test_what_a_colleague_merged_just_before_is_told(keeper, planbeheerder, wording, model):
    gone, kept = party(model, "Politie Z", wording), party(model, "Politie", wording)
    third = party(model, "Agenten", wording)
    merge(user=planbeheerder, gone=gone, kept=kept)
    for address in (into(gone, kept), into(kept, gone), into(gone, third)):
        answer = keeper.post(address)
        assert answer.status_code == 404
        assert "kijk in de lijst" in says(answer)
    for pair in ((gone, kept), (third, gone)):
        with pytest.raises(ValidationError, match="Politie Z is er niet meer: een collega heeft"):
            merge(user=planbeheerder, gone=pair[0], kept=pair[1])


@both
@pytest.mark.parametrize("who", ["oov", "planbeheerder_meerssen", "outsider", "roleless", None])
def test_others_merge_nothing(request, client_of, wording, model, who):
    gone, kept = party(model, "Politie Z", wording), party(model, "Politie", wording)
    user = request.getfixturevalue(who) if who else None
    answer = client_of(user).post(into(gone, kept))
    assert answer.status_code == {"outsider": 404, "roleless": 404, None: 302}.get(who, 403)
    assert names_at(wording, model) == ["Politie Z", "Politie"]


# After any number of merges


NAMES = ["Politie", "Politie Z", "PZ", "Agenten", "Bewoners"]
here = st.lists(st.sampled_from(range(len(NAMES))), unique=True, max_size=len(NAMES))
pairs = st.lists(st.tuples(*[st.sampled_from(range(len(NAMES)))] * 2), max_size=6)


@both
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.tuples(here, here, here), merges=pairs)
def test_after_any_merges_each_activity_has_each_party_once_and_every_spelling_resolves(
    wording, superuser, model, places, merges
):
    with transaction.atomic():
        made = [party(model, name, spelt={f"{name} ?": []}) for name in NAMES]
        at = [wording, later_wording(wording), wording_in(wording.version)]
        for place, who in zip(at, places, strict=True):
            stand_at(place, [made[each] for each in who])
        stands_for = merge_all(superuser, made, merges)
        for place, who in zip(at, places, strict=True):
            assert_moved(place, model, who, stands_for)
        assert_resolves(model, wording.version.plan, stands_for)
        assert model.objects.count() == len(set(stands_for))
        transaction.set_rollback(True)


def stand_at(place, made) -> None:
    """Let parties stand at an activity; a partner with a remark that tells which it was."""
    for each in made:
        link(each, place, **({"remark": f"({each})"} if isinstance(each, Partner) else {}))


def merge_all(user, made, merges) -> list[int]:
    """Merge pairs one after the other; returns for each party which one it now is."""
    stands_for = list(range(len(made)))
    for one, other in merges:
        gone, kept = stands_for[one], stands_for[other]
        if gone != kept:
            merge(user=user, gone=made[gone], kept=made[kept])
            stands_for = [kept if each == gone else each for each in stands_for]
    return stands_for


def assert_moved(place, model, who, stands_for) -> None:
    """Each party once, at its first place, with the remarks of all that it was."""
    expected: dict[str, list[str]] = {}
    for each in who:
        expected.setdefault(NAMES[stands_for[each]], []).append(f"({NAMES[each]})")
    assert names_at(place, model) == list(expected)
    if model is Partner:
        found = {each.partner.name: each.remark for each in place.partner_links.all()}
        assert {name: sorted(told.split("; ")) for name, told in found.items()} == {
            name: sorted(told) for name, told in expected.items()
        }


def assert_resolves(model, plan, stands_for) -> None:
    """Every name and spelling of before finds the party that it now is."""
    parties = Parties({}, plan)
    find = parties.partner if model is Partner else parties.coordinator
    for name, stands in zip(NAMES, stands_for, strict=True):
        assert find(name).name == find(f"{name} ?").name == NAMES[stands]
