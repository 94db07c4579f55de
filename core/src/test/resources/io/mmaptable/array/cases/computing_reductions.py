"""The cases of reductions, whole and along axes, of running sums, and of dot products. See generate_computing.py."""
import itertools
import math
import random

import numpy as np

from computing_common import (COMPLEX, EXACT, FLOATS, INTEGERS, NUMBERS, UNSIGNED_ZERO, Repeated, apart, moderate, native, outcome,
                              promised, row, shaped, token, values, within)
from computing_elementwise import counts_of
from generate import SEED, VERSION, lengths

TIMES = ['M8[D]', 'M8[ns]', 'm8[s]', 'm8[25us]']
AXES = [None, (0,), (-1,), (1,), (0, 1), (0, -1), (1, 0), (2,), (0, 1, 2), (-4,), (0, 0)]
SHAPES = [(), (5,), (3, 4), (2, 3, 4), (0,), (0, 3), (3, 0), (4, 3, 2), (1, 7), (130,), (20, 9), (3, 70)]
SUMS = ['sum', 'mean', 'var', 'std', 'nanSum', 'nanMean']
EXTREMES = ['min', 'max', 'ptp', 'nanMin', 'nanMax']
TRUTHS = ['any', 'all', 'countNonZero']


def reduced(operation, array, axes, keepdims, where, ddof):
    """What NumPy makes of it, or of what it has no `where` for, one way or another."""
    axis = axes if axes is None or len(axes) > 1 else axes[0]
    options = {'axis': axis, 'keepdims': keepdims}
    if operation == 'countNonZero':
        return np.asarray(counted(array, where, options))
    if operation == 'ptp':
        return np.ptp(array, **options)
    if operation in ('var', 'std'):
        options['ddof'] = ddof
    if where is not None:
        options['where'] = where
        if operation in ('min', 'max', 'nanMin', 'nanMax'):
            return masked_extreme(operation, array, where, axis, keepdims)
    name = {'nanSum': 'nansum', 'nanMean': 'nanmean', 'nanMin': 'nanmin', 'nanMax': 'nanmax'}.get(operation, operation)
    found = getattr(np, name)(array, **options)
    return np.asarray(found, 'bool') if operation in ('any', 'all') else found


def counted(array, where, options):
    found = array if where is None else np.logical_and(array, where)
    return np.count_nonzero(found, **options)


def masked_extreme(operation, array, where, axis, keepdims):
    """NumPy asks for an initial value beside a mask; Java does not, and refuses where nothing is left."""
    name = {'min': 'min', 'nanMin': 'nanmin', 'max': 'max', 'nanMax': 'nanmax'}[operation]
    if not np.all(np.any(np.broadcast_to(where, array.shape), axis=axis)):
        raise ValueError('nothing to choose from')
    if array.dtype.kind == 'c':
        low = complex(-math.inf, -math.inf) if 'ax' in name.lower() else complex(math.inf, math.inf)
    elif array.dtype.kind == 'f':
        low = -math.inf if 'max' in name else math.inf
    elif array.dtype.kind == 'b':
        low = 'min' in name
    elif array.dtype.kind in 'Mm':
        low = np.array(-2 ** 63 + 1 if 'max' in name else 2 ** 63 - 1, 'i8').view(native(array).dtype)[()]
    else:
        low = np.iinfo(array.dtype).min if 'max' in name else np.iinfo(array.dtype).max
    if operation.startswith('nan'):
        if array.dtype.kind in 'fc':
            where = where & ~np.isnan(array)
            if not np.all(np.any(where, axis=axis)):
                return EMPTY  # some are NaN
    return getattr(np, operation.replace('nan', '').lower())(array, axis=axis, keepdims=keepdims, where=where, initial=low)


EMPTY = object()


def tolerance_of(operation, text, scale, count):
    """Sums depend on their order, which NumPy changes with layouts, axes and masks."""
    if operation in EXTREMES:
        return UNSIGNED_ZERO
    if operation in TRUTHS or text in INTEGERS + ['?'] and operation in ('sum', 'prod', 'nanSum', 'cumSum', 'cumProd'):
        return EXACT
    if operation == 'prod':
        return within(8 + 4 * count)
    if operation in ('sum', 'nanSum', 'cumSum'):
        return apart(2 + count / 8, scale * max(1, count) ** 0.5 * 2)
    if operation in ('mean', 'nanMean'):
        return apart(4 + count / 8, scale)
    return apart(16 + count / 4, scale * scale if operation == 'var' else scale)


