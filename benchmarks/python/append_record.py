"""Appends records of a time, a price and a quantity to a structured array, the way the Python package diskarray does it.

The array is that of append_row.py, and the record a tuple. The Java twin is AppendRecord.java.

Prints one line of JSON: the versions, and the nanoseconds a record of each repeat.
"""

import json
import os
import platform
import tempfile
import time

import numpy as np
from append_row import DiskArray

ROWS = 500_000
REPEATS = 3
DTYPE = [("time", "<i8"), ("price", "<f8"), ("quantity", "<i4")]


def repeat():
    with tempfile.TemporaryDirectory(prefix="append-record-") as directory:
        array = DiskArray(os.path.join(directory, "rows"), DTYPE, ())
        start = time.perf_counter_ns()
        for i in range(ROWS):
            array.append((i, 99.5, 3))
        return (time.perf_counter_ns() - start) / ROWS


def main():
    versions = {"Python": platform.python_version(), "NumPy": np.__version__}
    print(json.dumps({"versions": versions, "ns": [repeat() for _ in range(REPEATS)]}))


if __name__ == "__main__":
    main()
