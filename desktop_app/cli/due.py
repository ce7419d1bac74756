"""The command that prints the deadlines which follow from events."""

import argparse
from datetime import date

from desktop_app.cli.asked import DONE, Asked
from desktop_app.services.council import load_council


def say(parser: argparse.ArgumentParser) -> None:
    """What may be said after `due`."""
    parser.add_argument("--council", metavar="NAME", required=True, help="such as Lambeth")
    says = "what happened and when, such as entered_care=2026-12-17; may be given again"
    parser.add_argument(
        "--event", metavar="KIND=DATE", type=_event, action="append", required=True, help=says
    )


def print_due(asked: Asked) -> int:
    """Each with its source."""
    from desktop_app.services.deadlines import deadlines  # slow to import

    rules = load_council(asked.places).named(asked.council).rules
    today = date.today()  # noqa: DTZ011 - the chair's day
    print("\n".join(deadlines(rules, asked.event, today)))
    return DONE


def _event(words: str) -> tuple[str, date]:
    from desktop_app.services.deadlines import read_event  # slow to import

    try:
        return read_event(words)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from None
