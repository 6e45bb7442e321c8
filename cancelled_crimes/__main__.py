"""`python -m cancelled_crimes`."""

import os
import sys
from contextlib import suppress

from cancelled_crimes.cli import main

try:
    main(prog_name="python -m cancelled_crimes")
except SystemExit as end:
    # Leave without taking every library apart, which takes as long as it takes to find that nothing is stale.
    with suppress(OSError):  # nobody may be listening any more
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(int(end.code or 0))
