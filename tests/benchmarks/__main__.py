"""`python -m tests.benchmarks`: one line for each benchmark; the exit code is 1 when one is over its limit."""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.benchmarks.bundle import bundle_size, bundle_start
from tests.benchmarks.longest_stall import longest_stall
from tests.benchmarks.measurement import Measurement
from tests.benchmarks.provision_overhead import provision_overhead
from tests.benchmarks.softap_exchange import softap_exchange
from tests.benchmarks.startup import startup, startup_memory
from tests.benchmarks.tray_import import tray_import

BENCHMARKS: tuple[Callable[[], Measurement], ...] = (
    softap_exchange,
    provision_overhead,
    tray_import,
    startup,
    startup_memory,
    longest_stall,
    bundle_size,
    bundle_start,
)


def main() -> int:
    all_ok = True
    for benchmark in BENCHMARKS:
        measurement = benchmark()
        print(measurement, flush=True)
        all_ok = all_ok and measurement.ok
    return 0 if all_ok else 1


if __name__ == "__main__":
    sys.exit(main())
