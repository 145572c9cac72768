"""Lists: what is chosen stays in the address, and a file holds exactly what is on the screen."""

import io
import json
import logging
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone
from openpyxl.utils.datetime import from_excel

from config.common.exporting.answers import Kind
from plans.models import Activity, ActivityWording, Plan, User
from plans.rules.status import TINTS
from tests import factories
from tests.common.files import read_csv, read_ods, read_xlsx
from tests.common.pages import says
from tests.markup import Page
from tests.plans.reading import line

PLANS, ACTIVITIES, USERS = "/plannen/", "/activiteiten/", "/beheer/gebruikers/"
KINDS = [each.value for each in Kind]


def table_of(response) -> list[list[str]]:
    """The heads and rows of the list on a page, with an empty text where it says "-"."""
    page = Page(response.content.decode())
    found = [
        ["" if line(cell) == "-" else line(cell) for cell in page.elements if cell.parent is row]
        for row in page.elements
        if row.tag == "tr" and any("list" in each["class"] for each in row.up())
    ]
    return [row for row in found if row]


def rows_of(response) -> list[list[str]]:
    """The rows of the list on a page."""
    return table_of(response)[1:]


def links(response) -> list[str]:
    """Every address on a page that only chooses differently."""
    page = Page(response.content.decode())
    return [each["href"] for each in page.elements if each["href"].startswith("?")]


def fields(response, name: str) -> list[tuple[str, str]]:
    """The fields of the form that has a field of this name."""
    page = Page(response.content.decode())
    inputs = [each for each in page.elements if each.tag in ("input", "select") and each["name"]]
    forms = [
        next(around for around in each.up() if around.tag == "form")
        for each in inputs
        if each["name"] == name and each["type"] != "hidden"
    ]
    return [
        (each["name"], each["value"])
        for each in inputs
        if forms[0] in each.up() and (each["type"] != "checkbox" or "checked" in each.attributes)
    ]


def read(response, kind: str) -> list[list[str]]:
    """The cells of a file as a Dutch reader sees them."""
    if kind == "csv":
        return read_csv(response.content)
    if kind == "ods":
        cells = next(iter(read_ods(response.content).values()))
        return [[_ods_text(*cell) for cell in row] for row in cells]
    heads, *rows = read_xlsx(response.content)
    days = _day_columns(response.content)
    for row in rows:
        row += [("n", "")] * (len(heads) - len(row))
    return [
        [text for _kind, text in heads],
        *([_xlsx_text(*cell, place in days) for place, cell in enumerate(row)] for row in rows),
    ]


def _ods_text(kind: str, told: str) -> str:
    return _dutch(date.fromisoformat(told)) if kind == "date" else told


def _xlsx_text(kind: str, told: str, is_day) -> str:
    return _dutch(from_excel(int(told))) if is_day and told and kind == "n" else told


