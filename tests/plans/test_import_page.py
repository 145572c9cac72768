"""Importing and exporting on the page: whose plan, which mistakes are named, and what is logged."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plans.forms.exchange import MEGABYTES
from plans.models import Municipality, Plan
from tests.common.pages import says
from tests.plans.conftest import HEUVELLAND
from tests.plans.documents import small_document

IMPORT = "/plannen/importeren/"


@pytest.fixture
def audit_lines(monkeypatch):
    """The lines that were written to the log of acts."""
    lines = []
    monkeypatch.setattr("config.common.audit.logger.info", lines.append)
    return lambda: [
        (line["actie"], line["object"], line["resultaat"], line["actor"])
        for line in map(json.loads, lines)
    ]


def document_for(town: Municipality, **plan) -> dict:
    """A plan of this municipality."""
    text = json.dumps(small_document()).replace("GM7701", town.code)
    document = json.loads(text)
    row = {"code": town.code, "name": town.name, "short": town.short}
    document["plan"] |= {"municipalities": [row]} | plan
    return document


def send(client, content: dict | bytes, name: str = "plan.json"):
    """Choose a file on the page and send it."""
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    return client.post(IMPORT, {"bestand": SimpleUploadedFile(name, text)})


def test_a_beheerder_imports_a_plan_of_the_own_municipality(
    client_of, beheerder, vaals, audit_lines
):
    client = client_of(beheerder)
    answer = send(client, document_for(vaals))
    assert (answer.status_code, answer["Location"]) == (302, "/plannen/uvp-elders/")
    assert "Gelezen: Uitvoeringsplan Elders." in says(client.get(answer["Location"]))
    assert "geel" in says(client.get("/plannen/uvp-elders/matrix/"))
    assert audit_lines() == [("plan importeren", "uvp-elders", "gelukt", beheerder.pk)]


def test_the_same_file_twice_changes_nothing_and_another_is_refused(client_of, beheerder, vaals):
    client = client_of(beheerder)
    send(client, document_for(vaals))
    exported = client.get("/plannen/uvp-elders/export.json").content
    assert send(client, exported).status_code == 302
    answer = send(client, document_for(vaals, title="Een andere titel"))
    assert answer.status_code == 400
    assert "bestaat al en is anders dan dit bestand" in says(answer)
    assert Plan.objects.get().title == "Uitvoeringsplan Elders"
    assert client.get("/plannen/uvp-elders/export.json").content == exported


@pytest.mark.parametrize("name", ["kerkrade", "meerssen"])
def test_a_plan_of_another_municipality_is_refused_and_logged(
    request, client_of, beheerder, audit_lines, name
):
    answer = send(client_of(beheerder), document_for(request.getfixturevalue(name)))
    assert answer.status_code == 403
    assert "U kunt alleen een plan van uw eigen gemeente importeren." in says(answer)
    assert not Plan.objects.exists()
    assert audit_lines() == [("openen", IMPORT, "geweigerd", beheerder.pk)]


def test_a_plan_of_a_group_or_of_an_unknown_municipality_is_refused(client_of, beheerder, group):
    for content in (HEUVELLAND.read_bytes(), small_document()):
        assert send(client_of(beheerder), content).status_code == 403
    assert not Plan.objects.exists()
    assert Municipality.objects.count() == 2


@pytest.mark.parametrize("name", ["oov", "planbeheerder", "burgemeester", "griffie", "roleless"])
def test_who_is_no_beheerder_imports_nothing(request, client_of, vaals, audit_lines, name):
    user = request.getfixturevalue(name)
    client = client_of(user)
    assert client.get(IMPORT).status_code == 403
    assert send(client, document_for(vaals)).status_code == 403
    assert not Plan.objects.exists()
    assert audit_lines() == [("openen", IMPORT, "geweigerd", user.pk)] * 2


def test_a_superuser_imports_the_plan_of_a_group(client_of, superuser):
    carried_out = HEUVELLAND.with_name("ivp-heuvelland-2020-2023.json")
    for file in (carried_out, HEUVELLAND):
        assert send(client_of(superuser), file.read_bytes()).status_code == 302
        assert Plan.objects.get(slug=file.stem).group.name == "Heuvelland"


def deep() -> bytes:
    return b"[" * 100_000


def without_themes() -> dict:
    document = small_document()
    del document["themes"]
    return document


def with_nul() -> dict:
    document = small_document()
    document["themes"][0]["title"] = "a\x00b"
    return document


def with_half_a_letter() -> bytes:
    return json.dumps(small_document()).replace("Meldcode invoeren", "\\ud800").encode()


def with_no_number() -> bytes:
    return json.dumps(small_document()).replace('"number": 1,', '"number": NaN,').encode()


def with_a_large_number() -> bytes:
    return (
        json.dumps(small_document()).replace('"number": 1,', f'"number": 1{"0" * 5000},').encode()
    )


def with_a_moment_out_of_time() -> bytes:
    text = json.dumps(small_document())
    return text.replace("2021-02-03T10:00:00+00:00", "9999-12-31T23:59:59-23:00").encode()


def after_its_period() -> dict:
    document = small_document()
    document["plan"]["period"] = {"start": "2023-01-01", "end": "2020-01-01"}
    return document


BROKEN = [
    (lambda: b"", "Het verstuurde bestand is leeg."),
    (lambda: b"geen json", "geen geldige JSON: fout op regel 1, teken 1"),
    (lambda: b"\xff\xfe\x00", ""),
    (lambda: b"null", "document: hier hoort een object."),
    (without_themes, "document: hier ontbreekt themes."),
    (after_its_period, "plan.period: het plan eindigt voordat het begint."),
    (deep, "te diep genest"),
    (with_nul, "themes[0].title"),
    (with_half_a_letter, "themes[0].activities[0].title"),
    (with_no_number, ""),
    (with_a_large_number, ""),
    (with_a_moment_out_of_time, ""),
]


@pytest.mark.parametrize(("make", "sentence"), BROKEN)
def test_a_file_that_is_wrong_is_refused_with_its_mistakes(
    client_of, superuser, make, sentence, audit_lines
):
    answer = send(client_of(superuser), make())
    assert answer.status_code == 400
    assert sentence.lower() in says(answer).lower()
    assert 'class="errors"' in answer.content.decode()
    assert not Plan.objects.exists()
    assert not Municipality.objects.exists()


def test_no_file_and_another_kind_of_file_are_refused(client_of, beheerder, vaals):
    client = client_of(beheerder)
    assert "Dit veld is verplicht." in says(client.post(IMPORT))
    answer = send(client, document_for(vaals), "plan.xlsx")
    assert answer.status_code == 400
    assert "Kies een bestand dat eindigt op .json." in says(answer)
    assert not Plan.objects.exists()


def test_a_file_over_the_limit_is_refused_before_it_is_read(client_of, beheerder, vaals):
    text = json.dumps(document_for(vaals)).encode()
    answer = send(client_of(beheerder), text.ljust(MEGABYTES * 1024 * 1024 + 1))
    assert answer.status_code == 400
    assert "Dit bestand is groter dan 20 MB." in says(answer)
    assert not Plan.objects.exists()


# Exporting


def test_an_export_is_a_file_that_is_not_kept_and_is_logged(client_of, oov, wording, audit_lines):
    answer = client_of(oov).get("/plannen/heuvelland/export.json")
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"] == 'attachment; filename="heuvelland.json"'
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.json()["plan"]["slug"] == "heuvelland"
    assert audit_lines() == [("plan exporteren", "heuvelland", "gelukt", oov.pk)]


def test_an_export_of_another_plan_is_not_there_and_not_logged_as_done(
    client_of, oov, kerkrade_plan, audit_lines
):
    assert client_of(oov).get("/plannen/kerkrade/export.json").status_code == 404
    assert audit_lines() == []


def test_a_withdrawal_is_logged(client_of, oov, wording, audit_lines):
    client = client_of(oov)
    address = "/plannen/heuvelland/cel/meldcode/GM0981/"
    client.post(address, {"status": "geel", "valid_from": "2022-01-01", "revision": "0"})
    entry = wording.activity.cells.get(municipality__code="GM0981").entries.get()
    client.post(f"{address}herroepen/", {"regel": entry.pk})
    assert audit_lines()[-1] == ("herroepen", f"regel {entry.pk}", "gelukt", oov.pk)
