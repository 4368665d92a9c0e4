"""How widely records are shared: the widths in order, and the rule for text that comes from another record."""

from core.choices import Visibility

FROM_NARROW_TO_WIDE = (Visibility.RESTRICTED, Visibility.PARTNERS, Visibility.PUBLIC)


def narrowest(*widths: str) -> Visibility:
    """How widely text may be shared that comes from records shared so widely."""
    return min((Visibility(width) for width in widths), key=FROM_NARROW_TO_WIDE.index)


def is_wider(width: str, than: str) -> bool:
    return narrowest(width, than) != width


def up_to(width: str) -> list[Visibility]:
    """This width and all narrower ones, the narrowest first."""
    return [narrower for narrower in FROM_NARROW_TO_WIDE if not is_wider(narrower, than=width)]
