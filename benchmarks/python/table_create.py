"""Makes a table of a thousand columns of ten float64, the way the Python package mmaptable does it: a headerless file,
mapped, and a JSON file beside it for each column. Nobody waits for the disk.

Table is what the package does, without what it checks; other benchmarks of tables use it. The Java twin is TableCreate.java.

Prints one line of JSON: the versions, and the nanoseconds a table of each repeat.
"""

import json
import os
import platform
import tempfile
import time

import numpy as np

COLUMNS = 1_000
ROWS = 10
REPEATS = 5


class Table:
    """Columns in a directory, each of which is a file that is mapped whole."""

    def __init__(self, path, rows):
        self.path = path
        self.rows = rows
        self.columns = {}

    @classmethod
    def create(cls, path, rows):
        os.mkdir(path)
        return cls(path, rows)

    @classmethod
    def open(cls, path):
        table = None
        for directory, _, files in os.walk(path):
            for name in files:
                if not name.endswith(".attr"):
                    continue
                with open(os.path.join(directory, name), encoding="utf-8") as file:
                    attr = json.load(file)
                table = table or cls(path, attr["shape"][0])
                table._map(name[: -len(".attr")], attr["dtype"], tuple(attr["shape"]), "r+")
        return table

    def _map(self, name, dtype, shape, mode):
        self.columns[name] = np.memmap(os.path.join(self.path, name + ".npy"), dtype=dtype, mode=mode, shape=shape)

    def _write_attr(self, name, dtype, shape):
        with open(os.path.join(self.path, name + ".attr"), "w", encoding="utf-8") as file:
            json.dump({"dtype": dtype, "shape": shape, "attr": None}, file)

    def add_column(self, name, dtype, item_shape=()):
        shape = (self.rows, *item_shape)
        self._map(name, dtype, shape, "w+")
        self._write_attr(name, dtype, shape)

    def row(self, index):
        return {name: column[index] for name, column in self.columns.items()}

    def resize(self, rows):
        for name, column in self.columns.items():
            shape = (rows, *column.shape[1:])
            dtype = column.dtype.str
            row_bytes = column.dtype.itemsize * int(np.prod(column.shape[1:]))
            column.flush()
            with open(os.path.join(self.path, name + ".npy"), "r+b") as file:
                file.truncate(rows * row_bytes)
            self._map(name, dtype, shape, "r+")
            self._write_attr(name, dtype, shape)
        self.rows = rows

    def to_records(self):
        dtype = [(name, column.dtype.str, column.shape[1:]) for name, column in self.columns.items()]
        records = np.empty(self.rows, dtype=dtype)
        for name, column in self.columns.items():
            records[name] = column
        return records


def create(path, columns, rows):
    table = Table.create(path, rows)
    for i in range(columns):
        table.add_column(f"c{i}", "<f8")
    return table


def repeat():
    with tempfile.TemporaryDirectory(prefix="table-create-") as directory:
        start = time.perf_counter_ns()
        create(os.path.join(directory, "table"), COLUMNS, ROWS)
        return time.perf_counter_ns() - start


def measure(repeat):
    versions = {"Python": platform.python_version(), "NumPy": np.__version__}
    print(json.dumps({"versions": versions, "ns": [repeat() for _ in range(REPEATS)]}))


if __name__ == "__main__":
    measure(repeat)