def options_text(axes, keepdims, where, ddof):
    parts = [] if axes is None else ['axes=' + lengths(axes)]
    parts += ['keepdims'] if keepdims else []
    parts += ['where=' + token(where)] if where is not None else []
    parts += [f'ddof={ddof}'] if ddof else []
    return ';'.join(parts)


def case(operation, array, axes=None, keepdims=False, where=None, ddof=0, exact=False):
    source = array.over()
    mask = None if where is None else where.over()
    finite = np.abs(source[np.isfinite(source)]) if source.dtype.kind in 'fc' else np.ones(1)
    scale = 4 * float(finite.max()) if finite.size else 1.0
    text = source.dtype.str[1:] if source.dtype.kind != 'b' else '?'
    if source.dtype.kind in 'iub':
        scale = 4 * float(np.abs(source.astype('f8')).max()) if source.size else 1.0
    tolerance = EXACT if exact else tolerance_of(operation, text, scale, source.size)
    if operation == 'ptp' and text == '?':
        return promised(operation, (array,), options_text(axes, keepdims, where, ddof), EXACT, '!UnsupportedOperation')
    with np.errstate(all='ignore'):
        found = outcome(lambda: reduced(operation, source, axes, keepdims, mask, ddof), tolerance)
    if source.dtype.kind == 'c' and operation in ('nanMin', 'nanMax') and found[1][0] != '!':
        if np.isnan(reduced(operation, source, axes, keepdims, mask, ddof)).any():
            return None  # what else there is to a complex NaN is open
    return promised(operation, (array,), options_text(axes, keepdims, where, ddof), *found)


def elements_for(operation, text):
    """Elements whose sums have one outcome in any order."""
    if text in FLOATS + COMPLEX and operation in SUMS + ['prod']:
        return moderate(text)
    return values(text)


def times_elements(text):
    return counts_of(text)


def numbers():
    rng = random.Random(SEED + 10)
    for text in NUMBERS:
        for operation in SUMS + ['prod'] + EXTREMES + TRUTHS:
            for shape in rng.sample(SHAPES, 5):
                whole = shaped(elements_for(operation, text), shape, rng, order=rng.choice('=>'))
                yield case(operation, whole)
                ndim = len(shape)
                fitting = [axes for axes in AXES[1:] if all(-ndim <= axis < ndim for axis in axes)]
                for axes in rng.sample(fitting, min(2, len(fitting))):
                    yield case(operation, whole, axes, rng.random() < 0.4, ddof=rng.choice([0, 0, 1, 2]) if operation in ('var', 'std') else 0)
            yield case(operation, shaped(elements_for(operation, text), (3, 4), rng), rng.choice([(2,), (-3,), (0, 0), (0, -2)]))


def nans():
    rng = random.Random(SEED + 11)
    for text in FLOATS + COMPLEX:
        with np.errstate(all='ignore'):
            some = moderate(text).copy()
            some[[2, 5]] = np.nan
            infinite = moderate(text).copy()
            infinite[3] = np.inf
            gone = np.full(3, np.nan, text)
        for elements, shape in itertools.product([some, infinite, gone], [(7,), (3, 4), (4, 5)]):
            array = shaped(elements, shape, rng)
            for operation in ['sum', 'mean', 'prod', 'nanSum', 'nanMean', 'nanMin', 'nanMax', 'min', 'max', 'ptp', 'any', 'all', 'countNonZero']:
                if text in COMPLEX and (operation == 'prod' or operation == 'ptp' or operation == 'nanMean' and elements is gone):
                    continue  # which part becomes NaN depends on how they are multiplied
                for axes in [None] + ([(0,), (1,)] if len(shape) == 2 else []):
                    yield case(operation, array, axes, rng.random() < 0.3)


def masked():
    rng = random.Random(SEED + 12)
    for text in NUMBERS:
        for operation in SUMS + ['prod', 'min', 'max', 'nanMin', 'nanMax'] + TRUTHS:
            for shape, covered in [((7,), (7,)), ((3, 4), (3, 4)), ((3, 4), (4,)), ((3, 4), (3, 1)), ((2, 3, 4), (3, 4)), ((600,), (600,)), ((0,), (0,))]:
                mask = shaped(np.array([True, False, True, True, False]), covered, rng)
                array = shaped(elements_for(operation, text), shape, rng)
                if operation in ('nanMin', 'nanMax', 'min', 'max') and not all_left(operation, array, mask):
                    continue
                yield case(operation, array, None, rng.random() < 0.3, mask)
                if len(shape) > 1:
                    axes = rng.choice([(0,), (-1,), (0, 1)])
                    if operation in ('nanMin', 'nanMax', 'min', 'max') and not all_left(operation, array, mask, axes):
                        continue
                    yield case(operation, array, axes, rng.random() < 0.3, mask, rng.choice([0, 1]) if operation in ('var', 'std') else 0)


