"""Opens a table of ten thousand columns, the way the Python package mmaptable does it.

The Java twin is TableOpenWide.java.

Prints one line of JSON: the versions, and the nanoseconds a table of each repeat.
"""

import table_open

if __name__ == "__main__":
    table_open.main(10_000)
