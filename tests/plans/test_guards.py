"""What a reviewer once got through: each stays shut."""

from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from plans.exchange.rules import printed
from plans.exchange.selectors import document_of
from plans.exchange.services import import_plan
from plans.models import ImportedActor, Plan, User
from plans.rules.status import Level
from tests import factories
from tests.plans.documents import small_document

CELL = "/plannen/heuvelland/cel/meldcode/GM0981/"
ROUND = "/plannen/heuvelland/invulronde/"


def test_a_password_that_was_typed_after_the_session_ended_is_kept_nowhere(db, anonymous):
    anonymous.post("/accounts/password/change/", {"oldpassword": "geheim", "password1": "nieuw"})
    assert not any("password1" in str(row.get_decoded()) for row in Session.objects.all())


def test_a_corrected_round_is_saved_after_one_wrong_line(client_of, oov, wording, vaals):
    other = factories.ActivityWordingFactory(theme=wording.theme)
    factories.change(oov, wording, vaals, status="groen", valid_from=date(2020, 2, 1))
    Plan.objects.update(ends_on=date(2023, 12, 31))
    first, second = (factories.cell_of(each, vaals).pk for each in (wording, other))
    browser = client_of(oov)
    lines = {
        "valid_from": "2023-01-01",
        f"c{first}-status": "geel",
        f"c{first}-revision": "1",
        f"c{second}-status": "geel",
        f"c{second}-revision": "0",
    }
    refused = browser.post(ROUND, lines)
    assert refused.status_code == 400
    assert "Een collega" not in refused.content.decode()
    assert f'href="#id_c{first}-note"' in refused.content.decode()
    corrected = lines | {f"c{first}-note": "Uitval.", f"c{first}-reason": "capaciteit"}
    assert browser.post(ROUND, corrected).status_code == 302
    assert factories.cell_of(other, vaals).status == "geel"


def test_the_second_of_two_does_not_take_back_an_h_that_was_never_shown(
    client_of, oov, wording, vaals
):
    browser = client_of(oov)
    form = {"status": "geel", "level": "lokaal", "was_level": "lokaal", "was_target": ""}
    form |= {"valid_from": "2022-01-01", "revision": "0"}
    factories.change(oov, wording, vaals, level=Level.GROEP)
    answer = browser.post(CELL, form)
    assert answer.status_code == 409
    assert "uitgevoerd door Heuvelland (H)" in answer.content.decode()
    assert browser.post(CELL, form | {"revision": "1"}).status_code == 400
    assert factories.cell_of(wording, vaals).level == Level.GROEP


def test_a_backdated_green_before_a_yellow_asks_why_it_went_back(client_of, oov, wording, vaals):
    factories.change(oov, wording, vaals, status="geel", valid_from=date(2022, 3, 1))
    form = {"status": "groen", "valid_from": "2022-02-01", "revision": "1"}
    browser = client_of(oov)
    refused = browser.post(CELL, form)
    assert refused.status_code == 400
    assert "Daarna staat er al geel" in refused.content.decode()
    explained = form | {"note": "Tijdelijk gelukt.", "reason": "anders"}
    assert browser.post(CELL, explained).status_code == 302


def test_a_spelling_of_another_plan_does_not_come_along(db):
    document = small_document()
    document["partners"] = [{"name": "Politie", "aliases": ["politie eenheid"]}]
    document["themes"][0]["activities"][0]["partners"] = ["Politie"]
    document["themes"][0]["activities"][0]["partner_remarks"] = {}
    version = import_plan(text=printed(document))
    before = printed(document_of(version))
    other = small_document()
    other["plan"]["slug"] = "ander-plan"
    other["partners"] = [{"name": "Politie", "aliases": ["Papegaai"]}]
    other["themes"][0]["activities"][0]["partners"] = ["Politie"]
    other["themes"][0]["activities"][0]["partner_remarks"] = {}
    import_plan(text=printed(other))
    assert printed(document_of(version)) == before


def test_fiction_does_not_come_into_production(db, settings):
    settings.DEMONSTRATION_ALLOWED = False
    document = small_document()
    document["entries"][0]["fictional"] = True
    with pytest.raises(ValidationError, match="fictieve demogegevens"):
        import_plan(text=printed(document))
    assert not Plan.objects.exists()


def test_one_person_has_one_account_however_the_address_is_written(db):
    factories.UserFactory(email="jan@vaals.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Jan@Vaals.example", name="Jan")


def test_an_import_without_history_names_nobody(beheerder, vaals):
    document = small_document() | {"entries": []}
    document["plan"]["municipalities"] = [{"code": "GM0981", "name": "Vaals", "short": "Vaals"}]
    document["plan"]["group"] = None
    activity = document["themes"][0]["activities"][0]
    document["themes"] = [document["themes"][0] | {"activities": [activity]}]
    activity["statuses"], activity["group_status"] = {"GM0981": {"status": "geel"}}, None
    import_plan(text=printed(document), user=beheerder)
    assert [actor.name for actor in ImportedActor.objects.all()] == ["import"]


def test_every_page_behind_the_login_is_kept_by_nobody_else(client_of, oov, wording):
    browser = client_of(oov)
    for page in ("/", "/plannen/", CELL, ROUND, "/plannen/heuvelland/wijzigingen/"):
        assert "private" in browser.get(page)["Cache-Control"], page
