"""Reads the words after ``./bsp`` and hands over to ``commands``."""

import argparse
import os
import sys
import traceback
from typing import NoReturn

from . import commands
from .place import find_place
from .processes import Stopped, stop_on_signals
from .trouble import Trouble

PASSED_ON = {"test", "check", "nightly", "manage"}  # all that follows these belongs to another program, options too
HELP = """\
./bsp demo [--once] [--port N]       set everything up, make the first council report, serve the portal
./bsp up [--detach] [--port N]       serve again, keep the data
./bsp down                           stop what "up --detach" started
./bsp accounts [--json]              demonstration accounts and their passwords
./bsp test [words for pytest]        set everything up, run the tests
./bsp check                          all that continuous integration runs
./bsp nightly [words for pytest]     every test, those of the night as well, with more cases
./bsp bench api                      measure the API beside references; writes bench/results
./bsp bench floods                   measure how long visitors wait while one client floods the portal
./bsp sbom                           list the packages of this version (CycloneDX); writes into build
./bsp manage WORD ...                a management command
./bsp shell                          a Python prompt with the portal's models
./bsp reset [--yes]                  remove the database, files and accounts of this checkout
./bsp help                           this page
"""


class Words(argparse.ArgumentParser):
    """Answers what it does not understand with one sentence instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        print(f"bsp: {message[:1].upper()}{message[1:]}; ./bsp help lists all words.", file=sys.stderr)
        sys.exit(2)


def read_port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port (1 to 65535)")
    return int(text)


def read_words(words: list[str]) -> argparse.Namespace:
    parser = Words(prog="./bsp", usage=HELP, add_help=False)
    sub = parser.add_subparsers(dest="word", required=True, metavar="word")
    demo = sub.add_parser("demo", usage=HELP)
    demo.add_argument("--once", action="store_true")
    demo.add_argument("--port", type=read_port)
    up = sub.add_parser("up", usage=HELP)
    up.add_argument("--detach", action="store_true")
    up.add_argument("--port", type=read_port)
    accounts = sub.add_parser("accounts", usage=HELP)
    accounts.add_argument("--json", action="store_true")
    reset = sub.add_parser("reset", usage=HELP)
    reset.add_argument("--yes", action="store_true")
    supervise = sub.add_parser("supervise")
    supervise.add_argument("listener", type=int)
    supervise.add_argument("ready", type=int)
    bench = sub.add_parser("bench", usage=HELP)
    bench.add_argument("subject", choices=["api", "floods"])
    for word in ("down", "sbom", "shell"):
        sub.add_parser(word, usage=HELP)
    if words[0] not in sub.choices:
        parser.error(f"there is no word {words[0]!r}")
    return parser.parse_args(words)


def main(words: list[str]) -> int:
    if not words or words[0] in {"help", "-h", "--help"}:
        print(HELP, end="")
        return 0
    if words[0] in PASSED_ON:
        asked = argparse.Namespace(word=words[0], rest=words[1:])
    else:
        asked = read_words(words)
    os.umask(0o077)  # data, logs and secrets are this user's alone
    stop_on_signals()
    try:
        return getattr(commands, asked.word)(asked)
    except Trouble as trouble:
        print(f"bsp: {trouble}", file=sys.stderr, flush=True)
        return 1
    except Stopped:
        return 130
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # a bug in these tools: one sentence for the reader, the rest into a log
        log = find_place("portal").log("bsp")
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc())
        print(f"bsp: Unexpected trouble ({error}); the details are in {log}.", file=sys.stderr, flush=True)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
