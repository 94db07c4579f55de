"""The cases of order (sort, unique, search, top-k) and of masks as indices. See generate_computing.py."""
import itertools
import random

import numpy as np

from computing_common import COMPLEX, EXACT, NUMBERS, UNSIGNED_ZERO, Repeated, of_values, one_axis, promised, row, shaped, values
from computing_elementwise import OPERATORS, TEXT_ELEMENTS, counts_of
from generate import SEED, VERSION, pool

ORDERED = [*NUMBERS, 'M8[D]', 'M8[ns]', 'm8[s]', 'm8', 'U3', 'U8', 'S3', 'S8', 'f16']


def elements_of(text):
    """With some of them twice."""
    if text[0] in 'Mm':
        some = counts_of(text)
    elif text[0] in 'US':
        some = np.array(TEXT_ELEMENTS if text[0] == 'U' else [b'', b'a', b'b', b'ab', b'\xff', b'\x80a', b'a\0b', b'zz']).astype(text)
    elif text == 'f16':
        some = np.frombuffer(b''.join(pool(np.dtype('f16'))), 'f16')
    else:
        some = values(text)
    return np.concatenate([some, some[::3], some[:5]])


# ---- order

def sorts():
    rng = random.Random(SEED + 20)
    for text in ORDERED:
        for shape in (9,), (40,), (3, 7), (2, 3, 5), (0,), (1,), (3, 0), (0, 3), (700,), (4, 90):
            order = '=' if text == 'm8' else rng.choice('=>')
            array = shaped(elements_of(text), shape, rng, order=order)
            axis = rng.randrange(-len(shape), len(shape))
            yield row('sorted', (array,), lambda a: np.sort(a, axis=axis, kind='stable'), EXACT, str(axis))
            yield row('sort', (array,), lambda a: np.sort(a, axis=axis, kind='stable'), EXACT, str(axis))
            yield row('argSort', (array,), lambda a: np.argsort(a, axis=axis, kind='stable'), EXACT, str(axis))
            random_ones = shaped(shuffled(rng, elements_of(text)), shape, rng, order=order)
            yield row('argSort', (random_ones,), lambda a: np.argsort(a, axis=-1, kind='stable'), EXACT, '-1')
            yield row('sorted', (random_ones,), lambda a: np.sort(a, axis=-1, kind='stable'), EXACT, '-1')
        wrong = shaped(elements_of(text), (3, 4), rng)
        yield row('sorted', (wrong,), lambda a: np.sort(a, axis=2), EXACT, '2')
        yield row('argSort', (wrong,), lambda a: np.argsort(a, axis=-3), EXACT, '-3')
        yield row('sorted', (shaped(elements_of(text), (), rng),), lambda a: np.sort(a, axis=-1), EXACT, '-1')


def shuffled(rng, elements):
    order = list(range(len(elements)))
    rng.shuffle(order)
    return elements[order]


def uniques():
    rng = random.Random(SEED + 21)
    for text in ORDERED:
        for shape in (9,), (40,), (3, 7), (0,), (), (1,), (700,):
            if text in COMPLEX and VERSION < (2, 3):
                continue  # NaNs with other parts were told apart
            array = shaped(shuffled(rng, elements_of(text)), shape, rng, order='=' if text == 'm8' else rng.choice('=>'))
            yield row('unique', (array,), unique, UNSIGNED_ZERO)
            yield row('uniqueCounts.values', (array,), unique, UNSIGNED_ZERO)
            yield row('uniqueCounts.counts', (array,), counts_of_unique)


def unique(array):
    """NumPy's unique goes by a sort of float16 that leaves some unsorted where the processor has AVX-512; of complex numbers in the other
    byte order it loses some. Of zeros the first counts: the signs of those of long doubles are compared."""
    found = np.unique(widened(array)).astype(array.dtype)
    zeros = array[array == 0] if found.dtype.kind == 'f' else []
    if len(zeros) > 0:
        found[found == 0] = zeros[0]
    return found


def counts_of_unique(array):
    return np.unique(widened(array), return_counts=True)[1]


def widened(array):
    if array.dtype.kind == 'c':
        return array.astype(array.dtype.newbyteorder('='))
    return array.astype('f4') if array.dtype.newbyteorder('=') == np.float16 else array


def searches():
    rng = random.Random(SEED + 22)
    for text in ORDERED:
        for count in 0, 1, 5, 13, 600:
            some = np.sort(np.resize(shuffled(rng, elements_of(text)), count), kind='stable')
            array = of_values(rng, some.astype(some.dtype.newbyteorder('=' if text == 'm8' else rng.choice('=>'))), rng.choice(['C', 'any']))
            wanted = shaped(elements_of(text), rng.choice([(), (7,), (3, 5), (0,)]), rng)
            for side in 'left', 'right':
                yield row('searchSorted', (array, wanted), lambda a, v: np.searchsorted(a, v, side), EXACT, side)
    for left, right in itertools.product(NUMBERS, repeat=2):
        array, wanted = one_axis(np.sort(values(left))), one_axis(values(right))
        side = rng.choice(['left', 'right'])
        yield row('searchSorted', (array, wanted), lambda a, v: np.searchsorted(a, v, side), EXACT, side)
    for a, b in [('M8[D]', 'M8[s]'), ('m8[s]', 'm8[25us]'), ('U3', 'U8'), ('S8', 'S3')]:
        array, wanted = one_axis(np.sort(elements_of(a))), one_axis(elements_of(b))
        yield row('searchSorted', (array, wanted), np.searchsorted, EXACT, 'left')
    for shape in (), (2, 3):
        yield promised('searchSorted', (shaped(values('i4'), shape, rng), one_axis(values('i4'))), 'left', EXACT, '!IllegalArgument')


