"""What was written to whom."""

from core.models import Letter


def told(verb: str | None = None) -> set[tuple[str, str]]:
    """Notice and reader of every letter, or of those about acts with this verb."""
    letters = Letter.objects.select_related("recipient")
    if verb:
        letters = letters.filter(event__verb=verb)
    return {(letter.notice, letter.recipient.name) for letter in letters}
