"""Appends rows of ten float64 columns, the way the Python package mmaptable lets it be done: the table is made longer a
thousand rows at a time, and each row is assigned in every column.

The Java twin is TableAppend.java.

Prints one line of JSON: the versions, and the nanoseconds a row of each repeat.
"""

import os
import tempfile
import time

from table_create import create, measure

ROWS = 50_000
STEP = 1_000


def repeat():
    with tempfile.TemporaryDirectory(prefix="table-append-") as directory:
        table = create(os.path.join(directory, "table"), 10, STEP)
        start = time.perf_counter_ns()
        for i in range(ROWS):
            if i == table.rows:
                table.resize(i + STEP)
            for column in table.columns.values():
                column[i] = i
        return (time.perf_counter_ns() - start) / ROWS


if __name__ == "__main__":
    measure(repeat)
