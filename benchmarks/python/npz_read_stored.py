"""Reads an array of float64 from an archive that numpy.savez has written.

The archive is in the page cache, as it is for the Java twin, NpzReadStored.java.

Prints one line of JSON: the versions, and the nanoseconds an element of each repeat.
"""

import json
import os
import platform
import tempfile
import time

import numpy as np

LENGTH = 1_000_000
REPEATS = 7


def repeat(path, x):
    start = time.perf_counter_ns()
    with np.load(path) as npz:
        y = npz["x"]
    elapsed = time.perf_counter_ns() - start
    assert y.shape == x.shape
    return elapsed / LENGTH


def main(save=np.savez):
    versions = {"Python": platform.python_version(), "NumPy": np.__version__}
    x = (np.arange(LENGTH) * 2654435761 % 2**32 >> 16) / 4
    with tempfile.TemporaryDirectory(prefix="npz-") as directory:
        path = os.path.join(directory, "x.npz")
        save(path, x=x)
        ns = [repeat(path, x) for _ in range(REPEATS)]
    print(json.dumps({"versions": versions, "ns": ns}))


if __name__ == "__main__":
    main()
