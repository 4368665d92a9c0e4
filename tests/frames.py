"""Room for the frames of a test in one piece.

CPython 3.11 keeps frames in chunks of 16 KiB and gives a chunk back as soon as it is empty: a loop whose calls cross a
chunk's border asks the kernel for memory at every call, which took a fifth of the suite's time. A function with a large
frame gets a chunk of its size, and all frames under it find room in the rest of that.
"""

SLOTS = 9_000  # 8 bytes each: more than half of 128 KiB, so that nearly the other half is free


def with_room(call, *arguments):
    """What ``call(*arguments)`` answers."""
    return call(*arguments)


with_room.__code__ = with_room.__code__.replace(co_stacksize=SLOTS)
