"""What was written to whom."""

from django.conf import settings

from core.models import Letter


def told(verb: str | None = None) -> set[tuple[str, str]]:
    """Notice and reader of every letter, or of those about acts with this verb."""
    letters = Letter.objects.select_related("recipient")
    if verb:
        letters = letters.filter(event__verb=verb)
    return {(letter.notice, letter.recipient.name) for letter in letters}


def assert_readers_can_read_on(client) -> None:
    """A letter must not tell anybody of a record that this person may not see: its one link opens for its reader."""
    letters = Letter.objects.select_related("recipient")
    assert letters
    for letter in letters:
        [link] = [line for line in letter.body.splitlines() if line.startswith(settings.SITE_URL)]
        client.force_login(letter.recipient)
        answer = client.get(link.removeprefix(settings.SITE_URL))
        assert answer.status_code == 200, f"{letter.notice} to {letter.recipient}: {link}"
