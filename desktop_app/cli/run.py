"""Runs a command: results on standard output, refusals in plain sentences beside it."""

import io
import os
import sys

from desktop_app.cli.asked import WRONG, Asked
from desktop_app.cli.commands import parser
from desktop_app.errors import CannotProceed, Mistake


def run(words: list[str]) -> int:
    """Exit: 0 done, 1 refused or found wrong; raises SystemExit(2) for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # an old console may lack our quotation marks
            stream.reconfigure(errors="replace")
    asked = parser().parse_args(words, Asked())
    try:
        code = asked.act(asked)
        sys.stdout.flush()
    except CannotProceed as trouble:
        print(trouble, file=sys.stderr)
        return WRONG
    except (KeyboardInterrupt, EOFError):
        print("Stopped.", file=sys.stderr)
        return WRONG
    except BrokenPipeError:  # whoever read the output has gone, such as `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG
    except Exception as fault:  # noqa: BLE001 - of ours, of whatever kind
        return _say_mistake(fault, asked)
    return code


def _say_mistake(fault: Exception, asked: Asked) -> int:
    from desktop_app import log

    log.start(asked.places.data)
    log.note(fault)
    print(Mistake(fault), file=sys.stderr)
    return WRONG
