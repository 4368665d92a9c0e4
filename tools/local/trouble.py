"""What the person at the terminal reads: one line per step, one sentence per failure."""


class Trouble(Exception):
    """Something is missing or failed; the message is one sentence that names it and the cure."""


def say(line: str) -> None:
    """One step, one line."""
    print(line, flush=True)
