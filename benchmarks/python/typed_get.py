"""Adds up float64 of a mapped file, one by one, in a Python loop over the array.

Iterating is the fastest way to take elements one by one; an array's own sum, which no loop can do, is not what is compared.
The Java twin is TypedGet.java, which adds up ten million; here it is one million, and the nanoseconds are those of an element.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import json
import os
import platform
import tempfile
import time

import numpy as np

REPEATS = 5
LENGTH = 1_000_000


def measure(array, work, operations=1, calls=None):
    """Maps the array's file and prints how long an operation of the work takes.

    The work is called `calls` times in a repeat, or as often as there are operations; it is called once before.
    """
    with tempfile.TemporaryDirectory(prefix="mapped-column-") as directory:
        path = os.path.join(directory, "x.npy")
        np.save(path, array)
        mapped = np.load(path, mmap_mode="r+")
        ns = [repeat(mapped, work, calls or operations) / operations for _ in range(REPEATS + 1)][1:]
        versions = {"Python": platform.python_version(), "NumPy": np.__version__}
        print(json.dumps({"versions": versions, "ns": ns}))


def repeat(mapped, work, calls):
    start = time.perf_counter_ns()
    for _ in range(calls):
        work(mapped)
    return time.perf_counter_ns() - start


def add_up(array):
    total = 0.0
    for value in array:
        total += value
    return total


if __name__ == "__main__":
    measure(np.arange(LENGTH, dtype="f8"), add_up, operations=LENGTH, calls=1)
