"""Appends rows of three float32, the way the Python package diskarray does it: the work of append_row.py.

The Java twin, AppendBatch.java, commits a thousand rows at a time. What is compared is a row.

Prints one line of JSON: the versions, and the nanoseconds a row of each repeat.
"""

import append_row

if __name__ == "__main__":
    append_row.main()
