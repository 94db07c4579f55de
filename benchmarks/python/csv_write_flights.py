"""Writes 200,000 flights as CSV with pandas: a time, two integers and two short texts each.

The file is neither forced to the disk nor renamed. The Java twin is CsvWriteFlights.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

from csv_write_float64 import flights, measure

if __name__ == "__main__":
    frame = flights()
    measure(lambda path: frame.to_csv(path, index=False), 5)
