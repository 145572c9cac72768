"""The page of one activity: what it asks, of whom, and how it went at each municipality."""

from datetime import date

import pytest

from plans.models import Abbreviation, ActivityPartner, ActivityWording
from plans.rules.status import Level
from plans.services.statuses import withdraw
from tests import factories
from tests.common.pages import says
from tests.markup import Page
from tests.plans.reading import MATRIX, line

ACTIVITY = "/plannen/heuvelland/activiteiten/meldcode/"


def facts(response) -> dict[str, str]:
    """What stands behind each term."""
    page = Page(response.content.decode())
    terms, told = ([line(e) for e in page.elements if e.tag == tag] for tag in ("dt", "dd"))
    return dict(zip(terms, told, strict=True))


def timelines(response) -> dict[str, list[str]]:
    """The history below each heading, newest first."""
    page = Page(response.content.decode())
    found = {}
    for section in [each for each in page.elements if each["aria-labelledby"].startswith("t")]:
        inside = [each for each in page.elements if section in each.up()]
        name = next(line(each) for each in inside if each.tag == "h3")
        found[name] = [line(each) for each in inside if each.tag == "li"]
    return found


def test_it_says_what_must_be_done_by_whom_and_when(browser, wording):
    wording.description, wording.points = "Wat er is.", ["Scholing", "Voorlichting"]
    wording.heading, wording.scope = "Zorg", ActivityWording.Scope.LOCAL
    wording.planning_text, wording.planning_start = "2025", date(2025, 1, 1)
    wording.source_note = "Staat twee keer in de bron."
    wording.save()
    factories.CoordinatorFactory(name="RIEC", wording=wording)
    factories.CoordinatorFactory(name="Veiligheidshuis", wording=wording)
    politie = factories.PartnerFactory(name="Politie", wording=wording)
    ActivityPartner.objects.filter(partner=politie).update(remark="op afroep")
    answer = browser.get(ACTIVITY)
    assert facts(answer) == {
        "Onderwerp": "Zorg: Meldcode",
        "Coördinator": "RIEC, Veiligheidshuis",
        "Partners": "Politie (op afroep)",
        "Planning": "2025 (start later)",
        "Dat betekent": "vanaf 1-1-2025",
        "Reikwijdte": "lokaal",
        "Bij de bron": "Staat twee keer in de bron.",
    }
    assert "Wat er is. Scholing Voorlichting" in says(answer).replace(
        "ScholingVoor", "Scholing Voor"
    )


def test_it_says_what_some_plans_have_and_others_do_not(browser, wording, vaals):
    wording.realised, wording.planning_condition = "De meldcode werkt.", "bij een acute crisis"
    wording.activity.owner = vaals
    wording.save()
    wording.activity.save()
    other = factories.ThemeWordingFactory(version=wording.version, number="4.2", title="Jeugd")
    wording.further_themes.add(other)
    answer = browser.get(ACTIVITY)
    told = facts(answer)
    assert told["Voorwaarde"] == "bij een acute crisis"
    assert told["Alleen van"] == "Vaals"
    assert told["Dient ook"] == "4.2 Jeugd"
    assert f"/plannen/heuvelland/themas/{other.theme_id}/" in answer.content.decode()
    assert "Wat er gerealiseerd is De meldcode werkt." in says(answer)


def test_what_does_not_hold_for_a_plan_is_not_shown(client_of, outsider, kerkrade_plan):
    answer = client_of(outsider).get("/plannen/kerkrade/activiteiten/kerkrade-actie/")
    assert set(facts(answer)) == {"Onderwerp", "Coördinator", "Partners", "Planning"}
    assert "per gemeente" not in says(answer)
    assert "Wat er moet gebeuren" not in says(answer)


def test_an_activity_that_ended_stays_readable_with_its_reason(browser, wording):
    wording.end_kind, wording.end_reason = "beëindigd", "De wet is vervallen."
    wording.save()
    answer = browser.get(ACTIVITY)
    assert "Beëindigd in versie 1: De wet is vervallen." in says(answer)


def test_abbreviations_of_the_plan_are_explained(browser, wording, heuvelland):
    Abbreviation.objects.create(plan=heuvelland, position=0, abbreviation="OOV", meaning="Orde")
    wording.points = ["Overleg met OOV"]
    wording.save()
    assert 'Overleg met <abbr title="Orde">OOV</abbr>' in browser.get(ACTIVITY).content.decode()


