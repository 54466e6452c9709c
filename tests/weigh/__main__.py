"""Weighs and times the pages in Chromium, against the budgets: `python -m tests.weigh`.

The real server with the starter content in a data folder of its own; all of it is gone afterwards.
"""

import signal
import sys

from tests.browser.conftest import CHROMIUM
from tests.drills.__main__ import new_place, run

LIMIT = 300  # seconds; on a quiet machine one minute is enough

if __name__ == "__main__":
    if not CHROMIUM:
        sys.exit("The pages are weighed in Chromium, but none was found. Install chromium.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped"))  # ends what was started, too
    with new_place() as environment:
        sys.exit(run(["tests.weigh.one"], environment, LIMIT))
