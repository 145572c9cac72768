"""Fills in the form of an activity as a browser does: with all that stands in it."""

from plans.models import ActivityWording, PlanVersion
from tests.markup import Page

ACTIVITIES = "/plannen/heuvelland/versies/1/activiteiten/"
TEXT = f"{ACTIVITIES}meldcode/wijzigen/"
NEW = f"{ACTIVITIES}nieuw/"


def fields_of(response) -> dict[str, list[str]]:
    """What the form on a page holds, by the name of the field."""
    page, found = Page(response.content.decode()), {}
    for each in page.elements:
        if each.is_of_site_search:
            continue
        if each.tag == "textarea":
            found[each["name"]] = [each.text.removeprefix("\n")]
        elif each.tag == "option" and "selected" in each.attributes:
            found.setdefault(each.parent["name"] or each.parent.parent["name"], [each["value"]])
        elif each.tag == "input" and each["name"] not in {"", "csrfmiddlewaretoken"}:
            is_box = each["type"] in {"checkbox", "radio"}
            if not is_box or "checked" in each.attributes:
                found.setdefault(each["name"], []).append(each["value"])
    return found


def save(client, address: str = TEXT, page=None, **typed):
    """Open the page, type something in some fields and save all of it."""
    page = page or client.get(address)
    assert page.status_code in {200, 400, 409}
    return client.post(address, fields_of(page) | typed)


def add(client, address: str = NEW, **typed):
    """Fill in the page of a new activity and save it."""
    theme = PlanVersion.objects.get(plan__slug="heuvelland", is_current=True).themes.first()
    told = {"theme": theme.pk, "subject": "Water", "title": "Dijken bewaken"}
    return save(client, address, **told | typed)


def text(key: str = "meldcode", number: int = 1) -> ActivityWording:
    """An activity as a version has it, fresh from the database."""
    return ActivityWording.objects.select_related("activity", "theme", "version__plan").get(
        activity__key=key, version__number=number
    )


def coordinators(key: str = "meldcode", number: int = 1) -> list[str]:
    """The names of the coordinators of an activity, in order."""
    return [link.coordinator.name for link in text(key, number).coordinator_links.all()]


def partners(key: str = "meldcode", number: int = 1) -> list[str]:
    """The names of the partners of an activity with their remarks, in order."""
    links = text(key, number).partner_links.all()
    return [
        f"{each.partner.name} ({each.remark})" if each.remark else each.partner.name
        for each in links
    ]


def history(key: str = "meldcode") -> list[tuple[str, str, str]]:
    """What was changed of an activity: field, before and after, in the order of recording."""
    changes = text(key).activity
    rows = changes.plan.text_changes.filter(activity=changes).order_by("pk")
    return list(rows.values_list("field", "before", "after"))
