"""Makes a structured array of a table of five million rows of ten float64 columns.

The Java twin is TableRecords.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import os
import tempfile
import time

import numpy as np
from table_create import create, measure

ROWS = 5_000_000

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="table-records-") as directory:
        table = create(os.path.join(directory, "table"), 10, ROWS)
        for column in table.columns.values():
            column[:] = np.arange(ROWS)

        def repeat():
            start = time.perf_counter_ns()
            table.to_records()
            return time.perf_counter_ns() - start

        measure(repeat)
