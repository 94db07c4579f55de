"""Reads one row of a table of ten float64 columns, as a dict of NumPy's scalars.

The Java twin is TableRow.java.

Prints one line of JSON: the versions, and the nanoseconds a row of each repeat.
"""

import os
import tempfile
import time

from table_create import create, measure

ROWS = 100_000

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="table-row-") as directory:
        table = create(os.path.join(directory, "table"), 10, ROWS)

        def repeat():
            total = 0.0
            start = time.perf_counter_ns()
            for i in range(ROWS):
                total += table.row(i)["c3"]
            return (time.perf_counter_ns() - start) / ROWS

        measure(repeat)
