"""`python -m desktop_app` is the same as `chairside`."""

import sys

from desktop_app.app import main

sys.exit(main())
