"""Opens a table of a thousand columns, the way the Python package mmaptable does it.

The Java twin is TableOpen.java.

Prints one line of JSON: the versions, and the nanoseconds a table of each repeat.
"""

import os
import tempfile
import time

from table_create import Table, create, measure

COLUMNS = 1_000


def main(columns):
    with tempfile.TemporaryDirectory(prefix="table-open-") as directory:
        path = os.path.join(directory, "table")
        create(path, columns, 10)

        def repeat():
            start = time.perf_counter_ns()
            Table.open(path)
            return time.perf_counter_ns() - start

        measure(repeat)


if __name__ == "__main__":
    main(COLUMNS)
