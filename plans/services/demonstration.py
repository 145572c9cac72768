"""x"""


def refuse_demonstration() -> None:
    """x"""
