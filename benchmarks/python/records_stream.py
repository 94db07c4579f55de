"""Writes five million rows of ten float64 columns as one structured array with NumPy.

The file is neither forced to the disk nor renamed. The Java twin is RecordsStream.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

from records_write import run

if __name__ == "__main__":
    run()
