"""Writes a gigabyte of float64 to a new file with numpy.save. Nobody waits for the disk.

The Java twin is WriteArray.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import json
import os
import platform
import tempfile
import time

import numpy as np

LENGTH = 125_000_000
REPEATS = 3


def repeat(path, array):
    array.fill(7)
    start = time.perf_counter_ns()
    np.save(path, array)
    elapsed = time.perf_counter_ns() - start
    os.remove(path)
    return elapsed


def main():
    array = np.empty(LENGTH)
    with tempfile.TemporaryDirectory(prefix="write-array-") as directory:
        path = os.path.join(directory, "x.npy")
        versions = {"Python": platform.python_version(), "NumPy": np.__version__}
        print(json.dumps({"versions": versions, "ns": [repeat(path, array) for _ in range(REPEATS)]}))


if __name__ == "__main__":
    main()
