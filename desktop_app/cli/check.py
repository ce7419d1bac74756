"""The command that says whether the store, signed minutes and audit trail are whole."""

from desktop_app.cli.asked import DONE, WRONG, Asked
from desktop_app.cli.opened import opened


def check_store(asked: Asked) -> int:
    """Prints what was looked at, and every problem."""
    from desktop_app.storage.check import check  # slow to import

    with opened(asked) as store:
        problems = check(store)
    print(f"The store in {asked.places.data} was checked:")
    print("its pages and their structure, the guards of signed minutes,")
    print("every signed version against its fingerprint, and the audit trail.")
    print("\n".join(problems) or "Nothing is wrong.")
    return WRONG if problems else DONE
