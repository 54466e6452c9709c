"""What hostile input may cost."""

import time
from collections.abc import Callable


def costs_less(seconds: float, work: Callable[[], object]) -> bool:
    """Of the processor's time: what else the machine does can only add to it, so five are tried."""

    def cost() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return any(cost() < seconds for _attempt in range(5))
