"""Writes a million rows of five float64 as CSV with pandas, which are neither forced to the disk nor renamed.

floats, flights and measure are used by the other benchmarks of CSV. The Java twin is CsvWriteFloat64.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import json
import os
import platform
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

FLIGHTS = Path(__file__).parents[1] / "data" / "flights-200k.csv.gz"


def floats():
    random = np.random.default_rng(1)
    return pd.DataFrame({f"c{i}": random.random(1_000_000) for i in range(5)})


def flights():
    return pd.read_csv(FLIGHTS, parse_dates=["date"])


def measure(work, repeats):
    """Times what is done to a path in a directory of its own."""
    versions = {"Python": platform.python_version(), "NumPy": np.__version__, "pandas": pd.__version__}
    ns = []
    with tempfile.TemporaryDirectory(prefix="csv-") as directory:
        for _ in range(repeats):
            start = time.perf_counter_ns()
            work(os.path.join(directory, "table.csv"))
            ns.append(time.perf_counter_ns() - start)
    print(json.dumps({"versions": versions, "ns": ns}))


if __name__ == "__main__":
    frame = floats()
    measure(lambda path: frame.to_csv(path, index=False), 2)
