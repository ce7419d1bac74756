"""Every scenario by its name; a new one is a class in a file here and a line in this list."""

from scenario import Scenario

from scenarios.first_run import FirstRun
from scenarios.handing_over import HandingOver, TakingBack, TakingOver
from scenarios.keeping import DailyBackup, Receipt, Restoring, TakingOff
from scenarios.keys_changed import ChangingPassphrase, MakingRecoveryKey, Recovering
from scenarios.leaving import Copying, Exporting, Paper
from scenarios.writing import Correcting, Signing, Typing

SCENARIOS: dict[str, Scenario] = {
    one.name: one
    for one in (
        FirstRun(),
        Typing(),
        Signing(),
        Correcting(),
        Exporting(),
        Copying(),
        Paper(),
        Receipt(),
        DailyBackup(),
        Restoring(),
        ChangingPassphrase(),
        MakingRecoveryKey(),
        Recovering(),
        TakingOff(),
        HandingOver(),
        TakingOver(),
        TakingBack(),
    )
}
