"""Appends rows of three float32, the way the Python package diskarray does it.

The array is a numpy.memmap with room for more rows than there are. When the room is used up the file is made twice as
long and mapped anew; a row is stored by `a[n] = row`, and the count is a data member of the object. The count is not
kept in the file: no other process can tell how many rows there are, and nothing but the object knows after a kill.
The Java twin, AppendRow.java, keeps the count in the file's header and stores it with each row.

Prints one line of JSON: the versions, and the nanoseconds a row of each repeat.
"""

import json
import os
import platform
import tempfile
import time

import numpy as np

ROWS = 1_000_000
REPEATS = 3
FIRST_CAPACITY = 1024


class DiskArray:
    def __init__(self, path, dtype, item_shape):
        self.path = path
        self.dtype = np.dtype(dtype)
        self.item_shape = item_shape
        self.count = 0
        self.capacity = FIRST_CAPACITY
        with open(path, "xb"):
            pass
        self.map()

    def map(self):
        row_bytes = self.dtype.itemsize * int(np.prod(self.item_shape))
        os.truncate(self.path, self.capacity * row_bytes)
        self.data = np.memmap(self.path, dtype=self.dtype, mode="r+", shape=(self.capacity, *self.item_shape))

    def append(self, row):
        if self.count == self.capacity:
            self.capacity *= 2
            self.map()
        self.data[self.count] = row
        self.count += 1


def repeat():
    with tempfile.TemporaryDirectory(prefix="append-row-") as directory:
        array = DiskArray(os.path.join(directory, "rows"), "<f4", (3,))
        start = time.perf_counter_ns()
        for i in range(ROWS):
            array.append((i, 0.5, 1.5))
        return (time.perf_counter_ns() - start) / ROWS


def main():
    versions = {"Python": platform.python_version(), "NumPy": np.__version__}
    print(json.dumps({"versions": versions, "ns": [repeat() for _ in range(REPEATS)]}))


if __name__ == "__main__":
    main()
