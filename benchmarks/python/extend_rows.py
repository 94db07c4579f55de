"""Appends blocks of a thousand rows of three float32, the way the Python package diskarray does it.

The array is that of append_row.py; a block that finds no room has the file made longer first. The Java twin is
ExtendRows.java.

Prints one line of JSON: the versions, and the nanoseconds a block of each repeat.
"""

import json
import os
import platform
import tempfile
import time

import numpy as np
from append_row import DiskArray

BLOCK = 1000
BLOCKS = 10_000
REPEATS = 3


def extend(array, block):
    while array.count + len(block) > array.capacity:
        array.capacity *= 2
        array.map()
    array.data[array.count:array.count + len(block)] = block
    array.count += len(block)


def repeat():
    block = np.arange(3 * BLOCK, dtype="<f4").reshape(BLOCK, 3)
    with tempfile.TemporaryDirectory(prefix="extend-rows-") as directory:
        array = DiskArray(os.path.join(directory, "rows"), "<f4", (3,))
        start = time.perf_counter_ns()
        for _ in range(BLOCKS):
            extend(array, block)
        return (time.perf_counter_ns() - start) / BLOCKS


def main():
    versions = {"Python": platform.python_version(), "NumPy": np.__version__}
    print(json.dumps({"versions": versions, "ns": [repeat() for _ in range(REPEATS)]}))


if __name__ == "__main__":
    main()
