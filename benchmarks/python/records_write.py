"""Writes five million rows of ten float64 columns as one structured array with NumPy.

The columns are mapped, put together in memory and saved; the file is neither forced to the disk nor renamed. The Java twin is
RecordsWrite.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import os
import tempfile
import time

import numpy as np
from table_create import create, measure

ROWS = 5_000_000


def run():
    with tempfile.TemporaryDirectory(prefix="records-write-") as directory:
        table = create(os.path.join(directory, "table"), 10, ROWS)
        random = np.random.default_rng(1)
        for column in table.columns.values():
            column[:] = random.random(ROWS)

        def repeat():
            start = time.perf_counter_ns()
            np.save(os.path.join(directory, "records.npy"), table.to_records())
            return time.perf_counter_ns() - start

        measure(repeat)


if __name__ == "__main__":
    run()
