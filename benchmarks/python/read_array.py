"""Reads a gigabyte of float64 that is in the page cache with numpy.load, which makes the array it reads into.

The Java twin is ReadArray.java.

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


def repeat(path):
    start = time.perf_counter_ns()
    array = np.load(path)
    elapsed = time.perf_counter_ns() - start
    assert len(array) == LENGTH
    return elapsed


def main(repeat):
    with tempfile.TemporaryDirectory(prefix="read-array-") as directory:
        path = os.path.join(directory, "x.npy")
        np.save(path, np.ones(LENGTH))
        versions = {"Python": platform.python_version(), "NumPy": np.__version__}
        print(json.dumps({"versions": versions, "ns": [repeat(path) for _ in range(REPEATS)]}))


if __name__ == "__main__":
    main(repeat)
