"""Fields that many plans have no use for."""


def filled(**fields: object) -> dict[str, object]:
    """Only the fields that say something."""
    return {name: value for name, value in fields.items() if value}
