"""What every test shares: no screen needed, a cheap key, a store of its own."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
