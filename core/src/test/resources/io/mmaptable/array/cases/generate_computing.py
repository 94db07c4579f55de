"""Writes the cases of computing that NumPyCases runs: arithmetic, comparisons, reductions, order, masks and dot products.

usage: python3 generate_computing.py DIRECTORY

    operands.tsv   the arrays, as in arrays.tsv (see generate.py); a seventh column says how often the memory is repeated
    binary.tsv     operations on each pair of dtypes: every interesting element meets every other
    times.tsv      the same with datetimes and timedeltas
    scalar.tsv     the same with Java's scalars
    unary.tsv      operations on one array
    choice.tsv     where and clip
    layout.tsv     shapes that are broadcast, strides of all kinds, and results that go into a given array
    reduction.tsv  sums, means and so on, along axes, with masks
    scan.tsv       running sums, and positions of extremes
    order.tsv      sort, unique, search, top-k
    mask.tsv       comparisons as indices
    dot.tsv        dot products
    large.tsv      arrays that are divided among threads

A line is the operation, as Java calls it; its operands, separated by `|`: `@name` for an array, or a scalar after its type;
arguments; a tolerance; and the outcome. The same version of NumPy gives the same bytes.

An outcome is `DTYPE (LENGTHS) BYTES`, as in generate.py. The tolerance is

    =        none: the bytes are the same, but every NaN is the same one
    =0       none, but zeros have no sign
    ulp:N    units in the last place; of complex numbers, in that of the larger part
    abs:X    an absolute difference

With the latter two the bytes stand there all, in hexadecimal; infinities and NaN are where they are in NumPy. IEEE 754 makes + - * /, the
square root, rounding and comparisons exact, and whole sums of float32 and float64 are added in NumPy's order. Powers and complex products
are as good as their libraries; other sums depend on the order in which they are added, and are off by some epsilons of what they could be.

Python's TypeError is an UnsupportedOperationException in Java, all others are an IllegalArgumentException. Where Java promises something
else than NumPy does, the promise is worked out beside the case:

- Results are in this machine's byte order, also of `round`.
- Long doubles are computed as doubles. Text is compared and sorted, but not joined.
- A mask beside `min` and `max` needs no initial value; where nothing is left they are refused as of no elements.
- `topK` and `bottomK` are ranked by stable sorting, with NaN and NaT last in both.
- `dot` takes a vector on its right, and float16 gives float32.

Left out is what the standard leaves open: complex products and powers of infinities and NaN. Under a version of NumPy that is older
than 2.4 what has changed since is left out, or worked out, where it says so.
"""
import sys

from computing_elementwise import write_binary, write_choice, write_layout, write_scalar, write_times, write_unary
from computing_order import write_mask, write_order
from computing_reductions import write_dot, write_large, write_reduction, write_scan
from generate import Array, table

GROUPS = {
    'binary': write_binary, 'times': write_times, 'scalar': write_scalar, 'unary': write_unary, 'choice': write_choice,
    'layout': write_layout, 'reduction': write_reduction, 'scan': write_scan, 'order': write_order, 'mask': write_mask,
    'dot': write_dot, 'large': write_large,
}


def main(directory):
    for name, rows in GROUPS.items():
        table(f'{directory}/{name}.tsv', (row for row in rows() if row is not None))
    table(f'{directory}/operands.tsv', ([name, *content.split('\t')] for content, name in Array.by_content.items()))


if __name__ == '__main__':
    main(sys.argv[1])
