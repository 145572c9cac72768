"""The table of pages: each route of the site against each kind of visitor.

This is the document to show an auditor. A route without a row fails the tests, and so does a row
whose status changed. The pages are those of Vaals, which plans with Meerssen in Heuvelland.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

from plans.models import ActivityWording, Cell

VISITORS = (
    "anonymous",
    "roleless",
    "outsider",
    "planbeheerder_kerkrade",
    "oov",
    "oov_meerssen",
    "planbeheerder",
    "planbeheerder_meerssen",
    "burgemeester",
    "burgemeester_meerssen",
    "griffie",
    "griffie_meerssen",
    "beheerder",
    "beheerder_meerssen",
    "superuser",
)
SLUG = {"slug": "heuvelland"}
ACTIVITY = SLUG | {"key": "meldcode"}
CELL = ACTIVITY | {"column": "GM0981"}
GROUP = ACTIVITY | {"column": "groep"}
FIRST = SLUG | {"number": 1}
TEXT = ACTIVITY | {"number": 1}

PARTNER = {"pk": "partner Politie"}
PARTNERS = PARTNER | {"other": "partner Politie Zuid"}
PARTNER_SPELLING = PARTNER | {"spelling": "partner Politie, gespeld"}
COORDINATOR = {"pk": "coordinator RIEC"}
COORDINATORS = COORDINATOR | {"other": "coordinator RIEC Zuid"}
COORDINATOR_SPELLING = COORDINATOR | {"spelling": "coordinator RIEC, gespeld"}


@dataclass(frozen=True)
class Page:
    """A page: its arguments, what is posted if anything, and the status for each visitor."""

    statuses: dict[str, int]
    arguments: dict = field(default_factory=dict)
    data: Callable[[], dict] | None = None

    @property
    def is_read(self) -> bool:
        """Whether the page is asked for, not posted to."""
        return self.data is None


def everybody(status: int, **others: int) -> dict[str, int]:
    """The same status for each visitor, except for those who are named."""
    return dict.fromkeys(VISITORS, status) | others


HIDDEN = {"anonymous": 302, "roleless": 404, "outsider": 404, "planbeheerder_kerkrade": 404}
SEES_THE_PLAN = everybody(200, **HIDDEN)


def only(*who: str, allowed: int, otherwise: int = 403, hidden: dict = HIDDEN) -> dict[str, int]:
    """Allowed for those who are named and a superuser; refused to others who see the plan."""
    return everybody(otherwise, **hidden) | dict.fromkeys([*who, "superuser"], allowed)


def change_of(column: str | None) -> Callable[[], dict]:
    """A valid change of the cell of a municipality, or of the group."""

    def data() -> dict:
        cell = Cell.objects.get(activity__key="meldcode", municipality__code=column)
        return {"status": "geel", "valid_from": "2022-01-01", "revision": cell.revision}

    return data


def a_round() -> dict:
    """A filled round of Vaals."""
    cell = Cell.objects.get(activity__key="meldcode", municipality__code="GM0981")
    return {
        "valid_from": "2022-01-01",
        f"c{cell.pk}-status": "geel",
        f"c{cell.pk}-revision": cell.revision,
    }


def an_activity() -> dict:
    """The text of an activity, with a title that no other has."""
    wording = ActivityWording.objects.get(activity__key="meldcode")
    return {
        "theme": wording.theme_id,
        "subject": "Meldcode",
        "title": f"Titel {ActivityWording.objects.count()}.{wording.revision}",
        "revision": wording.revision,
    }


KEEPS = only("planbeheerder", allowed=200)
KEEPS_POSTED = only("planbeheerder", allowed=302)
NO_HIDING = {"anonymous": 302}
MANAGES = only("beheerder", "beheerder_meerssen", allowed=200, hidden=NO_HIDING)
KEEPS_PLANS = only(
    "planbeheerder",
    "planbeheerder_kerkrade",
    "planbeheerder_meerssen",
    allowed=200,
    hidden=NO_HIDING,
)
SIGNED_IN = everybody(200, anonymous=302)
STRAIGHT_ON = everybody(302, anonymous=200)
SYSTEEMBEHEERDER = everybody(403, anonymous=302, superuser=200)
HAS_MEMBERSHIP = only("beheerder", allowed=200, hidden=NO_HIDING) | {"beheerder_meerssen": 404}

THEME = FIRST | {"pk": "theme_wording"}
WRITES = only("planbeheerder", allowed=200)

PAGES: dict[str, Page] = {
    "dashboard:home": Page(SIGNED_IN),
    "plans:list": Page(SIGNED_IN),
    "plans:roles": Page(SIGNED_IN),
    "plans:detail": Page(SEES_THE_PLAN, SLUG),
    "plans:export": Page(SEES_THE_PLAN, SLUG),
    "plans:matrix": Page(SEES_THE_PLAN, SLUG),
    "plans:changes": Page(SEES_THE_PLAN, SLUG),
    "plans:activity": Page(SEES_THE_PLAN, ACTIVITY),
    # reading
    "plans:theme": Page(SEES_THE_PLAN, SLUG | {"pk": "theme"}),
    "plans:theme_version": Page(SEES_THE_PLAN, FIRST | {"pk": "theme"}),
    "plans:version": Page(SEES_THE_PLAN, SLUG | {"number": 1}),
    "plans:kernbeleid": Page(SIGNED_IN),
    "plans:add_edition": Page(SYSTEEMBEHEERDER),
    "plans:add_safety_field": Page(SYSTEEMBEHEERDER, {"edition": "2017"}),
    "plans:safety_field": Page(SYSTEEMBEHEERDER, {"pk": "safety_field"}),
    "plans:remove_safety_field": Page(SYSTEEMBEHEERDER, {"pk": "safety_field"}),
    "plans:add_safety_theme": Page(SYSTEEMBEHEERDER, {"pk": "safety_field"}),
    "plans:safety_theme": Page(SYSTEEMBEHEERDER, {"pk": "safety_theme"}),
    "plans:remove_safety_theme": Page(SYSTEEMBEHEERDER, {"pk": "safety_theme"}),
    "plans:remove_safety_theme, posted": Page(
        SYSTEEMBEHEERDER | {"superuser": 302}, {"pk": "safety_theme"}, dict
    ),
    # filling in
    "plans:cell": Page(SEES_THE_PLAN, CELL),
    "plans:cell of Vaals, posted": Page(only("oov", allowed=302), CELL, change_of("GM0981")),
    "plans:cell of the group, posted": Page(
        only("planbeheerder", allowed=302), GROUP, change_of(None)
    ),
    # Nobody wrote an entry yet, so there is nothing to withdraw for who may.
    "plans:withdraw": Page(everybody(302, **HIDDEN), CELL),
    "plans:withdraw, posted": Page(everybody(409, **HIDDEN), CELL, lambda: {"regel": "1"}),
    "plans:round": Page(only("oov", "oov_meerssen", "planbeheerder", allowed=200), SLUG),
    "plans:round, posted": Page(
        # For the others these fields are no cells of theirs: nothing was chosen.
        only("oov", allowed=302) | {"oov_meerssen": 400, "planbeheerder": 400, "superuser": 400},
        SLUG,
        a_round,
    ),
    "plans:import": Page(MANAGES),
    "plans:import, posted": Page(
        {who: 400 if status == 200 else status for who, status in MANAGES.items()}, {}, dict
    ),
    "plans:users": Page(MANAGES),
    "plans:grant_role": Page(MANAGES),
    "plans:end_role": Page(HAS_MEMBERSHIP, {"pk": "membership"}),
    "plans:user_leaves": Page(HAS_MEMBERSHIP, {"pk": "user"}),
    # the life of a plan
    "plans:new": Page(KEEPS_PLANS),
    "plans:new, posted": Page(
        {who: 400 if status == 200 else status for who, status in KEEPS_PLANS.items()}, {}, dict
    ),
    "plans:versions": Page(SEES_THE_PLAN, SLUG),
    "plans:compare": Page(SEES_THE_PLAN, SLUG),
    "plans:adopt": Page(only("planbeheerder", allowed=200), FIRST),
    # The second of two who may hears that it was done.
    "plans:adopt, posted": Page(
        only("planbeheerder", allowed=302) | {"superuser": 400},
        FIRST,
        lambda: {"body": "colleges van B&W", "adopted_on": "2020-06-01"},
    ),
    "plans:adjust": Page(only("planbeheerder", allowed=200), SLUG),
    # A concept is not adjusted.
    "plans:adjust, posted": Page(only("planbeheerder", allowed=400), SLUG, dict),
    "plans:close": Page(only("planbeheerder", allowed=200), SLUG),
    "plans:close, posted": Page(
        only("planbeheerder", allowed=302) | {"superuser": 400},
        SLUG,
        lambda: {"closed_on": "2024-01-01"},
    ),
    # writing its text
    "plans:edit": Page(WRITES, FIRST),
    "plans:edit_plan": Page(WRITES, FIRST),
    "plans:add_theme": Page(WRITES, FIRST),
    "plans:add_theme, posted": Page(
        only("planbeheerder", allowed=302) | {"superuser": 400},  # the number is taken by then
        FIRST,
        lambda: {"number": "9.9", "title": "Nieuw", "kind": "prioriteit"},
    ),
    "plans:edit_theme": Page(WRITES, THEME),
    "plans:move_theme": Page(WRITES, THEME),
    "plans:move_theme, posted": Page(
        only("planbeheerder", allowed=302), THEME, lambda: {"stap": "omlaag"}
    ),
    "plans:end_theme": Page(WRITES, THEME),
    "plans:end_theme, posted": Page(  # it has an activity
        only("planbeheerder", allowed=400), THEME, lambda: {"reason": "Voorbij."}
    ),
    "plans:merge_theme": Page(WRITES, THEME),
    "plans:move_activity": Page(WRITES, TEXT),
    "plans:move_activity, posted": Page(
        only("planbeheerder", allowed=302),
        TEXT,
        lambda: {"stap": "omlaag"},
    ),
    "plans:add_activity": Page(only("oov", "oov_meerssen", "planbeheerder", allowed=200), FIRST),
    "plans:add_activity, posted": Page(
        only("oov", "oov_meerssen", "planbeheerder", allowed=302), FIRST, an_activity
    ),
    "plans:edit_activity": Page(only("planbeheerder", allowed=200), TEXT),
    "plans:edit_activity, posted": Page(only("planbeheerder", allowed=302), TEXT, an_activity),
    "plans:split_activity": Page(only("planbeheerder", allowed=200), TEXT),
    "plans:split_activity, posted": Page(only("planbeheerder", allowed=400), TEXT, dict),
    "plans:merge_activity": Page(only("planbeheerder", allowed=200), TEXT),
    "plans:merge_activity, posted": Page(only("planbeheerder", allowed=400), TEXT, dict),
    "plans:end_activity": Page(only("planbeheerder", allowed=200), TEXT),
    "plans:end_activity, posted": Page(only("planbeheerder", allowed=400), TEXT, dict),
    "plans:suggest_parties": Page(SIGNED_IN),
    # its history, and what is missing
    "plans:history": Page(SEES_THE_PLAN, SLUG),
    "plans:completeness": Page(SEES_THE_PLAN, SLUG),
    # finding and taking along
    "plans:search": Page(SIGNED_IN),
    "plans:activities": Page(SIGNED_IN),
    # parties
    "plans:partners": Page(SIGNED_IN),
    "plans:partner": Page(SEES_THE_PLAN, PARTNER),
    "plans:partner_change": Page(KEEPS, PARTNER),
    "plans:partner_change, posted": Page(
        KEEPS_POSTED, PARTNER, lambda: {"name": "Politie", "seen": "Politie||"}
    ),
    "plans:partner_spellings": Page(KEEPS, PARTNER),
    "plans:partner_spellings, posted": Page(
        # The planbeheerder adds it, and the superuser comes second.
        KEEPS_POSTED | {"superuser": 400},
        PARTNER,
        lambda: {"name": "Agenten"},
    ),
    "plans:partner_spelling_remove": Page(KEEPS, PARTNER_SPELLING),
    "plans:partner_merge": Page(KEEPS, PARTNER),
    "plans:partner_merge_into": Page(KEEPS, PARTNERS),
    "plans:partner_delete": Page(KEEPS, PARTNER),
    # The partner is in use.
    "plans:partner_delete, posted": Page(only("planbeheerder", allowed=400), PARTNER, dict),
    "plans:coordinators": Page(SIGNED_IN),
    "plans:coordinator": Page(SEES_THE_PLAN, COORDINATOR),
    "plans:coordinator_change": Page(KEEPS, COORDINATOR),
    "plans:coordinator_change, posted": Page(
        KEEPS_POSTED,
        COORDINATOR,
        lambda: {"name": "RIEC", "kind": "organisation", "seen": "RIEC|organisation|None"},
    ),
    "plans:coordinator_spellings": Page(KEEPS, COORDINATOR),
    "plans:coordinator_spelling_remove": Page(KEEPS, COORDINATOR_SPELLING),
    "plans:coordinator_merge": Page(KEEPS, COORDINATOR),
    "plans:coordinator_merge_into": Page(KEEPS, COORDINATORS),
    "plans:coordinator_delete": Page(KEEPS, COORDINATOR),
    "plans:coordinator_delete, posted": Page(only("planbeheerder", allowed=400), COORDINATOR, dict),
    # what the public reads
    "plans:public_list": Page(everybody(200)),
    "plans:public": Page(everybody(200), {"slug": "openbaar-plan"}),
    "plans:public of a plan that is not": Page(everybody(404), SLUG),
    "plans:publish": Page(only("planbeheerder", allowed=200), SLUG),
    # The plan is a concept, and not public.
    "plans:publish, posted": Page(
        only("planbeheerder", allowed=400), SLUG, lambda: {"stand": "met"}
    ),
    "plans:withdraw_publication": Page(only("planbeheerder", allowed=200), SLUG),
    "plans:withdraw_publication, posted": Page(only("planbeheerder", allowed=400), SLUG, dict),
    # the site
    "security_text": Page(everybody(200)),
    "account_login": Page(STRAIGHT_ON),
    "account_logout": Page(SIGNED_IN | {"anonymous": 302}),
    "account_inactive": Page(everybody(200)),
    "account_reauthenticate": Page(SIGNED_IN),
    "account_change_password": Page(SIGNED_IN),
    "account_set_password": Page(everybody(302)),
    "account_reset_password": Page(everybody(200)),
    "account_reset_password_done": Page(everybody(200)),
    "account_reset_password_from_key": Page(everybody(200), {"uidb36": "1", "key": "x-y"}),
    "account_reset_password_from_key_done": Page(everybody(200)),
    "mfa_index": Page(SIGNED_IN),
    "mfa_authenticate": Page(everybody(302)),
    "mfa_reauthenticate": Page(everybody(302)),
    "mfa_activate_totp": Page(everybody(302)),
    "mfa_deactivate_totp": Page(everybody(404, anonymous=302)),
    "mfa_view_recovery_codes": Page(everybody(404, anonymous=302)),
    "mfa_generate_recovery_codes": Page(everybody(302)),
    "socialaccount_login_cancelled": Page(everybody(200)),
    "openid_connect_login": Page(everybody(404), {"provider_id": "gemeente"}),
    "openid_connect_callback": Page(everybody(404), {"provider_id": "gemeente"}),
}


def route_of(name: str) -> str:
    """The route of a row; a row may say more behind a space or a comma."""
    return name.split(" ")[0].split(",")[0]


def address_of(name: str, ids: dict[str, int]) -> str:
    """The address of a row; ``ids`` gives the keys of rows that only a test makes."""
    arguments = {part: ids.get(value, value) for part, value in PAGES[name].arguments.items()}
    return reverse(route_of(name), kwargs=arguments)
