"""A plan with several versions and a history of its texts leaves whole, and comes back the same."""

import copy
import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from plans.exchange.rules import DocumentError, parse, printed
from plans.exchange.selectors import document_of
from plans.exchange.services import import_plan
from plans.models import PlanVersion, Succession, TextChange
from plans.services.recording import record, subject_of
from tests import factories


@pytest.fixture
def living(wording, version, planbeheerder, vaals, superuser) -> dict:
    """The document of a plan in its second version, in which one activity ended."""
    factories.change(superuser, wording, vaals, status="geel")
    version.adopted_on, version.adopted_by = date(2020, 2, 1), "college"
    version.is_current = False
    version.save()
    second = PlanVersion.objects.create(plan=version.plan, number=2, aims=["Veilig"])
    theme = factories.ThemeWordingFactory(
        version=second, theme=wording.theme.theme, number="3.1", title="Zorg", position=0
    )
    factories.ActivityWordingFactory(
        theme=theme, activity=wording.activity, end_kind="vervangen", end_reason="Te groot."
    )
    successor = factories.ActivityWordingFactory(theme=theme, activity__key="opvolger")
    Succession.objects.create(predecessor=wording.activity, successor=successor.activity)
    record(user=planbeheerder, of=subject_of(theme), changes=[("titel", "Zorg en", "Zorg")])
    record(user=planbeheerder, of=subject_of(wording), changes=[("einde", "", "vervangen")])
    record(user=planbeheerder, of=subject_of(second), changes=[("doelen", [], ["Veilig"])])
    return document_of(PlanVersion.objects.select_related("plan__group").get(pk=second.pk))


def elsewhere(document: dict) -> dict:
    """The same plan under another name, at municipalities that are here already."""
    return json.loads(printed(document).replace('"slug": "heuvelland"', '"slug": "kopie"', 1))


def test_it_comes_back_the_same(living):
    assert [version["version"] for version in living["versions"]] == [1]
    assert len(living["text_changes"]) == 3
    other = elsewhere(living)
    other["plan"]["group"] = living["plan"]["group"]
    text = printed(other).replace('{"plan": "heuvelland"', '{"plan": "kopie"')
    text = text.replace('"plan": "heuvelland"', '"plan": "kopie"')
    version = import_plan(text=text)
    assert printed(document_of(version)) == text
    assert version.plan.themes.count() == 1
    assert version.plan.activities.count() == 2
    told = TextChange.objects.filter(plan=version.plan)
    assert {change.author for change in told.with_author()} == {"Petra Plan"}


def wrong(living: dict, change) -> list[str]:
    """What is said of a document after it was spoiled."""
    document = copy.deepcopy(living)
    change(document)
    with pytest.raises(DocumentError) as told:
        parse(printed(document))
    return told.value.sentences


def same_version(document):
    document["versions"][0]["version"] = 2


def unknown_theme(document):
    document["text_changes"][0]["theme"] = 77


def unknown_activity(document):
    document["text_changes"][1]["activity"] = "weg"


def unknown_version(document):
    document["text_changes"][2]["version"] = 9


def with_stand(document):
    document["versions"][0]["themes"][0]["activities"][0]["statuses"] = {
        "GM0981": {"status": "groen"}
    }


def without_key(document):
    del document["versions"][0]["themes"][0]["activities"][0]["key"]


def twice_in_a_version(document):
    document["versions"][0]["themes"].append(document["versions"][0]["themes"][0])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (same_version, "versions: versie 2 staat er 2 keer."),
        (unknown_theme, "text_changes[0].theme: 77 staat niet in dit document."),
        (unknown_activity, "text_changes[1].activity: weg staat niet in dit document."),
        (unknown_version, "text_changes[2].version: 9 staat niet in dit document."),
        (with_stand, "standen horen alleen bij de versie die geldt."),
        (without_key, "hier ontbreekt key."),
        (twice_in_a_version, "versions[0].themes: themanummer 3.1 staat er 2 keer."),
    ],
)
def test_what_contradicts_itself_is_refused_with_its_place(living, change, sentence):
    assert any(sentence in told for told in wrong(living, change))


def test_a_predecessor_that_is_not_here_is_refused(living):
    document = elsewhere(living)
    document["themes"][0]["activities"][1]["predecessors"][0]["plan"] = "onbekend"
    with pytest.raises(ValidationError, match="importeer dat plan eerst"):
        import_plan(text=printed(document))
