"""Reads rows of four fields from a mapped file, one by one, and adds up their fields, in a Python loop.

Each row is taken by its index and its fields by their names. The Java twin is ReadRecord.java, which reads ten times as
many; the nanoseconds are those of a row.

Prints one line of JSON: the versions, and the nanoseconds of each repeat.
"""

import numpy as np
import typed_get

ROWS = 100_000
TICK = np.dtype([("time", "<i8"), ("price", "<f8"), ("quantity", "<i4"), ("venue", "<i2")])


def add_up(array):
    total = 0.0
    for i in range(ROWS):
        row = array[i]
        total += int(row["time"]) + row["price"] + int(row["quantity"]) + int(row["venue"])
    return total


def ticks():
    made = np.zeros(ROWS, TICK)
    for name in TICK.names:
        made[name] = np.arange(ROWS).astype(TICK[name])
    return made


if __name__ == "__main__":
    typed_get.measure(ticks(), add_up, operations=ROWS, calls=1)
