"""Writes ten gigabytes of float64 as a stream of megabytes with numpy's tofile. Nobody waits for the disk.

The Java twin is StreamRows.java.

Prints one line of JSON: the versions, and the nanoseconds a megabyte of each repeat.
"""

import json
import os
import platform
import tempfile
import time

import numpy as np

BLOCK = 131_072
BLOCKS = 10_000
REPEATS = 1


def repeat():
    block = np.arange(BLOCK, dtype="<f8")
    with tempfile.TemporaryDirectory(prefix="stream-rows-") as directory:
        with open(os.path.join(directory, "rows"), "xb") as file:
            start = time.perf_counter_ns()
            for _ in range(BLOCKS):
                block.tofile(file)
            return (time.perf_counter_ns() - start) / BLOCKS


def main():
    versions = {"Python": platform.python_version(), "NumPy": np.__version__}
    print(json.dumps({"versions": versions, "ns": [repeat() for _ in range(REPEATS)]}))


if __name__ == "__main__":
    main()