def all_left(operation, array, mask, axes=None):
    """Whether something is chosen from everywhere: what NumPy gives else is its initial value, or NaN with a warning."""
    source = array.over()
    left = np.broadcast_to(mask.over(), source.shape)
    if source.dtype.kind in 'fc' and operation.startswith('nan'):
        left = left & ~np.isnan(source)
    return bool(np.all(np.any(left, axis=axes))) or source.size == 0 and operation in ('min', 'max')


def times():
    rng = random.Random(SEED + 13)
    for text in TIMES:
        for operation in SUMS + ['prod'] + EXTREMES + TRUTHS:
            for elements in counts_of(text), counts_of(text)[:3], counts_of(text)[3:4]:
                for shape in (6,), (3, 4), (0,), ():
                    if operation in ('nanSum', 'nanMean') and text[0] == 'M':
                        continue
                    array = shaped(elements, shape, rng, order=rng.choice('=>'))
                    yield case(operation, array, exact=True)
                    if len(shape) == 2:
                        yield case(operation, array, (rng.choice([0, 1, -1]),), True, exact=True)
    for text in ['U3', 'S3']:
        array = shaped(np.array(['b', 'a', 'c', '']).astype(text), (4,), rng)
        for operation in ['sum', 'prod', 'mean', 'var', 'min', 'max', 'ptp']:
            yield promised(operation, (array,), '', EXACT, '!UnsupportedOperation')  # NumPy joins texts by sum


def positions():
    rng = random.Random(SEED + 14)
    for text in [*NUMBERS, *TIMES]:
        some = values(text) if text in NUMBERS else counts_of(text)
        for elements in some, some[:4], np.sort(some)[::-1][-4:]:
            for shape in (7,), (3, 5), (2, 3, 4), (0,), (), (0, 3), (3, 0), (700,):
                array = shaped(elements, shape, rng, order=rng.choice('=>'))
                for operation, function in ('argMin', np.argmin), ('argMax', np.argmax):
                    yield row(operation, (array,), lambda a: whole_position(function, a))
                    axis = rng.randrange(-3, 3) if rng.random() < 0.2 else rng.randrange(-len(shape), len(shape) or 1)
                    if shape:
                        yield row(operation, (array,), lambda a: function(a, axis=axis), EXACT, str(axis))


def whole_position(function, array):
    return np.int64(function(array))


def running():
    rng = random.Random(SEED + 15)
    for text in [*NUMBERS, *TIMES]:
        for operation, function in ('cumSum', np.cumsum), ('cumProd', np.cumprod):
            if text in NUMBERS:
                some = moderate(text)
            else:
                some = counts_of(text)
            for shape in (7,), (3, 5), (2, 3, 4), (0,), (), (0, 3), (70,):
                array = shaped(some[:1] if operation == 'cumProd' and shape == (70,) and text in FLOATS + COMPLEX else some, shape, rng)
                source = array.over()
                tolerance = EXACT
                if text in FLOATS:
                    tolerance = tolerance_of(operation, text, 12.0, source.size) if operation == 'cumSum' else within(8 + source.size)
                elif text in COMPLEX:
                    tolerance = apart(8 + source.size, 40.0 * source.size) if operation == 'cumSum' else within(16 + 8 * source.size)
                yield row(operation, (array,), function, tolerance)
                if shape:
                    axis = rng.choice([len(shape), -len(shape) - 1]) if text in NUMBERS and rng.random() < 0.1 else rng.randrange(-len(shape), len(shape))
                    yield row(operation, (array,), lambda a: function(a, axis=axis), tolerance, str(axis))


