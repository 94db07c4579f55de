"""Makes a dataframe of a CSV file of a million rows of five float64 with pandas' C engine, in memory.

The Java twin is CsvReadFloat64.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import os
import tempfile

import pandas as pd
from csv_write_float64 import floats, measure

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="csv-read-") as directory:
        file = os.path.join(directory, "table.csv")
        floats().to_csv(file, index=False)
        measure(lambda _: pd.read_csv(file), 5)
