"""What a theme lacks, in the words of the outline on which it is written."""


def theme_gaps(
    *, has_aim: bool, has_activities: bool, is_strategy: bool, content_unknown: bool
) -> list[str]:
    """What a theme lacks; a strategy leaves its activities to the plan that carries it out."""
    if content_unknown:
        return ["inhoud van de bron is verloren"]
    found = [] if has_aim else ["geen doel"]
    return found if has_activities or is_strategy else [*found, "geen activiteiten"]
