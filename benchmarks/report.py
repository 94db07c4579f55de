"""Prints what `run` has measured: report.py DIRECTORY NAME...

For each NAME and pair N, the directory holds NAME.N.java.json, from JMH, and NAME.N.python.json, from the twin.
"""

import json
import os
import platform
import statistics
import sys
from pathlib import Path


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def java(path):
    """The median of a fork's iterations, in nanoseconds an operation, and the JDK."""
    [benchmark] = load(path)
    metric = benchmark["primaryMetric"]
    if metric["scoreUnit"] != "ns/op":
        raise SystemExit(f"{path}: expected ns/op, found {metric['scoreUnit']}")
    [iterations] = metric["rawData"]
    return statistics.median(iterations), {"JDK": benchmark["jdkVersion"]}


def python(path):
    """The median of the repeats, in nanoseconds an operation, and the versions."""
    result = load(path)
    return statistics.median(result["ns"]), result["versions"]


def main(directory, names):
    versions = {}
    rows = [("benchmark", "Java ns/op", "Python ns/op", "Python/Java", "lowest", "highest")]
    for name in names:
        times = []
        for first in sorted(Path(directory).glob(f"{name}.*.java.json")):
            pair = (java(first), python(first.with_name(first.name.replace(".java.", ".python."))))
            for _, found in pair:
                versions.update(found)
            times.append([ns for ns, _ in pair])
        ratios = [python_ns / java_ns for java_ns, python_ns in times]
        rows.append((
            name,
            f"{statistics.median(ns for ns, _ in times):.1f}",
            f"{statistics.median(ns for _, ns in times):.1f}",
            f"{statistics.median(ratios):.1f}",
            f"{min(ratios):.1f}",
            f"{max(ratios):.1f}",
        ))
    machine = ", ".join(f"{what} {version}" for what, version in versions.items())
    print(f"{machine}; {platform.machine()}, {os.cpu_count()} cores; {len(times)} pairs")
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        print("  ".join([row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
