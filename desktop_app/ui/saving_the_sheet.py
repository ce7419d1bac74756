"""The recovery sheet as a PDF, from either page with a key: saved as every file that leaves."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.assemble import Desk
from desktop_app.ui.courier import Courier
from desktop_app.ui.recovery_page import RecoveryPage

if TYPE_CHECKING:  # slow to import, and a first start has no need of it yet
    from desktop_app.storage.store import Store


def save_when_asked(page: RecoveryPage, desk: Desk, courier: Courier) -> None:
    """The page says what became of it."""

    def save_to(path: Path, pdf: bytes) -> None:
        def work(store: "Store") -> None:
            from desktop_app.services.written_file import save

            save(store, path, pdf)

        courier.send(
            page,
            desk.ask(work),
            lambda _: page.say_saved(path),
            lambda trouble: page.say_trouble(str(trouble)),
        )

    page.sheet_wanted.connect(save_to)
