"""Each scenario, hurt at every place: old or new, never less, and nothing is left behind."""

import pytest
from hurting import Hurt, require_nothing_lost
from scenarios import SCENARIOS

pytestmark = pytest.mark.faults

PLACES = {  # most of them; for a power cut, how many
    "kill": 400,
    "ordered": 200,
    "strict": 200,
    "ENOSPC": 100,
    "EIO": 100,
    "EROFS": 60,
    "EACCES": 60,
}
FIRST_RUN = 300  # power cuts, in each of the two models


@pytest.mark.parametrize("how", PLACES)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_old_or_new_and_never_less(hurt: Hurt, scenario: str, how: str):
    is_cut = how in ("ordered", "strict")
    most = FIRST_RUN if is_cut and scenario == "first run" else PLACES[how]
    require_nothing_lost(hurt(scenario, how, most))
