"""Writes a gigabyte of float64, in eight mapped columns, to one file with numpy.ndarray.tofile, and waits for the disk.

The bytes are those of an Arrow file without its descriptions: the machine need not have pyarrow. The Java twin is ArrowWrite.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import os
import tempfile
import time

import numpy as np
from table_create import create, measure

COLUMNS = 8
ROWS = 15_625_000

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="arrow-write-") as directory:
        table = create(os.path.join(directory, "table"), COLUMNS, ROWS)
        random = np.random.default_rng(1)
        for column in table.columns.values():
            column[:] = random.random(ROWS)
        path = os.path.join(directory, "out")

        def repeat():
            start = time.perf_counter_ns()
            with open(path, "wb") as file:
                for column in table.columns.values():
                    column.tofile(file)
                file.flush()
                os.fsync(file.fileno())
            elapsed = time.perf_counter_ns() - start
            os.remove(path)
            return elapsed

        measure(repeat)
