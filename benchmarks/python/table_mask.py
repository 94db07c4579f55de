"""Sums the distances of the flights that left Seattle more than an hour late, of a table of 200,000 flights.

The Java twin is TableMask.java.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import csv
import gzip
import os
import tempfile
import time
from pathlib import Path

import numpy as np
from table_create import Table, measure

FLIGHTS = Path(__file__).parents[1] / "data" / "flights-200k.csv.gz"
OPERATIONS = 50

if __name__ == "__main__":
    with gzip.open(FLIGHTS, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with tempfile.TemporaryDirectory(prefix="table-mask-") as directory:
        table = Table.create(os.path.join(directory, "table"), len(rows))
        for name, dtype in (("delay", "<i2"), ("distance", "<i2"), ("origin", "<U3")):
            table.add_column(name, dtype)
            table.columns[name][:] = [row[name] for row in rows] if dtype == "<U3" else [int(row[name]) for row in rows]
        delay, distance, origin = (table.columns[name] for name in ("delay", "distance", "origin"))

        def repeat():
            start = time.perf_counter_ns()
            for _ in range(OPERATIONS):
                mask = (delay > 60) & (origin == "SEA")
                distance[mask].sum()
            return (time.perf_counter_ns() - start) / OPERATIONS

        measure(repeat)
