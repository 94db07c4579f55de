"""Appends rows of three float32, as append_row.py does.

The Java twin is AppendRowShared.java.

Prints one line of JSON: the versions, and the nanoseconds a row of each repeat.
"""

import append_row

if __name__ == "__main__":
    append_row.main()
