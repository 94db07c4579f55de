#!/usr/bin/env python3
"""Writes table.txt: for each pair of dtypes the strictest rule by which NumPy casts the one (the row) to the other.

    python3 generate.py > table.txt

The first line names the rules; a digit is a position in it, and a dash stands for no rule. Then come the dtypes, one a line, and
for each of them its row. Widths of zero are left out: NumPy takes them for any width.
"""
import numpy

RULES = ["no", "equiv", "safe", "same_kind", "unsafe"]
NUMBERS = "? i1 u1 <i2 >i2 u2 <i4 u4 i8 >i8 u8 f2 f4 >f4 f8 f16 c8 c16 >c16".split()
TEXTS = "S1 S3 S5 S11 S21 S32 S48 S64 U1 <U4 >U4 U10 U20 U32 U48 U63 U64 V1 V4 V8 V16 V300".split()
UNITS = ["", "[Y]", "[M]", "[7M]", "[W]", "[D]", "[2D]", "[h]", "[7h]", "[m]", "[s]", "[3s]", "[ms]", "[us]", "[25us]", "[ns]",
         "[ps]", "[fs]", "[as]"]
STRUCTS = [
    "[('a', '<i4')]", "[('b', '<i4')]", "[('a', '>i4')]", "[('a', '<i8')]", "[(('t', 'a'), '<i4')]", "[('a', '<i4', (1,))]",
    "[('a', '<i4', (2,))]", "[('a', '<i4', (2, 2))]", "[('a', '<i4', (4,))]", "[('a', '<f8', (2,))]", "[('a', 'S3')]",
    "[('a', '<i4'), ('b', '<f4')]", "[('b', '<i4'), ('a', '<f4')]", "[('a', '<i8'), ('b', '<f2')]",
    "[('a', '<i4'), ('', 'V4'), ('b', '<f4')]", "[('a', '<i4'), ('b', '<f4'), ('', 'V2')]", "[('a', '>i4'), ('b', '>f4')]",
    "[('a', [('x', '<i4')])]", "[('a', [('y', '<i4')])]", "[('a', [('x', '<i4'), ('y', 'i1')])]",
]


def dtype(text):
    if not text.startswith("["):
        return numpy.dtype(text)
    fields, offset = {"names": [], "formats": [], "offsets": [], "titles": []}, 0
    for name, *form in eval(text):
        title, name = name if isinstance(name, tuple) else (None, name)
        if isinstance(form[0], list):
            form[0] = numpy.dtype(form[0])
        size = numpy.dtype(tuple(form) if len(form) > 1 else form[0]).itemsize
        if name:
            fields["names"].append(name)
            fields["titles"].append(title)
            fields["formats"].append(tuple(form) if len(form) > 1 else form[0])
            fields["offsets"].append(offset)
        offset += size
    return numpy.dtype({**fields, "itemsize": offset})


texts = NUMBERS + TEXTS + ["<M8" + u for u in UNITS] + ["<m8" + u for u in UNITS] + [">M8[s]"] + STRUCTS
dtypes = [dtype(text) for text in texts]
print(*RULES)
for text, source in zip(texts, dtypes):
    allowed = [[numpy.can_cast(source, target, rule) for rule in RULES] for target in dtypes]
    print(text, "".join(str(row.index(True)) if any(row) else "-" for row in allowed), sep="\t")
