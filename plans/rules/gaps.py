"""What a part of a plan lacks, in the words of the pages on which it is written."""

from plans.rules.planning import Planning
from plans.rules.wording import is_understood


def activity_gaps(
    *, has_coordinator: bool, is_undecided: bool, has_partner: bool, planning: Planning
) -> list[str]:
    """What an activity lacks."""
    return [
        gap
        for gap, is_there in (
            ("coördinator nader te bepalen", is_undecided),
            ("geen coördinator", not has_coordinator and not is_undecided),
            ("geen partner", not has_partner),
            ("geen planning", not planning.text),
            ("planning niet begrepen", bool(planning.text) and not is_understood(planning)),
        )
        if is_there
    ]


def theme_gaps(
    *, has_aim: bool, has_activities: bool, is_strategy: bool, content_unknown: bool
) -> list[str]:
    """What a theme lacks; a strategy leaves its activities to the plan that carries it out."""
    if content_unknown:
        return ["inhoud van de bron is verloren"]
    found = [] if has_aim else ["geen doel"]
    return found if has_activities or is_strategy else [*found, "geen activiteiten"]
