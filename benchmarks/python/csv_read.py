"""Makes a dataframe of a CSV file of 200,000 flights with pandas' C engine, in memory.

The column of times is named, since pandas takes times for text otherwise.
The Java twin is CsvRead.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import os
import tempfile

import pandas as pd
from csv_write_float64 import flights, measure

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="csv-read-") as directory:
        file = os.path.join(directory, "table.csv")
        flights().to_csv(file, index=False)
        measure(lambda _: pd.read_csv(file, parse_dates=["date"]), 7)
