"""Reads the header that numpy.save writes for a structured dtype of ten fields, as parse_header does.

The Java twin is ParseStructHeader.java.
"""

from parse_header import main

WEATHER = [
    ("time", "<M8[ns]"),
    ("station", "<U8"),
    ("temperature", "<f4"),
    ("humidity", "<f4"),
    ("pressure", "<f8"),
    ("wind", "<f4", (2,)),
    ("flags", "|u1"),
    ("valid", "|b1"),
    ("count", "<i4"),
    ("error", "<f8"),
]

if __name__ == "__main__":
    main(WEATHER, (1000,))