def test_what_is_not_known_is_said(browser, wording):
    wording.coordinator_undecided = True
    wording.save()
    told = facts(browser.get(ACTIVITY))
    assert told["Coördinator"] == "nader te bepalen"
    assert (told["Partners"], told["Planning"], told["Reikwijdte"]) == (
        "geen",
        "onbekend",
        "onbekend",
    )


@pytest.mark.parametrize(
    ("planning", "phase"),
    [
        ({"planning_end": date(2022, 1, 1)}, "termijn voorbij"),
        ({"planning_end": date(2022, 1, 1), "planning_open_ended": True}, "loopt nu"),
        ({"planning_continuous": True}, "loopt nu"),
        ({"planning_start": date(2024, 1, 1)}, "start later"),
    ],
)
def test_the_planning_says_what_it_means_on_the_reference_date(browser, wording, planning, phase):
    for name, value in ({"planning_text": "zie bron"} | planning).items():
        setattr(wording, name, value)
    wording.save()
    assert facts(browser.get(ACTIVITY))["Planning"] == f"zie bron ({phase})"


def test_the_history_of_each_municipality_stands_newest_first(
    browser, wording, vaals, meerssen, oov
):
    factories.change(oov, wording, vaals, status="geel", valid_from=date(2021, 1, 1))
    factories.change(
        oov,
        wording,
        vaals,
        status="rood",
        valid_from=date(2021, 3, 1),
        note="Geen mensen.",
        reason="capaciteit",
    )
    assert timelines(browser.get(ACTIVITY)) == {
        "Vaals": [
            "1-3-2021: geel → rood · capaciteit · Odette Vaals “Geen mensen.”",
            "1-1-2021: nog niet ingevuld → geel · Odette Vaals",
        ],
        "Meerssen": [],
    }


def test_what_was_backdated_is_compared_with_what_was_then(browser, wording, vaals, oov):
    factories.change(oov, wording, vaals, status="groen", valid_from=date(2021, 6, 1))
    factories.change(oov, wording, vaals, status="geel", valid_from=date(2021, 1, 1))
    assert timelines(browser.get(ACTIVITY))["Vaals"] == [
        "1-1-2021: nog niet ingevuld → geel · Odette Vaals",
        "1-6-2021: geel → groen · Odette Vaals",
    ]


def test_what_was_withdrawn_stays_readable_without_its_note(browser, wording, vaals, oov):
    entry = factories.change(oov, wording, vaals, status="geel", note="Vergissing.")
    cell = factories.cell_of(wording, vaals)
    withdraw(user=oov, cell=cell, wording=wording, entry_id=entry.pk)
    answer = browser.get(ACTIVITY)
    newest, oldest = timelines(answer)["Vaals"]
    assert "wijziging herroepen" in newest
    assert "(herroepen)" in oldest
    assert "Vergissing." not in says(answer)


def test_the_group_stands_last_and_only_where_work_is_left_to_it(
    browser, wording, vaals, superuser
):
    factories.change(superuser, wording, None, status="groen")
    assert list(timelines(browser.get(ACTIVITY))) == ["Vaals", "Meerssen"]
    factories.change(superuser, wording, vaals, level=Level.GROEP)
    found = timelines(browser.get(ACTIVITY))
    assert list(found) == ["Vaals", "Meerssen", "Heuvelland (H)"]
    assert found["Vaals"] == ["1-1-2022: overgedragen aan Heuvelland (H) · Sanne Systeem"]


def test_a_name_that_was_replaced_is_replaced_in_the_history(browser, wording, vaals, oov):
    factories.change(oov, wording, vaals, status="geel")
    oov.name = "Medewerker 1"
    oov.save()
    assert "Odette" not in says(browser.get(ACTIVITY))
    assert timelines(browser.get(ACTIVITY))["Vaals"][0].endswith("Medewerker 1")


def test_it_leads_back_to_its_theme_in_the_matrix(browser, wording):
    assert f'href="{MATRIX}?thema=3.1#meldcode"' in browser.get(ACTIVITY).content.decode()


@pytest.mark.parametrize("key", ["niets", "kerkrade-actie"])
def test_an_activity_that_is_not_in_this_plan_is_not_found(browser, wording, kerkrade_plan, key):
    assert browser.get(f"/plannen/heuvelland/activiteiten/{key}/").status_code == 404
