"""Prints what `run` has measured: report.py DIRECTORY NAME...

For each NAME and pair N, the directory holds NAME.N.java.json, from JMH, and NAME.N.python.json, from the twin, if there is one. A
benchmark can leave data/NAME.note.json: how many bytes it works on, and lines to print below the table.
"""

import json
import os
import platform
import statistics
import sys
from pathlib import Path

AIMS = Path(__file__).with_name("aims.json")
# The methods of a benchmark that are peers of its own, as the table names them.
PEERS = {
    "plain": "plain Java",
    "withoutNativeAccess": "no native access",
    "zarrJava": "zarr-java",
    "sameChunks": "its chunks",
    "mapped": "mapped",
}


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def java(path):
    """The median of a fork's iterations, in nanoseconds an operation, for "ours" and each peer in Java, and the JDK."""
    times = {}
    for benchmark in load(path):
        metric = benchmark["primaryMetric"]
        if metric["scoreUnit"] != "ns/op":
            raise SystemExit(f"{path}: expected ns/op, found {metric['scoreUnit']}")
        [iterations] = metric["rawData"]
        method = benchmark["benchmark"].rpartition(".")[2]
        times[PEERS.get(method, "ours")] = statistics.median(iterations)
    return times, {"JDK": benchmark["jdkVersion"]}


def python(path):
    """The median of the repeats, in nanoseconds an operation, and the versions."""
    result = load(path)
    return statistics.median(result["ns"]), result["versions"]


def duration(ns):
    for unit in ("ns", "µs", "ms"):
        if ns < 1000:
            break
        ns /= 1000
    else:
        unit = "s"
    return f"{ns:.3g} {unit}"


def speeds(name, content, times):
    """The megabytes a second that ours and each peer have done."""
    megabytes = content["bytes"] / 1e6
    each = ", ".join(f"{peer} {megabytes / ns * 1e9:,.0f} MB/s" for peer, ns in times.items())
    return f"{name}, {megabytes:.3g} MB: {each}"


def row(name, peer, pairs, aim):
    """One line of the table, of pairs (our time, the peer's)."""
    ratios = [theirs / ours for ours, theirs in pairs]
    return (
        name,
        duration(statistics.median(ours for ours, _ in pairs)),
        peer,
        duration(statistics.median(theirs for _, theirs in pairs)),
        *(f"{ratio:.3g}" for ratio in (statistics.median(ratios), min(ratios), max(ratios))),
        "" if aim is None else f"{aim:g}",
    )


def main(directory, names):
    aims = load(AIMS)
    versions = {}
    counts = set()
    notes = []
    lines = {}
    rows = [("benchmark", "Java", "peer", "its time", "peer/Java", "lowest", "highest", "aim")]
    for name in names:
        peers = {peer: [] for peer in (*PEERS.values(), "Python")}
        alone = []
        for first in sorted(Path(directory).glob(f"{name}.*.java.json")):
            times, jdk = java(first)
            versions.update(jdk)
            second = first.with_name(first.name.replace(".java.", ".python."))
            if second.exists():
                times["Python"], others = python(second)
                versions.update(others)
            alone.append(times["ours"])
            for peer in peers.keys() & times.keys():
                peers[peer].append((times["ours"], times[peer]))
        counts.add(len(alone))
        if not any(peers.values()):
            rows.append((name, duration(statistics.median(alone)), "none", "", "", "", "", ""))
        for peer, pairs in peers.items():
            if pairs:
                rows.append(row(name, peer, pairs, aims.get(name, {}).get(peer)))
        written = Path(directory, "data", f"{name}.note.json")
        if written.exists():
            medians = {"Java": statistics.median(alone)} | {
                peer: statistics.median(theirs for _, theirs in pairs) for peer, pairs in peers.items() if pairs}
            content = load(written)
            notes.append(speeds(name, content, medians))
            lines |= dict.fromkeys(content["lines"])
    machine = ", ".join(f"{what} {version}" for what, version in versions.items())
    print(f"{machine}; {platform.machine()}, {os.cpu_count()} cores; {max(counts)} pairs")
    widths = [max(map(len, column)) for column in zip(*rows)]
    for cells in rows:
        print("  ".join(cell.ljust(width) if i in (0, 2) else cell.rjust(width)
                        for i, (cell, width) in enumerate(zip(cells, widths))).rstrip())
    for line in [*notes, *lines]:
        print(line)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
