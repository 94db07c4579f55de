"""Opens a file of float64 of shape (1000, 3) with numpy.load, maps it for reading, and unmaps it.

No element is touched. The Java twin is MapFile.java.

Prints one line of JSON: the versions, and the nanoseconds a file of each repeat.
"""

import json
import os
import platform
import tempfile
import time

import numpy as np

FILES = 4_000
REPEATS = 5


def repeat(path):
    start = time.perf_counter_ns()
    for _ in range(FILES):
        np.load(path, mmap_mode="r")
    return (time.perf_counter_ns() - start) / FILES


def main():
    with tempfile.TemporaryDirectory(prefix="map-file-") as directory:
        path = os.path.join(directory, "x.npy")
        np.save(path, np.zeros((1000, 3)))
        versions = {"Python": platform.python_version(), "NumPy": np.__version__}
        print(json.dumps({"versions": versions, "ns": [repeat(path) for _ in range(REPEATS)]}))


if __name__ == "__main__":
    main()