def _dutch(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _day_columns(content: bytes) -> set[int]:
    """The columns of an XLSX that show dates, by their format."""
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return {cell.column - 1 for row in page.iter_rows(min_row=2) for cell in row if cell.is_date}


@pytest.fixture
def many(heuvelland, vaals, kerkrade_plan) -> None:
    """Plans of Vaals with texts that a file might take for something else."""
    titles = ["=1+1", "Één; plan", 'Plan "A"', "@plan", "-3", "'s Avonds", "Zo\u00ebven"]
    for place, title in enumerate(titles):
        plan = factories.PlanFactory(
            title=title, municipality=vaals, starts_on=date(2010 + place, 1, 1)
        )
        plan.versions.update(adopted_on=date(2011, 2, 3), adopted_by="=raad")
    Plan.objects.filter(title="@plan").update(closed_on=date(2020, 1, 2))


# What is on the screen is in the file, column by column


def all_columns(client, address: str) -> str:
    """The address of a list with every column that may be chosen."""
    page = Page(client.get(address).content.decode())
    names = [each["value"] for each in page.elements if each["name"] == "kolom"]
    return address + "?" + "&".join(f"kolom={name}" for name in names)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sort", ["", "&sorteer=-title", "&sorteer=starts_on&titel=plan"])
def test_a_file_of_plans_holds_what_is_on_the_screen(browser, many, kind, sort):
    address = all_columns(browser, PLANS) + sort
    assert read(browser.get(f"{address}&export={kind}"), kind) == table_of(browser.get(address))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", ["oov", "planbeheerder", "superuser"])
def test_a_file_of_activities_holds_what_is_on_the_screen(
    request, client_of, four, by_group, kind, who
):
    client = client_of(request.getfixturevalue(who))
    address = all_columns(client, ACTIVITIES)
    shown = table_of(client.get(address))
    assert len(shown) == 5
    assert len(shown[0]) > 18
    assert read(client.get(f"{address}&export={kind}"), kind) == shown


def plain(cells: list[str]) -> list[str]:
    """Cells without the marks that only a page has between and around the parts of a stand."""
    return [" ".join(cell.replace(",", "").replace("(H)", "H").split()) for cell in cells]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("query", ["?", "?sorteer=-activities&zoek=e", "?kolom=plans"])
@pytest.mark.parametrize("address", ["/partners/", "/coordinatoren/"])
def test_a_file_of_parties_holds_what_is_on_the_screen(browser, four, address, query, kind):
    factories.PartnerFactory(name="=Zorg", wording=four["nu"])
    factories.CoordinatorFactory(name="-Éva", wording=four["leeg"])
    shown = table_of(browser.get(address + query))
    assert len(shown) > 1
    assert read(browser.get(f"{address}{query}&export={kind}"), kind) == shown


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", ["oov", "planbeheerder"])
def test_a_file_of_the_activities_of_a_party_holds_what_is_on_the_screen(
    request, client_of, four, by_group, kind, who
):
    coordinator = four["leeg"].coordinators.get()
    client = client_of(request.getfixturevalue(who))
    address = f"/coordinatoren/{coordinator.pk}/"
    shown = table_of(client.get(address))[:3]
    answer = client.get(f"{address}?export={kind}")
    assert [*map(plain, read(answer, kind))] == [*map(plain, shown)]
    assert 'filename="activiteiten-riec-' in answer["Content-Disposition"]
    if kind == "ods":
        assert notes_of(answer)["Coördinator"] == "RIEC"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_users_holds_what_is_on_the_screen_but_for_what_can_be_done(
    client_of, beheerder, oov, kind
):
    client = client_of(beheerder)
    shown = [row[:-2] for row in table_of(client.get(USERS))]
    assert shown[0] == ["Naam", "E-mailadres", "Rol", "Waar", "Sinds"]
    assert read(client.get(f"{USERS}?export={kind}"), kind) == shown


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_holds_every_page_of_the_filtered_list(browser, vaals, kind):
    factories.PlanFactory.create_batch(53, municipality=vaals, title="Gelijk")
    factories.PlanFactory(municipality=vaals, title="Anders")
    query = f"{PLANS}?titel=gelijk&bladzijde=2&export={kind}"
    assert len(read(browser.get(query), kind)) == 1 + 53
    assert "Alle 53 plannen, met de kolommen" in says(browser.get(f"{PLANS}?titel=gelijk"))


def test_colours_come_along_with_the_words(browser, four):
    answer = browser.get(f"{ACTIVITIES}?kolom=stand&export=xlsx")
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    found = {row[1].value: row[1].fill.fgColor.rgb[2:] for row in page.iter_rows(min_row=2)}
    assert found == {
        "groen": TINTS["groen"],
        "geel": TINTS["geel"],
        "nog niet ingevuld": "000000",
        "n.v.t.": "000000",
    }


@pytest.mark.parametrize("status", TINTS)
def test_the_colours_of_files_are_those_of_the_pages(status):
    light = Path("static/css/tokens.css").read_text("utf-8").split("@media")[0]
    lines = [each.strip().rstrip(";") for each in light.splitlines() if ": " in each]
    tokens = dict(each.split(": ") for each in lines)
    told = tokens[f"--status-{status}-tint"]
    if told.startswith("var("):
        told = tokens[told[4:-1]]
    assert told == f"#{TINTS[status].lower()}"


# What a file tells of itself


def notes_of(response) -> dict[str, str]:
    """The second sheet of a file."""
    return {row[0][1]: row[1][1] for row in read_ods(response.content)["Toelichting"]}


def test_a_file_tells_its_list_address_filters_and_moment(browser, four):
    query = "?q=water&status=rood&status=leeg&zonder=on"
    notes = notes_of(browser.get(f"{ACTIVITIES}{query}&export=ods"))
    assert notes.pop("Gemaakt op")
    assert notes == {
        "Lijst": "Activiteiten van de plannen die u ziet, 0 activiteiten",
        "Filters": "woorden: water; status: rood of nog niet ingevuld; zonder coördinator",
        "Stand": "de nieuwste stand van Vaals",
        "Adres": f"http://testserver{ACTIVITIES}{query}",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_has_a_readable_name_is_private_and_is_written_down(browser, four, caplog, kind):
    caplog.set_level(logging.INFO, "audit")
    logging.getLogger("audit").propagate = True
    answer = browser.get(f"{ACTIVITIES}?export={kind}")
    logging.getLogger("audit").propagate = False
    day = timezone.localdate().isoformat()
    assert answer["Content-Disposition"] == f'attachment; filename="activiteiten-{day}.{kind}"'
    assert answer["Cache-Control"] == "private, no-store"
    told = json.loads(caplog.messages[-1])
    assert (told["actie"], told["object"]) == (
        "exporteren",
        f"{ACTIVITIES} als {kind}, 4 regels",
    )


@pytest.mark.parametrize("kind", KINDS)
def test_fiction_is_told_in_every_file(browser, four, heuvelland, kind):
    Plan.objects.filter(pk=heuvelland.pk).update(has_fiction=True)
    answer = browser.get(f"{ACTIVITIES}?export={kind}")
    heads, *rows = read(answer, kind)
    assert heads[-1] == "Fictieve demogegevens"
    assert {row[-1] for row in rows} == {"ja"}
    assert "-fictief." in answer["Content-Disposition"]
    assert "Fictieve demogegevens" in says(browser.get(ACTIVITIES))


def test_a_file_of_users_tells_which_accounts_are_of_the_demonstration(client_of, beheerder, oov):
    User.objects.filter(pk=oov.pk).update(is_fictional=True)
    rows = read(client_of(beheerder).get(f"{USERS}?export=csv"), "csv")
    assert {row[0]: row[-1] for row in rows[1:]} == {"Odette Vaals": "ja", "Ben Beheerder": "nee"}


# What was chosen stays


CHOSEN = "?titel=plan&soort=uvp&sorteer=-title&kolom=title&kolom=state"


def test_sorting_paging_and_export_keep_everything(browser, vaals):
    factories.PlanFactory.create_batch(120, municipality=vaals)
    found = links(browser.get(f"{PLANS}{CHOSEN}&bladzijde=2"))
    assert f"{CHOSEN}&bladzijde=3" in found
    assert f"{CHOSEN}&bladzijde=1" in found
    assert f"{CHOSEN}&bladzijde=2&export=xlsx" in found
    assert CHOSEN.replace("-title", "title") in found
    assert "?sorteer=-title&kolom=title&kolom=state" in found


def test_filtering_keeps_the_order_and_the_columns(browser, many):
    told = fields(browser.get(f"{PLANS}{CHOSEN}&bladzijde=1"), "titel")
    assert told == [
        ("titel", "plan"),
        ("soort", ""),
        ("sorteer", "-title"),
        ("kolom", "title"),
        ("kolom", "state"),
    ]


def test_choosing_columns_keeps_the_filters_and_the_order(browser, many):
    told = fields(browser.get(f"{PLANS}{CHOSEN}&bladzijde=1"), "kolom")
    assert told == [
        ("kolom", "state"),
        ("kolom", "title"),
        ("titel", "plan"),
        ("soort", "uvp"),
        ("sorteer", "-title"),
        ("bladzijde", "1"),
    ]


def test_an_order_by_a_column_that_is_not_shown_still_holds(browser, many):
    shown = rows_of(browser.get(f"{PLANS}?sorteer=-starts_on&kolom=state"))
    both = rows_of(browser.get(f"{PLANS}?sorteer=-starts_on&kolom=state&kolom=starts_on"))
    assert shown == [[row[0], row[2]] for row in both]


# Columns


@pytest.mark.parametrize(
    ("query", "heads"),
    [
        ("", ["Titel", "Soort", "Van", "Begin", "Einde", "Toestand"]),
        ("?kolom=number&kolom=kind", ["Titel", "Soort", "Versie"]),
        ("?kolom=kind&kolom=bestaat_niet", ["Titel", "Soort"]),
        ("?kolom=title", ["Titel"]),
        ("?kolom=bestaat_niet", ["Titel", "Soort", "Van", "Begin", "Einde", "Toestand"]),
        ("?kolom=%00", ["Titel", "Soort", "Van", "Begin", "Einde", "Toestand"]),
    ],
)
def test_the_address_names_the_columns_and_the_row_keeps_its_name(browser, many, query, heads):
    assert table_of(browser.get(f"{PLANS}{query}"))[0] == heads
    assert read(browser.get(f"{PLANS}{query or '?'}&export=csv"), "csv")[0] == heads


def test_what_can_be_done_with_a_row_cannot_be_left_out(client_of, beheerder):
    shown = table_of(client_of(beheerder).get(f"{USERS}?kolom=role"))
    assert shown[0] == ["Naam", "Rol", "Beëindigen", "Vertrek"]


# Counts, and lists without rows


def test_the_list_says_how_many_it_holds_and_why(browser, many):
    assert "8 plannen" in says(browser.get(PLANS))
    assert "1 plan, gefilterd op titel: zoeven." in says(browser.get(f"{PLANS}?titel=zoeven"))


def test_numbers_have_a_point_for_thousands(browser, vaals):
    version = factories.PlanFactory(municipality=vaals).versions.get()
    theme = factories.ThemeWordingFactory(version=version)
    made = Activity.objects.bulk_create(
        Activity(plan=version.plan, key=f"a{number}") for number in range(1001)
    )
    told = {"version": version, "theme": theme, "position": 0, "title": "x"}
    ActivityWording.objects.bulk_create(ActivityWording(activity=each, **told) for each in made)
    assert "1.001 activiteiten" in says(browser.get(ACTIVITIES))


def test_a_list_in_which_nothing_is_found_leads_back(browser, many):
    answer = browser.get(f"{PLANS}?titel=zzz&kolom=kind")
    assert "Hier past niets bij." in says(answer)
    assert "?kolom=kind" in links(answer)
    assert "Exporteren" not in says(answer)


# Bad input


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (f"{PLANS}?export=pdf", "Kies csv, xlsx of ods om te exporteren."),
        (f"{PLANS}?export=", "Kies csv, xlsx of ods om te exporteren."),
        (f"{PLANS}?soort=x", "Selecteer een geldige keuze."),
        (f"{PLANS}?soort=x&export=csv", "Selecteer een geldige keuze."),
        (f"{PLANS}?titel=%00", "Null-tekens zijn niet toegestaan."),
        (f"{ACTIVITIES}?q={'a' * 101}", "100 tekens"),
        (f"{ACTIVITIES}?gemeente=GM0928", "Selecteer een geldige keuze."),
        (f"{ACTIVITIES}?plan=kerkrade", "Selecteer een geldige keuze."),
        (f"{ACTIVITIES}?eigenaar=%00", "Selecteer een geldige keuze."),
        (f"{ACTIVITIES}?status=paars", "Selecteer een geldige keuze."),
        (f"{ACTIVITIES}?planning=ooit", "Selecteer een geldige keuze."),
        (f"{ACTIVITIES}?coordinator=%00", "Null-tekens zijn niet toegestaan."),
    ],
)
def test_a_choice_that_does_not_exist_is_refused_in_words(
    browser, four, kerkrade_plan, address, sentence
):
    answer = browser.get(address)
    assert answer.status_code == 400
    assert "text/html" in answer["Content-Type"]
    assert sentence in says(answer)


@pytest.mark.parametrize(
    "query", ["sorteer=zz", "sorteer=%00", "bladzijde=0", "bladzijde=999", "bladzijde=x"]
)
def test_an_odd_order_or_page_shows_the_list(browser, four, query):
    assert len(rows_of(browser.get(f"{ACTIVITIES}?{query}"))) == 4
