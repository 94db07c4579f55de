"""Names of benchmarks that differ in dtype or threads alone, or that have no program in Python of their name: families.py NAME...

Prints for each name, or each name of a group, a line of fields with tabs between: the name, the Java class, JMH's parameters, the
JVM's flags, and the twin with its arguments, if it has one. Exits with status 1 for a name that it does not know.
"""

import sys

DTYPES = ["float64", "float32", "int64", "int32", "int16", "uint8"]
GROUPS = {
    "reduce": [f"{work}_{dtype}" for dtype in DTYPES for work in ["sum", "min", "max", "mean", "std"]],
    "compute": ["count_float64", "mul_add_float64"],
    "order": ["sort_float64", "unique_int32"],
    "nearness": ["nearest_float32"],
}
ZARR_CODECS = ["zstd", "lz4", "blosc_zstd", "blosc_lz4"]
ZARR_DTYPES = {"encode": ["float64", "int16"], "decode": ["float64", "int16"], "slice": ["float64"]}
# zarr-java encodes no integers over the older artifact `cdm`.
WITHOUT_ZARR_JAVA = "-e .*zarrJava$ "
# The Java class, JMH's parameters, and the twin, which needs zarr-python 3, if there is one.
OWN_CLASSES = {
    f"zarr_{work}_{dtype}_{codec}{variant}": (
        f"Zarr{work.title()}",
        f"{WITHOUT_ZARR_JAVA if (work, dtype) == ('encode', 'int16') else ''}"
        f"-p dtype={dtype} -p codec={codec} -p threads={variant[1:] or 1}",
        f"zarr_array {work} {dtype} {codec} {variant[1:] or 1}")
    for work, dtypes in ZARR_DTYPES.items()
    for dtype in dtypes
    for codec in ZARR_CODECS
    for variant in (("",) if work == "slice" else ("", "_2"))
} | {
    "frozen_scan": ("FrozenScan", "-p codec=zstd", ""),
    "frozen_scan_lz4": ("FrozenScan", "-p codec=lz4", ""),
    "freeze_flights": ("FreezeFlights", "", "zarr_flights freeze"),
    "read_flights": ("ReadFlights", "", "zarr_flights read"),
}
OWN_GROUPS = {
    "zarr": [name for name in OWN_CLASSES if name.startswith("zarr_")],
    "frozen": [name for name in OWN_CLASSES if not name.startswith("zarr_")],
}
VECTORS = "--add-modules=jdk.incubator.vector"


def line(name):
    words = name.split("_")
    threads = 2 if words[-1] == "2" else 1
    flags = "" if words[-1] == "plain" else VECTORS
    if words[-1] in ("2", "plain"):
        words.pop()
    work, dtype = "_".join(words[:-1]), words[-1]
    parameters = f"-foe true -p work={work} -p dtype={dtype} -p threads={threads}"
    return "\t".join([name, "Computing", parameters, flags or "-Dvectors=none", f"computing {work} {dtype} {threads}"])


def main(names):
    for name in names:
        if name in OWN_CLASSES or name in OWN_GROUPS:
            for each in OWN_GROUPS.get(name, [name]):
                benchmark, parameters, twin = OWN_CLASSES[each]
                print("\t".join([each, benchmark, f"-foe true {parameters}".strip(), f"-Dbenchmark={each}", twin]))
            continue
        known = [each + variant for group in GROUPS.values() for each in group for variant in ("", "_2", "_plain")]
        chosen = [each + v for each in GROUPS.get(name, []) for v in ("", "_2", "_plain")] or [name]
        if chosen == [name] and name not in known:
            sys.exit(1)
        for each in chosen:
            print(line(each))


if __name__ == "__main__":
    main(sys.argv[1:])
