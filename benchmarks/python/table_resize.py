"""Makes a table of ten float64 columns longer, from one million rows to two, and shorter again.

The Java twin is TableResize.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat, both changes together.
"""

import os
import tempfile
import time

from table_create import create, measure

ROWS = 1_000_000

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="table-resize-") as directory:
        table = create(os.path.join(directory, "table"), 10, ROWS)

        def repeat():
            start = time.perf_counter_ns()
            table.resize(2 * ROWS)
            table.resize(ROWS)
            return time.perf_counter_ns() - start

        measure(repeat)
