"""Writes an archive of one array of float64 with numpy.savez.

The archive is written beside the old one, forced to the disk and renamed, as the Java twin, NpzWriteStored.java, does it. What
numpy.savez does by itself, without the last two steps, a crash can leave half of.

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


def repeat(save, path, x):
    start = time.perf_counter_ns()
    temporary = path + ".tmp.npz"
    save(temporary, x=x)
    with open(temporary, "rb") as written:
        os.fsync(written.fileno())
    os.replace(temporary, path)
    return (time.perf_counter_ns() - start) / LENGTH


def main(save=np.savez, repeats=REPEATS):
    versions = {"Python": platform.python_version(), "NumPy": np.__version__}
    x = (np.arange(LENGTH) * 2654435761 % 2**32 >> 16) / 4
    with tempfile.TemporaryDirectory(prefix="npz-") as directory:
        path = os.path.join(directory, "x.npz")
        ns = [repeat(save, path, x) for _ in range(repeats)]
    print(json.dumps({"versions": versions, "ns": ns}))


if __name__ == "__main__":
    main()
