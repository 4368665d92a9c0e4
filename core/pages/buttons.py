"""What a person may do with a record, as buttons and links of its page (templates/ui/buttons.html)."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Button:
    """One act. With ``reason`` it is somebody's own act, but not possible now."""

    label: str | Promise
    url: str = ""
    is_post: bool = False
    tone: str = ""  # p: the main act; d: one that ends something
    reason: str | Promise = ""
