"""What the generators of computing's cases share: operands, outcomes, tolerances and rows. See generate_computing.py."""
import base64
import functools
import math
import random
import warnings

import numpy as np

import generate
from generate import SEED, VERSION, Array, content, digest, dtype_of, lengths, pool, scalar, stripped, text_of

INTEGERS = ['i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8']
FLOATS = ['f2', 'f4', 'f8']
COMPLEX = ['c8', 'c16']
NUMBERS = ['?', *INTEGERS, *FLOATS, *COMPLEX]
QUIET_NAN = {2: 0x7e00, 4: 0x7fc00000, 8: 0x7ff8000000000000}
EXACT, UNSIGNED_ZERO = '=', '=0'
NAT = np.iinfo('i8').min
MANY = 60

warnings.simplefilter('ignore')


# ---- elements

@functools.cache
def values(text):
    """Interesting elements of a dtype, as an array in this machine's byte order."""
    dtype = np.dtype(text)
    if dtype.kind in 'iu':
        info = np.iinfo(dtype)
        some = [0, 1, 2, 3, 7, 42, 100, info.max, info.max - 1, info.max // 2 + 1, info.min, info.min + 1]
        return np.array(some + ([-1, -2, -7] if dtype.kind == 'i' else []), dtype)
    found = np.frombuffer(b''.join(pool(dtype)), dtype)
    if dtype.kind == 'f':
        return np.concatenate([found, np.array([-0.5, 0.5, 2.5, -1.0, 7.0, -7.0], dtype)])
    return found


@functools.cache
def moderate(text):
    """Elements that neither overflow nor vanish in sums and products."""
    dtype = np.dtype(text)
    if dtype.kind == 'c':
        return np.array([0.5 + 1j, -1.25 + 2j, 3 - 1j, -2 - 0.5j, 1 + 1j, 0.75 - 3j, -1.5 + 0.25j], dtype)
    if dtype.kind == 'f':
        return np.array([0.5, -1.25, 3.0, 0.1, 2.5, -0.75, 1.1, 1.5, -2.2, 0.3, 1.0], dtype)
    return values(text)


def of_values(rng, elements, kind='C'):
    """An operand of elements in a layout."""
    if elements.dtype.kind == 'f' and elements.dtype.itemsize == 16:
        elements = np.frombuffer(meaning(elements), elements.dtype).reshape(elements.shape)
    return generate.of_values(rng, elements, kind)


def meaning(elements):
    """The bytes in C order, of which a long double's last six are zero."""
    data, size = elements.tobytes(), elements.itemsize
    return b''.join(stripped(elements.dtype, data[at:at + size]) for at in range(0, len(data), size))


def one_axis(elements, text=None, kind='C', seed=0):
    """A 1-d operand of elements, cast to a dtype, maybe of the other byte order, in a layout."""
    with np.errstate(all='ignore'):
        elements = np.asarray(elements)
        elements = elements.astype(dtype_of(text)) if text else elements
    return of_values(random.Random(SEED + seed), elements, kind)


def shaped(elements, shape, rng, kind=None, order='='):
    """An operand of some shape, filled from elements again and again; one of two for each shape, which many cases share."""
    count, which = math.prod(shape), rng.randrange(2)
    elements = elements.astype(elements.dtype.newbyteorder(order))
    own = random.Random(f'{SEED} {which} {shape} {kind} {elements.dtype.str} {meaning(elements).hex()}')
    kind = kind or own.choice(['C', 'C', 'F', 'any', 'any'])
    if count > MANY:
        return Repeated(elements, shape, kind, own)
    start = own.randrange(len(elements))
    filled = np.resize(np.roll(elements, -start), count).astype(elements.dtype).reshape(shape)
    return of_values(own, filled, kind)


class Repeated(Array):
    """A large operand: the memory is a few elements, again and again."""

    def __init__(self, elements, shape, kind='C', rng=None):
        axes = sorted(range(len(shape)), reverse=kind != 'F')
        strides, step, offset = [0] * len(shape), 2 if kind == 'any' else 1, 0
        for axis in axes:
            strides[axis] = step * elements.itemsize
            step *= shape[axis]
            if kind == 'any' and rng.random() < 0.5:
                offset += (shape[axis] - 1) * strides[axis]
                strides[axis] = -strides[axis]
        self.dtype, self.shape, self.strides, self.offset = elements.dtype, tuple(shape), tuple(strides), offset
        self.part = meaning(elements)
        self.count = -(-step // len(elements))
        columns = [text_of(elements.dtype), str(offset), lengths(shape), lengths(strides), base64.b64encode(self.part).decode(), str(self.count)]
        self.name = self.by_content.setdefault('\t'.join(columns), 'a%d' % len(self.by_content))
        self.by_name[self.name] = self

    def over(self, memory=None):
        return np.ndarray(self.shape, self.dtype, bytearray(self.part * self.count), self.offset, self.strides)


# ---- outcomes

def canonical(array, unsigned_zero=False):
    """The bytes in C order; every NaN is the same one, and maybe every zero."""
    dtype = array.dtype
    if dtype.kind not in 'fc':
        return np.ascontiguousarray(array).tobytes()
    size = dtype.itemsize // (2 if dtype.kind == 'c' else 1)
    parts = np.array(array, order='C').reshape(-1).view(f'{dtype.byteorder}f{size}')
    bits = parts.view(f'{dtype.byteorder}u{size}')
    if unsigned_zero:
        bits[parts == 0] = 0
    bits[np.isnan(parts)] = QUIET_NAN[size]
    return parts.tobytes()


def described(array, tolerance):
    if array.dtype.itemsize == 16 and array.dtype.kind == 'f' or array.dtype.names is not None:
        elements = content(array)
    else:
        elements = canonical(array, tolerance == UNSIGNED_ZERO)
        elements = digest(elements) if tolerance[0] == '=' else elements.hex()
    return f'{text_of(array.dtype)} ({lengths(array.shape)}) {elements}'.rstrip()


def refusal(error):
    """The exception that Java promises for one of Python's: there is no such operation, or an argument is wrong."""
    if isinstance(error, IndexError) and not isinstance(error, ValueError):
        return '!IndexOutOfBounds'
    return '!UnsupportedOperation' if isinstance(error, TypeError) else '!IllegalArgument'


ERRORS = TypeError, ValueError, OverflowError, ZeroDivisionError, IndexError


def outcome(work, tolerance=EXACT):
    """What comes of work: an array, or a refusal. The tolerance may depend on the result."""
    with np.errstate(all='ignore'):
        try:
            array = np.asarray(work())
        except ERRORS as error:
            return EXACT, refusal(error)
        tolerance = tolerance(array) if callable(tolerance) else tolerance
        return tolerance, described(array, tolerance)


def native(array):
    """What is computed is in this machine's byte order in Java."""
    return array if array.dtype.isnative else array.astype(array.dtype.newbyteorder('='))


def within(ulps):
    """A tolerance in units of the last place, which integers and refusals do without."""
    return lambda array: f'ulp:{ulps}' if array.dtype.kind in 'fc' else EXACT


def apart(eps_times, scale):
    """A tolerance of some epsilons of what a result could be as large as."""
    def tolerance(array):
        if array.dtype.kind not in 'fc':
            return EXACT
        return 'abs:%r' % float(eps_times * float(np.finfo(array.dtype).eps) * scale)
    return tolerance


# ---- rows

def token(operand):
    return '@' + operand.name if isinstance(operand, Array) else operand


def value_of(operand):
    return operand.over() if isinstance(operand, Array) else None if operand == 'null' else scalar(operand)


def has_changed(operation, operands):
    """Whether NumPy 2 gives something else than this older version does."""
    if VERSION >= (2, 0):
        return False
    dtypes = [operand.dtype for operand in operands if isinstance(operand, Array)]
    kinds = {dtype.kind for dtype in dtypes}
    if operation in ('eq', 'ne', 'lt', 'le', 'gt', 'ge'):
        if kinds == {'i', 'u'} and max(dtypes, key=lambda dtype: dtype.itemsize).itemsize == 8:
            return True  # compared as doubles
        if len(kinds) > 1 and kinds & set('SUMm'):
            return True  # compared with nothing in common, with a warning
        if kinds == {'m'} and len({np.datetime_data(dtype)[0] in 'YM' for dtype in dtypes}) > 1:
            return True  # months are not days, which is an error today
    if len({operand.shape == () for operand in operands if isinstance(operand, Array)}) > 1:
        return True  # the dtype depends on the value of what has no dimensions
    if operation in ('argMin', 'argMax') and kinds & set('Mm'):
        return not dtypes[0].isnative  # NaT is not seen
    return operation == 'round' and dtypes[0].itemsize == 2


def row(operation, operands, work, tolerance=EXACT, arguments=''):
    """A case: what NumPy makes of the operands. None where an older version makes something else of them."""
    if has_changed(operation, operands):
        return None
    found = outcome(lambda: work(*map(value_of, operands)), tolerance)
    return promised(operation, operands, arguments, *found)


def promised(operation, operands, arguments, tolerance, what):
    """A case whose outcome Java promises."""
    return [operation, '|'.join(map(token, operands)), arguments, tolerance, what]