def exact_sums():
    """Whole sums of doubles and singles that lie side by side are added in one order, NumPy's own."""
    rng = random.Random(SEED + 16)
    for text in 'f4', 'f8':
        for count in [1, 2, 7, 8, 9, 15, 16, 17, 127, 128, 129, 255, 256, 257, 511, 512, 513, 1000, 1024, 1025, 4096, 8192, 8193]:
            part = np.array([rng.uniform(-1, 1) * 10 ** rng.randint(-3, 3) for _ in range(min(count, 61))], text)
            yield case('sum', Repeated(part, (count,)), exact=in_one_tree(count))
            yield case('sum', Repeated(part.astype('>' + text), (count,)), exact=count < 8)


def in_one_tree(count):
    """Whether the sum is one tree of pairs; NumPy has added larger parts one after the other before 2.3."""
    return count <= 8192 or VERSION >= (2, 3)


def summed_exactly(operation, text, array):
    return operation == 'sum' and text in ('f4', 'f8') and array.strides[0] == array.dtype.itemsize and in_one_tree(array.shape[0])


def large():
    """Arrays that are long enough to be divided among threads."""
    rng = random.Random(SEED + 17)
    for text in NUMBERS:
        elements = values(text)
        sums = moderate(text)
        for count in 66_001, 140_003:
            for operation in EXTREMES[:2] + ['any', 'countNonZero', 'sum', 'mean', 'nanSum', 'nanMax']:
                used = sums if operation in SUMS else elements
                array = Repeated(used, (count,), rng.choice(['C', 'C', 'any']), rng)
                yield case(operation, array, exact=summed_exactly(operation, text, array))
            for operation, function in ('argMax', np.argmax), ('argMin', np.argmin):
                yield row(operation, (Repeated(elements, (count,)),), lambda a: whole_position(function, a))
            for axes in (0,), (1,):
                yield case('sum', Repeated(np.array([1, 2, 3], text), (count // 7, 7) if axes == (1,) else (7, count // 7)), axes, exact=True)
        for operation, function in [('add', np.add), ('mul', np.multiply), ('lt', np.less), ('maximum', np.maximum)]:
            if text in COMPLEX and operation == 'mul':
                continue
            a, b = Repeated(elements, (70_001,)), Repeated(np.roll(elements, 3), (70_001,))
            yield row(operation, (a, b), function, UNSIGNED_ZERO)
        if text not in COMPLEX:
            yield row('div', (Repeated(elements, (70_001,)), Repeated(elements[::-1].copy(), (70_001,), 'any', rng)), np.true_divide)
        if text in INTEGERS:
            yield row('cumSum', (Repeated(elements, (70_001,)),), np.cumsum)


def dots():
    rng = random.Random(SEED + 18)
    for left, right in itertools.product(INTEGERS + FLOATS, repeat=2):
        for a, b in [((5,), (5,)), ((3, 5), (5,)), ((0,), (0,)), ((0, 4), (4,)), ((3, 0), (0,)), ((2, 5), (4,)), ((4, 130), (130,))]:
            if rng.random() > 0.35 and left != right:
                continue
            matrix, vector = shaped(moderate(left), a, rng), shaped(moderate(right), b, rng)
            yield row('dot', (matrix, vector), dot, dot_tolerance(a[-1]))
    for a, b in [((), (3,)), ((2, 3, 4), (4,)), ((3, 4), (3,)), ((3,), (3, 2))]:
        yield promised('dot', (shaped(moderate('f8'), a, rng), shaped(moderate('f8'), b, rng)), '', EXACT, '!IllegalArgument')
    for text in ['c8', 'U3', 'M8[D]', 'V3']:
        array = shaped(np.zeros(3, text), (3,), rng, 'C')
        yield promised('dot', (array, array), '', EXACT, '!UnsupportedOperation')


def dot(matrix, vector):
    """Java's dot of float16 is of float32."""
    dtype = np.result_type(matrix, vector)
    if dtype == np.float16:
        dtype = np.dtype('f4')
    return np.dot(matrix.astype(dtype), vector.astype(dtype)) if dtype.kind != 'f' else \
        np.dot(matrix.astype('f8'), vector.astype('f8')).astype(dtype)


def dot_tolerance(count):
    def tolerance(array):
        scale = 8.0 if array.size == 0 or array.dtype.kind != 'f' else float(np.abs(array[np.isfinite(array)]).max(initial=1.0)) + 16 * count
        return apart(4 + count / 8, scale)(array)
    return tolerance


def write_reduction():
    yield from numbers()
    yield from nans()
    yield from masked()
    yield from times()
    yield from exact_sums()


def write_scan():
    yield from positions()
    yield from running()


def write_large():
    yield from large()


def write_dot():
    yield from dots()
