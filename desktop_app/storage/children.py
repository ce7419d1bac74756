"""Every way in which a child is kept: each once, and a case number is one child's."""

from collections.abc import Mapping

from sqlalchemy import Connection, insert, literal_column, select, update

from desktop_app.errors import CannotProceed
from desktop_app.records.meeting import TYPED_NUMBER, Child, number_key
from desktop_app.storage.lists import DETAILS
from desktop_app.storage.rows import to_json
from desktop_app.storage.schema import child
from desktop_app.storage.stored import texts_of, unless_damaged
from desktop_app.storage.transactions import Transactions

IN_TURN = literal_column("child.rowid")  # the order they were kept in
_NUMBER = "case_number"


class NumberTaken(CannotProceed):
    """The case number is another child's, the `holder`'s, on this laptop."""

    def __init__(self, typed: str, holder: Child) -> None:
        whose = holder.initials if holder.name.strip() else "another child"
        super().__init__(
            f"The case number {typed.strip()} is {whose}’s on this laptop already.",
            "It was not given to a second child.",
            f"If this is {whose}, open that child under “Children”. If it is not, one number is "
            "wrong: look both up in the case system.",
        )
        self.holder = holder


def keep_child(store: Transactions, connection: Connection, one: Child) -> None:
    """For this folder alone: as the child stands now. Raises NumberTaken.

    Two that had one number before this was kept stay as they are until one of them is corrected.
    """
    details = {key: text for key, text in one.details.items() if key != TYPED_NUMBER}
    if holder := _holder(connection, one.id, one.case_number):
        raise NumberTaken(one.case_number, holder)
    put_child(store, connection, one.id, details)


def keep_new_child(store: Transactions, connection: Connection, one: Child) -> None:
    """For this folder alone: a child who is here already stays as they are. Raises NumberTaken."""
    if _details(connection, one.id) is None:
        keep_child(store, connection, one)


def keep_child_aside(store: Transactions, connection: Connection, one: Child) -> None:
    """For this folder alone: as `keep_child`, where nobody can be asked.

    A number that is another child's is kept beside the one that the child had: the child's page
    shows it until it is settled.
    """
    details = {key: text for key, text in one.details.items() if key != TYPED_NUMBER}
    put_child(store, connection, one.id, with_number_aside(connection, one.id, details))


def learn(
    store: Transactions, connection: Connection, child_id: str, learned: Mapping[str, str]
) -> None:
    """For this folder alone: goes into the child's details as they stand; as `keep_child_aside`."""
    known = _details(connection, child_id) or {}
    details = {**known, **learned}
    if _NUMBER in learned:
        details.pop(TYPED_NUMBER, None)
        details = with_number_aside(connection, child_id, details)
    put_child(store, connection, child_id, details)


def of_number(connection: Connection, number: str) -> list[Child]:
    """For this folder alone: whose it is. The child kept first comes first; mostly there is one."""
    key = number_key(number)
    query = select(child.c.id, child.c.details).where(child.c.number == key)
    found = connection.execute(query.order_by(IN_TURN)) if key else ()
    return [Child(one, _unless_damaged(details)) for one, details in found]


def _unless_damaged(details: str) -> dict[str, str]:
    """Whose number it is, stands beside them too."""
    return unless_damaged(lambda: texts_of(details, DETAILS)) or {}


def number_in(details: str) -> str:
    """For this folder alone: what stands in `number` beside them; empty where they are damaged."""
    return number_key(_unless_damaged(details).get(_NUMBER, ""))


def with_number_aside(
    connection: Connection, child_id: str, details: dict[str, str]
) -> dict[str, str]:
    typed = details.get(_NUMBER, "")
    if not _holder(connection, child_id, typed):
        return details
    had = (_details(connection, child_id) or {}).get(_NUMBER)
    own = {_NUMBER: had} if had is not None else {}
    rest = {key: text for key, text in details.items() if key != _NUMBER}
    return {**rest, **own, TYPED_NUMBER: typed}


def _holder(connection: Connection, child_id: str, number: str) -> Child | None:
    """Another child who has that number; not of a number that this child has already."""
    holders = of_number(connection, number)
    others = [one for one in holders if one.id != child_id]
    return others[0] if others and len(others) == len(holders) else None


def _details(connection: Connection, child_id: str) -> dict[str, str] | None:
    query = select(child.c.details).where(child.c.id == child_id)
    found = connection.execute(query).scalar_one_or_none()
    return texts_of(found, DETAILS) if found is not None else None


def put_child(
    store: Transactions, connection: Connection, child_id: str, details: Mapping[str, str]
) -> None:
    """For this folder alone: with the number that the details say; the guard has the last word."""
    values = {"details": to_json(details), "number": number_key(details.get(_NUMBER, ""))}
    known = connection.execute(select(child.c.id).where(child.c.id == child_id)).first()
    if known:
        connection.execute(update(child).where(child.c.id == child_id).values(**values))
    else:
        connection.execute(insert(child), {"id": child_id, **values})
        store.trail(connection, "create child", child_id)
