"""What a printing child may not do: outlive its parent, grow without bound, reach the network, write elsewhere.

Each step that the kernel of the host does not offer is left out; the limits on memory and time always hold.
"""

import ctypes
import os
import resource
import signal

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446  # the same on every architecture
LANDLOCK_VERSION_FLAG, LANDLOCK_PATH_BENEATH = 1, 1
# Write file, remove and make entries of every kind: everything of the first Landlock version that changes the disk.
CHANGES_OF_DISK = 0b1_1111_1111_0010
WRITE_FILE, REMOVE_FOLDER, REMOVE_FILE, MAKE_FOLDER, MAKE_FILE = 1 << 1, 1 << 4, 1 << 5, 1 << 7, 1 << 8
TRUNCATE = 1 << 14  # from version 3
BIND_AND_CONNECT_TCP = 0b11  # from version 4

libc = ctypes.CDLL(None, use_errno=True)


class Ruleset(ctypes.Structure):
    _fields_ = [("handled_access_fs", ctypes.c_uint64), ("handled_access_net", ctypes.c_uint64)]


class PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32)]


def die_with_parent(parent: int) -> None:
    """Be killed when the process ``parent`` ends, and end now if it is gone already."""
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit("The parent process is gone.")


def limit_resources(*, memory_bytes: int, cpu_seconds: int, file_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def leave_network() -> bool:
    """Move to an empty network of one's own; False where the host does not permit it."""
    return libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 or libc.unshare(CLONE_NEWNET) == 0


def write_only_below(folder: str) -> bool:
    """Make the disk read-only but for ``folder``, and refuse TCP; False where the kernel has no Landlock."""
    version = libc.syscall(LANDLOCK_CREATE_RULESET, None, 0, LANDLOCK_VERSION_FLAG)
    if version < 1:
        return False
    truncate = TRUNCATE if version >= 3 else 0
    ruleset = Ruleset(CHANGES_OF_DISK | truncate, BIND_AND_CONNECT_TCP if version >= 4 else 0)
    size = ctypes.sizeof(Ruleset) if version >= 4 else ctypes.sizeof(ctypes.c_uint64)
    ruleset_fd = libc.syscall(LANDLOCK_CREATE_RULESET, ctypes.byref(ruleset), size, 0)
    folder_fd = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    changes = WRITE_FILE | REMOVE_FILE | REMOVE_FOLDER | MAKE_FILE | MAKE_FOLDER | truncate
    allowed = PathBeneath(changes, folder_fd)
    try:
        return (
            libc.syscall(LANDLOCK_ADD_RULE, ruleset_fd, LANDLOCK_PATH_BENEATH, ctypes.byref(allowed), 0) == 0
            and libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
            and libc.syscall(LANDLOCK_RESTRICT_SELF, ruleset_fd, 0) == 0
        )
    finally:
        os.close(folder_fd)
        os.close(ruleset_fd)