def tops():
    rng = random.Random(SEED + 23)
    for text in ORDERED:
        for shape, k in [((9,), 3), ((40,), 7), ((3, 7), 50), ((0,), 2), ((), 1), ((700,), 40), ((13,), 0), ((5,), -1)]:
            elements = elements_of(text)
            if text in COMPLEX:
                elements = elements[~np.isnan(elements)]  # those with a NaN part come last, in an order that is open
            array = shaped(shuffled(rng, elements), shape, rng, order='=' if text == 'm8' else rng.choice('=>'))
            for largest in True, False:
                name = 'topK' if largest else 'bottomK'
                yield row(name + '.values', (array,), lambda a: a.reshape(-1)[ranked(a, k, largest)], EXACT, str(k))
                yield row(name + '.positions', (array,), lambda a: ranked(a, k, largest), EXACT, str(k))


def ranked(array, k, largest):
    """The first in rank, of equal ones the first in C order; what is no number comes last either way."""
    if k < 0:
        raise ValueError('k')
    flat = array.reshape(-1)
    order = np.argsort(flat, kind='stable')
    if largest:
        order = len(flat) - 1 - np.argsort(flat[::-1], kind='stable')[::-1]
        lost = missing(flat)[order]
        order = np.concatenate([order[~lost], np.flatnonzero(missing(flat))])
    elif flat.dtype.kind == 'c':
        lost = missing(flat)[order]
        order = np.concatenate([order[~lost], order[lost]])
    return order[:k]


def missing(flat):
    return np.isnan(flat) if flat.dtype.kind in 'fcMm' else np.zeros(len(flat), bool)


def large():
    rng = random.Random(SEED + 24)
    for text in ['i4', 'u1', 'f8', 'f4', 'i8', 'M8[ns]', 'S3', 'f2', '>u4', '?']:
        array = Repeated(shuffled(rng, elements_of(text.strip('>'))).astype(text), (140_003,))
        yield row('sorted', (array,), lambda a: np.sort(a, kind='stable'), EXACT, '-1')
        yield row('argSort', (array,), lambda a: np.argsort(a, kind='stable'), EXACT, '-1')
        yield row('unique', (array,), unique, UNSIGNED_ZERO)
        yield row('topK.positions', (array,), lambda a: ranked(a, 25, True), EXACT, '25')
        yield row('bottomK.values', (array,), lambda a: a[ranked(a, 25, False)], EXACT, '25')


# ---- masks

def masks():
    rng = random.Random(SEED + 25)
    for _ in range(220):
        text = rng.choice(NUMBERS[1:-2])
        array = shaped(values(text), rng.choice([(7,), (3, 5), (2, 3, 4), (0,), (), (700,), (30, 40)]), rng, order=rng.choice('=>'))
        limit, other = rng.choice(['int:1', 'int:5', 'float:0.5']), rng.choice(['int:3', 'int:100', 'float:2.5'])
        comparison = rng.choice(['gt', 'lt', 'ne', 'ge'])
        if VERSION < (2, 0):
            continue
        compare, less = OPERATORS[comparison], OPERATORS['lt']
        yield row('select.' + comparison, (array, limit), lambda a, b: a[compare(a, b)])
        yield row('select.between', (array, limit, other), lambda a, b, c: a[(a > b) & (a < c)])
        yield row('select.outside', (array, limit, other), lambda a, b, c: a[~((a > b) | (a == c))])
        if 0 not in array.strides:
            yield row('set.' + comparison, (array, limit, 'int:7'), lambda a, b, c: assigned(a, compare(a, b), c))
            yield row('set.between', (array, limit, other, 'int:9'), lambda a, b, c, v: assigned(a, (a > b) & (a < c), v))
        yield row('count.' + comparison, (array, limit), lambda a, b: np.asarray(np.count_nonzero(compare(a, b))))
        yield row('flat.' + comparison, (array, limit), lambda a, b: a.flat[np.ravel(compare(a, b))])
        if array.shape and len(array.shape) > 1:
            yield row('rows.' + comparison, (array, limit), lambda a, b: a[compare(a[(slice(None), *[0] * (a.ndim - 1))], b)])


def assigned(array, mask, value):
    array = array.copy()
    array[mask] = value
    return array


def write_order():
    yield from sorts()
    yield from uniques()
    yield from searches()
    yield from tops()
    yield from large()


def write_mask():
    yield from masks()
