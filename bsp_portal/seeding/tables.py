"""What a load did, as a table for the person who started it."""

from core.database.bulk import Tally


def print_tallies(stdout, heading: str, tallies: dict[str, Tally]) -> None:
    """One line for each table with its rows: new, changed, as they were, and kept because a person changed them."""
    width = max(len(heading), *(len(name) for name in tallies))
    stdout.write(f"{heading:<{width}}   rows    new  changed  unchanged  kept")
    for name, tally in tallies.items():
        total = tally.new + tally.changed + tally.unchanged + tally.kept
        stdout.write(
            f"{name:<{width}}  {total:>5}  {tally.new:>5}  {tally.changed:>7}  {tally.unchanged:>9}  {tally.kept:>4}"
        )
