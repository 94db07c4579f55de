"""Writes the cases that NumPyCases runs: what NumPy makes of indexing, assignment, casts, shapes and printing.

usage: python3 generate.py DIRECTORY

    arrays.tsv    small arrays in many layouts: name, dtype, offset, shape, strides, and the memory in base64
    index.tsv     a[index]: the array, the parts of the index, the outcome
    assign.tsv    a[index] = value: array, parts, casting rule or `flat`, value, the array's memory afterwards or the refusal
    overlap.tsv   the same between two views of one memory: array, dtype, offset, shape and strides of the value
    cast.tsv      a.astype(dtype, casting): array, dtype, rule, outcome
    can_cast.tsv  dtypes; then a line for each, with a letter for the first of the five rules that allows each cast
    shape.tsv     reshape, transpose and so on: array, operation, arguments, outcome
    make.tsv      arange, linspace, full: operation, arguments, outcome
    print.tsv     an array and what numpy.array2string makes of it
    element.tsv   an element: array, position, str, item, float and int of it

The same version of NumPy gives the same bytes; the first line of each file names it. Columns are separated by tabs; \\t,
\\n and \\\\ stand for a tab, a line end and a backslash in them. Lengths are separated by commas.

An outcome is `view|copy|any DTYPE (LENGTHS) BYTES`: whether it shares the array's memory (any, if there is no element), and
the elements in C order, in hexadecimal; if they are many, 16 digits of their SHA-256. They are stripped of what has no
meaning: padding is left out, and every NaN is the same one. Or it is `!` and the Java exception, less its `Exception`.

The parts of an index are separated by `|`: `1`, `::2`, `...`, `None`, `'field'`, `['x', 'y']`, `[0, 2]`, `[True, False]`, and
`@name` for an array of arrays.tsv. A value is `@name`, or a Python scalar after its type, such as `int:300`.

Where Java promises something else than NumPy does, the promise is worked out here:

- What stands in a[index] = value is cast by `same_kind`, where NumPy casts by `unsafe`. A Python integer, though, becomes
  whatever numeric dtype holds it, and a Python float any float or complex one.
- By any rule but `unsafe`, integers out of range and texts that are too wide are refused, and nothing is written.
- Bytes are Latin-1 to Java, where NumPy refuses all but ASCII; and `unsafe` cuts dates as it cuts other texts, where NumPy
  refuses them. Such cases are left out.
- A long double becomes a double wherever it becomes something else, so that there are only such as a double holds.

Under a version of NumPy that is older than 2.4 what has changed since is left out; each place says why.
"""
import base64
import functools
import hashlib
import random
import re
import struct
import sys
import warnings

import numpy as np

VERSION = tuple(map(int, np.__version__.split('.')[:2]))
RULES = ['no', 'equiv', 'safe', 'same_kind', 'unsafe']
SEED = 20260101
DIGEST_FROM = 40


# ---- dtypes

INTEGERS = ['i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8']
NUMBERS = ['?', *INTEGERS, 'f2', 'f4', 'f8', 'f16', 'c8', 'c16']
TEXTS = ['S1', 'S3', 'S8', 'U1', 'U3', 'U8', 'S40', 'U40']
TIMES = ['M8[Y]', 'M8[M]', 'M8[D]', 'M8[s]', 'M8[ns]', 'm8', 'm8[D]', 'm8[s]', 'm8[25us]', 'm8[Y]']
UNITS = ['Y', 'M', 'W', 'D', 'h', 'm', 's', 'ms', 'us', 'ns', 'ps', 'fs', 'as']
STRUCTS = [
    "[('x', '<i4'), ('y', '<f8')]",
    "[('a', '>i2'), ('s', '|S3'), ('u', '<U2'), ('v', '<f4', (2,))]",
    "[('n', [('p', '>f8'), ('q', '|b1')]), ('t', '<M8[s]'), ('m', '|u1', (2, 2))]",
    "[('x', '|i1'), ('', '|V3'), ('y', '<f4'), ('', '|V2')]",
    "[('d', '<m8[ms]'), ('c', '<c8'), ('h', '<f2'), ('o', '|V2')]",
]


def dtype_of(text):
    return np.lib.format.descr_to_dtype(eval(text)) if text[0] == '[' else np.dtype(text)


def text_of(dtype):
    if dtype.names is not None and (offsets := [dtype.fields[name][1] for name in dtype.names]) != sorted(offsets):
        return ' '.join(f'{name}@{at}' for name, at in zip(dtype.names, offsets))  # NumPy has no descr for it, and Java neither
    descr = np.lib.format.dtype_to_descr(dtype)
    return descr if isinstance(descr, str) else repr(descr)


def both_orders(texts):
    found = []
    for text in texts:
        found += [text] if dtype_of(text) == dtype_of(text).newbyteorder() else ['<' + text, '>' + text]
    return found


LEAVES = both_orders([*NUMBERS, 'S3', 'U3', 'V3', *TIMES])
ALL = LEAVES + STRUCTS


# ---- elements

def reals(dtype):
    if dtype.itemsize == 16 and dtype.kind == 'f':
        return [0.0, 1.5, -0.0, -2.25, np.nan, np.inf, -np.inf, 1024.0, 0.0625, 3.0, -1000.25, 65.0]
    info = np.finfo(dtype.newbyteorder('='))
    return [0.0, 1.5, -0.0, -2.25, np.nan, np.inf, -np.inf, info.max, info.smallest_subnormal, 0.1, 3.0, -1000.25, 65.0]


def counts(dtype):
    """Those of times; what comes of them in any unit fits."""
    small = np.datetime_data(dtype)[0] in ('Y', 'M', 'W', 'D')
    return [0, 1, -1, np.iinfo('i8').min, 19, -7, 30 if small else 86_399, 12, -25, 100 if small else -3_155_760_000]


@functools.cache
def pool(dtype):
    """The bytes of interesting elements of a dtype that has no fields."""
    if dtype.kind == 'b':
        values = [True, False]
    elif dtype.kind in 'iu':
        info = np.iinfo(dtype)
        values = [0, 1, info.max, info.min, 7, 100, info.max - 1, info.min + 1, 42, 3, 65]
    elif dtype.kind == 'f':
        values = reals(dtype)
    elif dtype.kind == 'c':
        part = reals(np.dtype('f%d' % (dtype.itemsize // 2)))
        values = [complex(a, b) for a, b in zip(part, part[3:] + part[:3])] + [3 + 0j, -1j]
    elif dtype.kind in 'Mm':
        values, dtype = counts(dtype), np.dtype(dtype.byteorder + 'i8')
    elif dtype.kind == 'S':
        return [text[:dtype.itemsize].ljust(dtype.itemsize, b'\0')
                for text in (b'', b'a', b'xyz', b'\xff\x80', b' b ', b"'\"", b'\\\n', b'c\x00d', b'12', b'abcdefgh')]
    elif dtype.kind == 'U':
        texts = ['', 'a', '\u00e9', '\u6f22\u5b57', '\U0001f40d', 'xyz', ' b ', "'\"", 'c\x00d', '\\\n', '12', 'abcdefgh']
        return [np.array(text[:dtype.itemsize // 4], dtype).tobytes() for text in texts]
    else:
        return [bytes((37 * (i + k) + 1) % 256 for k in range(dtype.itemsize)) for i in range(11)]
    return [stripped(dtype, np.array(value, dtype).tobytes()) for value in values]


def stripped(dtype, item):
    """A long double's six bytes that mean nothing are zero."""
    if dtype.kind != 'f' or dtype.itemsize != 16:
        return item
    return item[:10] + bytes(6) if dtype.isnative else bytes(6) + item[6:]


def leaves(dtype, at=0):
    """The dtype and offset of everything in an element that is not made of other things."""
    if dtype.subdtype:
        base, shape = dtype.subdtype
        for i in range(int(np.prod(shape))):
            yield from leaves(base, at + i * base.itemsize)
    elif dtype.names is not None:
        for name in dtype.names:
            yield from leaves(dtype.fields[name][0], at + dtype.fields[name][1])
    else:
        yield dtype, at


def element(rng, dtype, number=None):
    """The bytes of an element; integers are given a number, so that no two of an array are alike."""
    item = bytearray(b'\xee' * dtype.itemsize)
    for leaf, at in leaves(dtype):
        if number is not None and leaf.kind in 'iuf' and 1 < leaf.itemsize <= 8:
            item[at:at + leaf.itemsize] = np.array(number, leaf).tobytes()
        else:
            item[at:at + leaf.itemsize] = rng.choice(pool(leaf))
    return bytes(item)


# ---- arrays

class Array:
    """A view over memory of its own."""
    by_content = {}
    by_name = {}

    def __init__(self, dtype, offset, shape, strides, memory):
        self.dtype, self.offset, self.shape, self.strides = dtype, offset, tuple(shape), tuple(strides)
        self.memory = bytes(memory)
        layout = [text_of(dtype), str(offset), lengths(shape), lengths(strides), base64.b64encode(self.memory).decode()]
        self.name = self.by_content.setdefault('\t'.join(layout), 'a%d' % len(self.by_content))
        self.by_name[self.name] = self

    @classmethod
    def clear(cls):
        """Begins anew with the names."""
        cls.by_content.clear()
        cls.by_name.clear()

    def over(self, memory=None):
        buffer = bytearray(self.memory) if memory is None else memory
        return np.ndarray(self.shape, self.dtype, buffer, self.offset, self.strides)


def lengths(numbers):
    return ','.join(map(str, numbers))


def plain(array):
    array = np.ascontiguousarray(array) if np.ndim(array) else np.asarray(array)
    size, data = array.itemsize, array.tobytes()
    items = (stripped(array.dtype, data[i:i + size]) for i in range(0, len(data), size))
    return Array(array.dtype, 0, array.shape, array.strides, b''.join(items))


def layout(rng, itemsize, shape, kind):
    """Strides, the offset of the first element, and the size of the memory."""
    axes = list(range(len(shape)))
    if kind == 'F':
        axes.reverse()
    elif kind == 'any':
        rng.shuffle(axes)
    strides, step = [0] * len(shape), itemsize
    for axis in reversed(axes):
        gap = rng.choice([0, 0, itemsize, 3]) if kind == 'any' else 0
        strides[axis] = step + gap
        step = max(1, shape[axis]) * (step + gap)
    offset = rng.choice([0, 1, 3, 8]) if kind == 'any' else 0
    size = offset + sum((n - 1) * s for n, s in zip(shape, strides)) + itemsize if 0 not in shape else offset
    if kind == 'any' and 0 not in shape:
        for axis in axes:
            if rng.random() < 0.3:
                offset += (shape[axis] - 1) * strides[axis]
                strides[axis] = -strides[axis]
            elif rng.random() < 0.1:
                strides[axis] = 0
    return strides, offset, size


def make(rng, dtype, shape, kind=None, numbered=False, distinct=False):
    kind = kind or rng.choice(['C', 'C', 'F', 'any', 'any'])
    strides, offset, size = layout(rng, dtype.itemsize, shape, kind)
    if distinct and any(s == 0 for s in strides):
        strides, offset, size = layout(rng, dtype.itemsize, shape, 'F')
    memory = bytearray(b'\xee' * size)
    if 0 not in shape:
        for number, index in enumerate(np.ndindex(*shape)):
            at = offset + sum(i * s for i, s in zip(index, strides))
            memory[at:at + dtype.itemsize] = element(rng, dtype, number + 1 if numbered else None)
    return Array(dtype, offset, shape, strides, memory)


SHAPES = [(), (0,), (1,), (5,), (7,), (2, 3), (0, 3), (3, 0), (1, 4), (4, 1), (3, 4), (2, 3, 2), (2, 0, 3), (3, 1, 2), (2, 1, 3, 2),
          (2, 2, 2, 2), (1, 1)]


def printed_otherwise(array):
    """Whether this version of NumPy prints floats with all their digits for which others use an exponent."""
    if VERSION >= (2, 3):
        return False
    for leaf, at in leaves(array.dtype):
        if leaf.kind in 'fc' and leaf.itemsize // (2 if leaf.kind == 'c' else 1) < 8:
            return True  # since 2.3 the limit is 10^3, 10^8 or 10^16, by the precision
    return False


# ---- outcomes

QUIET_NAN = {2: 0x7e00, 4: 0x7fc00000, 8: 0x7ff8000000000000}
INFINITY = {2: 0x7c00, 4: 0x7f800000, 8: 0x7ff0000000000000}


def canonical(dtype, item):
    """What has a meaning in an element."""
    out = bytearray()
    for leaf, at in leaves(dtype):
        part = item[at:at + leaf.itemsize]
        order = 'big' if leaf.byteorder == '>' else 'little'
        if leaf.kind == 'f' and leaf.itemsize == 16:
            part = part[:10] if order == 'little' else part[:5:-1]
            if part[9] & 0x7f == 0x7f and part[8] == 0xff and part[:8] != bytes(7) + b'\x80':
                part = b'NaN'
        elif leaf.kind in 'fc':
            size = leaf.itemsize if leaf.kind == 'f' else leaf.itemsize // 2
            for i in range(0, leaf.itemsize, size):
                bits = int.from_bytes(part[i:i + size], order)
                if bits & ~(1 << size * 8 - 1) > INFINITY[size]:
                    part = part[:i] + QUIET_NAN[size].to_bytes(size, order) + part[i + size:]
        out += part
    return bytes(out)


def digest(data):
    return data.hex() if len(data) < DIGEST_FROM else hashlib.sha256(data).hexdigest()[:16]


def content(array):
    data, size = array.tobytes(), array.dtype.itemsize
    return digest(b''.join(canonical(array.dtype, data[i:i + size]) for i in range(0, len(data), size)) if size else b'')


def outcome(array, source=None):
    if array.size == 0:
        kind = 'any'
    else:
        kind = 'view' if source is not None and np.shares_memory(array, source) else 'copy'
    return f'{kind} {text_of(array.dtype)} ({lengths(array.shape)}) {content(array)}'.rstrip()


def refusal(error):
    """The exception that Java promises for one of Python's."""
    if isinstance(error, np.exceptions.AxisError if VERSION >= (1, 25) else np.AxisError):
        return '!IndexOutOfBounds'
    if isinstance(error, IndexError) and re.search('out of bounds|boolean index did not match', str(error)):
        return '!IndexOutOfBounds'
    return '!IllegalArgument'


ERRORS = IndexError, ValueError, TypeError, OverflowError, ZeroDivisionError, KeyError
LEFT_OUT = UnicodeError, RuntimeError  # bytes that are not ASCII, and dates in texts that are too narrow for them


def said(work, source=None):
    """The outcome of what NumPy does or refuses."""
    try:
        array = work()
    except LEFT_OUT:
        return None
    except ERRORS as error:
        return refusal(error)
    return outcome(array, source)


# ---- indexes

def number(rng, length):
    return str(rng.randrange(-length, length)) if length else '::-1'


def a_slice(rng, length):
    def bound():
        return rng.choice(['', '', *map(str, range(-length - 2, length + 3)), str(2 ** 62), str(-2 ** 62)])
    step = rng.choice(['', '', '', ':', ':1', ':2', ':3', ':-1', ':-2', ':7', ':-9', ':' + str(2 ** 61)])
    return bound() + ':' + bound() + step


def positions(rng, length, shape):
    """An array of positions, as a part; of a shape that is broadcast to the given one."""
    shape = list(shape)
    while shape and rng.random() < 0.2:
        shape.pop(0)
    shape = [1 if rng.random() < 0.2 else n for n in shape]
    if length == 0:
        shape = [0]
    dtype = np.dtype(rng.choice(['<i8', '<i8', '>i8', '<i4', 'i1', '>u2', 'u1', '<u8']))
    low = 0 if dtype.kind == 'u' else -length
    values = [rng.randrange(low, length) for _ in range(int(np.prod(shape)))]
    if len(shape) == 1 and rng.random() < 0.4:
        return str(values)
    if not shape and rng.random() < 0.5:
        return str(values[0])
    kind = rng.choice(['C', 'C', 'any'])
    return '@' + of_values(rng, np.array(values, dtype).reshape(shape), kind).name


def of_values(rng, values, kind='C'):
    strides, offset, size = layout(rng, values.itemsize, values.shape, kind)
    if 0 in strides:
        strides, offset, size = layout(rng, values.itemsize, values.shape, 'F')
    memory = bytearray(b'\xee' * size)
    np.ndarray(values.shape, values.dtype, memory, offset, strides)[...] = values
    return Array(values.dtype, offset, values.shape, strides, memory)


def mask(rng, shape):
    values = np.array([rng.random() < 0.5 for _ in range(int(np.prod(shape)))], bool).reshape(shape)
    if len(shape) == 1 and shape[0] and rng.random() < 0.4:
        return str(values.tolist())
    return '@' + of_values(rng, values, rng.choice(['C', 'F', 'any'])).name


def some_parts(rng, shape, mode):
    """Parts for the given dimensions."""
    parts, axis = [], 0
    broadcast = rng.choice([(3,), (2,), (1,), (2, 3), (4,), (0,), ()])
    while axis < len(shape):
        length = shape[axis]
        chance = rng.random()
        if mode == 'mask' and chance < 0.7:
            ndim = rng.choice([1, 1, 2, 3])
            parts.append(mask(rng, shape[axis:axis + ndim]))
            mode = 'basic'
            axis += ndim
            continue
        if mode in ('arrays', 'mixed') and chance < 0.6:
            parts.append(positions(rng, length, broadcast))
        elif mode == 'mixed' and chance < 0.7:
            parts.append(mask(rng, shape[axis:axis + 1]))
        elif chance < 0.8:
            parts.append(a_slice(rng, length))
        else:
            parts.append(number(rng, length))
        axis += 1
    return parts


def random_index(rng, shape, mode):
    front = rng.randint(0, len(shape))
    back = rng.randint(0, len(shape) - front) if rng.random() < 0.4 else 0
    parts = some_parts(rng, shape[:front], mode)
    if back or rng.random() < 0.2:
        parts += ['...'] + some_parts(rng, shape[len(shape) - back:], 'basic' if mode == 'mask' else mode)
    while rng.random() < 0.2:
        parts.insert(rng.randint(0, len(parts)), 'None')
    if mode != 'basic' and rng.random() < 0.05:
        parts.insert(rng.randint(0, len(parts)), '@' + plain(np.array(rng.random() < 0.7)).name)
    return parts or ['...']


def spoil(rng, parts, shape):
    """Makes one mistake."""
    kind = rng.randrange(6)
    if kind == 0:
        return ['...', *parts, '...']
    if kind == 1:
        return [*parts, *['0'] * (len(shape) + 1)] if 0 not in shape else [*parts, *[':'] * (len(shape) + 1)]
    if kind == 2:
        return ['::0']
    length = shape[0] if shape else 0
    if kind == 3 and shape:
        return [str(rng.choice([length, -length - 1, length + 5, 2 ** 40]))]
    if kind == 4 and shape:
        return [str([0 if length else length, rng.choice([length, -length - 1])])]
    if shape:
        return [mask(rng, (length + 1, *shape[1:2]))]
    return ['0']


def parse(parts):
    """What stands between the brackets in Python."""
    found = []
    for part in parts:
        if part[0] == '@':
            found.append(Array.by_name[part[1:]].over())
        elif ':' in part and part[0] != "'":
            found.append(slice(*(int(bound) if bound else None for bound in part.split(':'))))
        elif part == '[]':
            found.append([])
        else:
            found.append(eval(part))
    return tuple(found) if len(found) != 1 else found[0]


def flat_part(rng, array):
    """What may stand in a.flat[...]; a mask only as an array, since NumPy takes no list for one there."""
    size = int(np.prod(array.shape))
    some = of_values(rng, np.array([rng.random() < 0.5 for _ in range(size)], bool), 'any').name
    return rng.choice([number, a_slice, lambda *_: '@' + some, lambda *_: '...',
                       lambda *_: positions(rng, size, rng.choice([(3,), (2, 2), (0,)])),
                       lambda *_: str(rng.choice([size, -size - 1]))])(rng, size)


def selected(array, parts):
    """a[index], as an array."""
    index = parse(parts)
    fields = parts[0][0] == "'" or parts[0].startswith("['")
    if not fields and '...' not in parts and not any(part[0] in '@[' for part in parts):
        index = (index if isinstance(index, tuple) else (index,)) + (...,)
    found = array[index]
    return found if isinstance(found, np.ndarray) else np.array(found, array.dtype)


def field_indexes(dtype):
    names = list(dtype.names)
    yield from ([repr(name)] for name in names)
    yield [repr(names[::-1])]
    yield [repr(names[:1])]
    yield ["'missing'"]
    yield [repr([names[0], 'missing'])]
    yield [repr([names[0], names[0]])]


def index_cases():
    rng = random.Random(SEED)
    for text in STRUCTS:
        for shape in (), (5,), (0,), (2, 3):
            array = make(rng, dtype_of(text), shape)
            for parts in field_indexes(array.dtype):
                yield array, parts
    modes = ['basic'] * 4 + ['arrays'] * 3 + ['mask'] * 2 + ['mixed']
    for i in range(1700):
        dtype = dtype_of('<i2' if i % 3 == 0 else rng.choice(ALL))
        array = make(rng, dtype, rng.choice(SHAPES), numbered=True)
        parts = random_index(rng, array.shape, rng.choice(modes))
        yield array, (spoil(rng, parts, array.shape) if rng.random() < 0.08 else parts)


def unchecked(array, parts):
    """Positions that this version of NumPy does not look at, since nothing is selected."""
    return array.size == 0 and any(part[0] in '@[' for part in parts) and VERSION < (2, 3)


def write_index():
    for array, parts in index_cases():
        source = array.over()
        if unchecked(source, parts):
            continue
        yield [array.name, '|'.join(parts), said(lambda: selected(source, parts), source)]


# ---- assignment

def fits(values, dtype):
    """Whether no integer is out of range and no text too wide; None where NumPy has no clear answer."""
    if values.dtype.subdtype or dtype.subdtype:
        return fits(values, dtype.base)
    if dtype.names is not None and values.dtype.names is not None:
        answers = [fits(values[a], dtype[b]) for a, b in zip(values.dtype.names, dtype.names)]
        return None if None in answers else all(answers)
    kind = values.dtype.kind
    if dtype.names is not None or values.dtype.names is not None:
        return None
    if dtype.kind in 'iu' and kind in 'iub':
        info = np.iinfo(dtype)
        return all(info.min <= int(value) <= info.max for value in values.flat)
    if dtype.kind == 'm' and kind == 'u':
        return all(int(value) < 2 ** 63 for value in values.flat)
    if dtype.kind in 'SU':
        try:
            wide = values.astype(dtype.kind + '64')
        except UnicodeError:
            return None
        width = dtype.itemsize // (4 if dtype.kind == 'U' else 1)
        return all(len(text) <= width for text in wide.flat)
    if dtype.kind == 'V':
        return True if values.dtype.itemsize <= dtype.itemsize else None
    return True


def broadcastable(rng, shape):
    shape = [1 if rng.random() < 0.2 else n for n in shape]
    chance = rng.random()
    if chance < 0.2:
        return shape[1:]
    if chance < 0.26:
        return [1, *shape]
    if chance < 0.3 and shape:
        return [*shape[:-1], shape[-1] + 1]
    return shape


SCALARS = ['int:0', 'int:1', 'int:-1', 'int:127', 'int:300', 'int:-129', 'int:65535', 'int:2147483648', 'int:9223372036854775807',
           'int:18446744073709551615', 'float:0.5', 'float:-0.0', 'float:nan', 'float:inf', 'float:1e300', 'float:3.0', 'bool:True',
           'bool:False', 'str:a', 'str:abc', 'str:abcdef', 'str:', 'str:\u6f22', 'complex:1.5-2j']


def scalar(token):
    kind, text = token.split(':', 1)
    return {'int': int, 'float': float, 'str': str, 'complex': complex, 'bool': 'True'.__eq__}[kind](text)


def scalar_refused(value, dtype):
    """Whether Java promises to refuse a scalar; None where it makes no promise that NumPy could check."""
    if dtype.names is not None or dtype.kind in 'MmV':
        return None
    if dtype.kind in 'SU':
        if not isinstance(value, str):
            return None
        if dtype.kind == 'S' and any(ord(c) > 127 for c in value):
            return True
        return not fits(np.array(value), dtype)
    if isinstance(value, str):
        return True
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        if dtype.kind in 'iu':
            return not np.iinfo(dtype).min <= value <= np.iinfo(dtype).max
        return dtype.kind == 'b'
    if isinstance(value, float):
        return dtype.kind not in 'fc'
    return dtype.kind != 'c'


def set_array(target, index, value, rule):
    """target[index] = value, by a rule."""
    selection = np.empty_like(target, dtype='i8')
    selection.flat = np.arange(selection.size)
    found = selection[index]
    if isinstance(found, np.ndarray) and found.base is not None and np.shares_memory(found, selection):
        np.copyto(target[index], value, casting=rule)
    elif np.can_cast(value.dtype, target.dtype, rule):
        target[index] = value
    else:
        raise TypeError('rule')


def memory_after(array, memory):
    """The whole memory, each element stripped of what has no meaning."""
    view = array.over(memory)
    rest = bytearray(memory)
    spots = np.zeros(len(rest), bool)
    for index in np.ndindex(*array.shape) if view.size else ():
        at = array.offset + sum(i * s for i, s in zip(index, array.strides))
        for leaf, inner in leaves(array.dtype):
            spots[at + inner:at + inner + leaf.itemsize] = True
    kept = bytes(byte for byte, spot in zip(rest, spots) if not spot and byte != 0xee)
    return f'{content(view)} {digest(kept)}'.rstrip()


def assign_index(rng, array, i):
    if array.dtype.names is not None and i % 4 == 0:
        return [repr(rng.choice(array.dtype.names))] if i % 8 else [repr([array.dtype.names[1], array.dtype.names[0]])]
    mode = rng.choice(['basic', 'basic', 'arrays', 'mask', 'mixed'])
    parts = random_index(rng, array.shape, mode)
    return spoil(rng, parts, array.shape) if rng.random() < 0.03 else parts


def value_dtype(rng, dtype):
    """A dtype that can usually be cast to this one."""
    if rng.random() < 0.25 and '@' not in text_of(dtype):
        return dtype
    for _ in range(20):
        other = dtype_of(rng.choice(ALL))
        if np.can_cast(other, dtype, 'same_kind'):
            return other
    return dtype_of(rng.choice(ALL))


def write_assign():
    rng = random.Random(SEED + 1)
    for i in range(1900):
        dtype = dtype_of(rng.choice(ALL))
        array = make(rng, dtype, rng.choice(SHAPES), distinct=True)
        parts = assign_index(rng, array, i)
        rule = rng.choice(RULES) if i % 3 == 0 else 'same_kind'
        if rule != 'same_kind':
            parts = ['...']  # Java's set(Casting, value) takes no index
        memory = bytearray(array.memory)
        target = array.over(memory)
        if unchecked(target, parts):
            continue
        try:
            selection = selected(target, parts)
        except ERRORS as error:
            yield [array.name, '|'.join(parts), rule, 'int:0', refusal(error)]
            continue
        if rule == 'same_kind' and i % 4 == 0 and parts[0][0] != '[':
            row = scalar_case(rng, array, parts, selection)
        else:
            row = array_case(rng, array, parts, selection, rule, memory)
        if row is not None:
            yield [array.name, '|'.join(parts), rule, *row]
    yield from flat_cases(rng)


def flat_cases(rng):
    """a.flat[index] = value, which begins anew with the value's elements when there are too few."""
    for _ in range(250):
        array = make(rng, dtype_of(rng.choice(LEAVES)), rng.choice(SHAPES), distinct=True)
        part = flat_part(rng, array)
        value = make(rng, value_dtype(rng, array.dtype), rng.choice([(), (1,), (2,), (5,), (2, 2), (0,)]))
        source, memory = value.over(), bytearray(array.memory)
        if not np.can_cast(source.dtype, array.dtype, 'same_kind') or not fits(source, array.dtype):
            continue
        if source.size == 0 or source.ndim and np.ndim(parse([part])) == 0 and not isinstance(parse([part]), slice):
            continue  # NumPy takes no array for a single element
        if array.dtype == np.dtype('>m8') and VERSION < (2, 4):
            continue  # the byte order is lost
        if printed_otherwise(value) and array.dtype.kind in 'SU':
            continue
        try:
            array.over(memory).flat[parse([part])] = source
            yield [array.name, part, 'flat', '@' + value.name, memory_after(array, memory)]
        except ERRORS as error:
            yield [array.name, part, 'flat', '@' + value.name, refusal(error)]


def scalar_case(rng, array, parts, selection):
    token = rng.choice(SCALARS)
    value = scalar(token)
    refused = scalar_refused(value, selection.dtype)
    if refused is None or (refused and selection.size == 0):
        return None
    if refused:
        return [token, '!IllegalArgument']
    memory = bytearray(array.memory)
    target = array.over(memory)
    with np.errstate(all='ignore'):
        target[parse(parts)] = value
    return [token, memory_after(array, memory)]


def array_case(rng, array, parts, selection, rule, memory):
    other = value_dtype(rng, selection.dtype)
    value = make(rng, other, broadcastable(rng, selection.shape))
    source = value.over()
    allowed = np.can_cast(other, selection.dtype, rule)
    if printed_otherwise(value) and any(leaf.kind in 'SU' for leaf, _ in leaves(selection.dtype)):
        return None
    if array.dtype == np.dtype('>m8') and VERSION < (2, 4):
        return None  # the byte order is lost
    if not selection.shape and value.shape and '...' not in parts:
        return None  # whether NumPy takes an array for an element depends on the dtype
    if allowed and rule == 'unsafe' and unclear(source, selection.dtype):
        return None
    if allowed and rule != 'unsafe':
        fit = fits(source, selection.dtype)
        if fit is None or (not fit and selection.size == 0):
            return None
        allowed = fit
    if not allowed:
        return ['@' + value.name, '!IllegalArgument']
    target = array.over(memory)

    try:
        if parts[0].startswith("['") or parts[0][0] == "'":
            target[parse(parts)][...] = source
        else:
            set_array(target, parse(parts), source, rule)
    except LEFT_OUT:
        return None
    except ERRORS as error:
        return ['@' + value.name, refusal(error)]
    return ['@' + value.name, memory_after(array, memory)]


# ---- overlap

def write_overlap():
    rng = random.Random(SEED + 2)
    names = ['u1', '<i2', '>i2', '<i4', '>i4', '<f4', '<f8', '<i8', "[('x', '<i2'), ('y', '>i2')]", 'S3', '<U1']
    made = 0
    while made < 350:
        a, b = dtype_of(rng.choice(names)), dtype_of(rng.choice(names))
        a = b if rng.random() < 0.5 else a
        if not np.can_cast(b, a, 'unsafe') or (a.kind in 'SUV' or b.kind in 'SUV') and a != b:
            continue
        shape = rng.choice([(4,), (6,), (2, 3), (3, 2), (3, 3), (2, 2, 2)])
        strides, offset, size = layout(rng, a.itemsize, shape, rng.choice(['C', 'F', 'any']))
        other, start, more = layout(rng, b.itemsize, shape, rng.choice(['C', 'F', 'any']))
        if 0 in strides or overlaps_itself(shape, strides, a.itemsize):
            continue
        move = rng.choice([0, 1, a.itemsize, b.itemsize, 3])
        if rng.random() < 0.5:
            start, more = start + move, more + move
        else:
            offset, size = offset + move, size + move
        # Small numbers in any byte order: what a float becomes as an integer is clear only where it fits.
        array = Array(a, offset, shape, strides, bytes(rng.randrange(2, 60) for _ in range(max(size, more))))
        memory = bytearray(array.memory)
        target = array.over(memory)
        source = np.ndarray(shape, b, memory, start, other)
        if b.kind == 'f' and a.kind != 'f' or not np.shares_memory(source, target, max_work=-1):
            continue
        np.copyto(target, source.copy(), casting='unsafe')
        made += 1
        yield [array.name, text_of(b), str(start), lengths(shape), lengths(other), digest(bytes(memory))]


def overlaps_itself(shape, strides, itemsize):
    spots = [sum(i * s for i, s in zip(index, strides)) for index in np.ndindex(*shape)]
    spots.sort()
    return any(b - a < itemsize for a, b in zip(spots, spots[1:]))


# ---- casts

def unclear(source, dtype):
    """Whether a cast by `unsafe` has a result that depends on the processor, or on NumPy's version."""
    pairs = [(source, dtype)]
    if dtype.names is not None and source.dtype.names is not None and len(dtype.names) == len(source.dtype.names):
        return any(unclear(source[a], dtype[b].base) for a, b in zip(source.dtype.names, dtype.names))
    if dtype.names is not None or source.dtype.names is not None:
        return True
    source = source.astype(source.dtype.newbyteorder('='))
    if source.dtype.kind in 'fc' and dtype.kind in 'iu':
        info = np.iinfo(dtype)
        real = source.real
        return not all(np.isfinite(x) and info.min <= int(x) <= info.max for x in real.flat)
    if source.dtype.kind in 'fc' and dtype.kind in 'Mm':
        return not all(np.isnan(x) or abs(x) < 2 ** 62 for x in source.real.flat)
    return False


NUMERALS = ['0', '12', '-3', ' 7 ', '+5', '100', '65', '1_0']
DECIMALS = ['1.5', '-2e3', 'nan', '-inf', '0.1', '1e-5', ' 3. ', '.5']
DATES = ['2020-02-29', 'NaT', '1999-12-31', '1970-01', '2262', '1678-03-15']
MOMENTS = ['2020-02-29T12:34:56', '1969-12-31T23:59:59', 'NaT', '2000-01-01 00:00']
NONSENSE = ['abc', '1.5', '', '0x10', '12a', '2020-13-01', '1 2', 'True']


def text_sources(rng, kind):
    for family in NUMERALS, DECIMALS, DATES, MOMENTS:
        yield of_values(rng, np.array(family, kind), rng.choice(['C', 'any']))
    for text in NONSENSE:
        yield plain(np.array([text], kind))


def odd(source, dtype):
    """Casts that NumPy has a way of its own with."""
    if dtype.kind in 'Mm' and np.datetime_data(dtype)[0] == 'generic':
        return dtype.byteorder == '>' or source.kind in 'MmSU'  # astype loses the order, and takes the elements' unit
    if source.kind == 'm' and dtype.kind in 'SU':
        return dtype.itemsize >= 40  # texts are cut at 20 characters
    return source.kind in 'SU' and dtype.kind == 'f' and dtype.itemsize == 16  # refuses blanks, and more


def cast_rows(array, dtype, rule='unsafe'):
    source = array.over()
    if odd(source.dtype, dtype):
        return
    if np.can_cast(array.dtype, dtype, rule) and rule == 'unsafe' and unclear(source, dtype):
        return

    def cast():
        if not np.can_cast(source.dtype, dtype, rule):
            raise TypeError
        if rule != 'unsafe' and not fits(source, dtype):
            raise ValueError
        return source.astype(dtype)
    if rule != 'unsafe' and np.can_cast(source.dtype, dtype, rule) and fits(source, dtype) is None:
        return
    found = said(cast)
    if found is not None:
        yield [array.name, text_of(dtype), rule, found]


def in_range(array, dtype):
    """The elements whose cast is clear, where there are some."""
    source = array.over()
    items = [source[i:i + 1] for i in range(len(source))]
    return plain(np.concatenate([item for item in items if not unclear(item, dtype)] or items[:0] or [source[:0]]))


def write_cast():
    rng = random.Random(SEED + 3)
    targets = both_orders([*NUMBERS, 'S3', 'U3', 'S40', 'U40', 'V3', 'V16', *TIMES])
    for source in LEAVES:
        dtype = dtype_of(source)
        whole = np.frombuffer(b''.join(pool(dtype)), dtype)
        for target in targets:
            other = dtype_of(target)
            array = plain(whole) if rng.random() < 0.7 else of_values(rng, whole, 'any')
            if unclear(array.over(), other):
                array = in_range(array, other)
            rules = ['unsafe'] if dtype.kind not in 'SU' or other.kind in 'SUV' else []
            rules += [rng.choice(RULES[:4])] if rng.random() < 0.25 else []
            for rule in rules if other.kind not in 'SU' or not printed_otherwise(array) else []:
                yield from cast_rows(array, other, rule)
    for kind in 'SU':
        for array in text_sources(rng, kind):
            for target in [*NUMBERS, *TIMES]:
                if not strings_to(array, dtype_of(target)):
                    yield from cast_rows(array, dtype_of(target))
    for a in STRUCTS:
        for b in STRUCTS:
            array = make(rng, dtype_of(a), (4,))
            yield from cast_rows(array, dtype_of(b))
            yield from cast_rows(array, dtype_of(b), 'same_kind')


def strings_to(array, dtype):
    """Whether this version of NumPy makes something else of texts, or ends the process."""
    if dtype.kind in 'Mm' and array.dtype.kind == 'S' and VERSION < (2, 0):
        return True  # ends the process
    if dtype.kind == 'u' and VERSION < (2, 0):
        return True  # negative numbers wrap around; since then they are refused
    return dtype.kind == 'b' and VERSION < (2, 4)  # parsed as a number; since then any text is true


def can_cast_letter(a, b):
    return next((rule[0] if rule != 'same_kind' else 'k' for rule in RULES if can_cast(a, b, rule)), '-')


def can_cast(a, b, rule):
    try:
        return np.can_cast(a, b, rule)
    except (TypeError, ValueError):
        return False


def write_can_cast():
    texts = both_orders([*NUMBERS, *TEXTS, 'V3', 'V8', 'M8', *TIMES, 'M8[h]', 'M8[25us]', 'M8[2h]', 'm8[W]', 'm8[M]', 'm8[7D]', 'm8[as]'])
    texts += STRUCTS + ["[('a', '<i8'), ('b', '<f4')]", "[('a', '>i4'), ('b', '>f8')]", "[('a', '<i4')]", "[('x', '|V2', (2,))]"]
    texts = [text_of(dtype_of(text)) for text in texts]
    yield ['', *texts]
    for a in texts:
        yield [a, ''.join(can_cast_letter(dtype_of(a), dtype_of(b)) for b in texts)]


# ---- shapes

def factors(rng, size):
    """A random shape of so many elements."""
    if size == 0:
        return rng.choice([[0], [0, 3], [2, 0], [3, 0, 0], [0, -1], [-1, 2]])
    shape = []
    while size > 1:
        divisor = rng.choice([d for d in range(1, size + 1) if size % d == 0])
        shape.append(divisor)
        size //= divisor
        if len(shape) > 4:
            shape.append(size)
            break
    while rng.random() < 0.2:
        shape.insert(rng.randint(0, len(shape)), 1)
    if shape and rng.random() < 0.2:
        shape[rng.randrange(len(shape))] = -1
    if rng.random() < 0.06:
        shape.append(rng.choice([2, -1]))
    return shape


def shape_arguments(rng, operation, array):
    ndim = len(array.shape)
    if operation == 'reshape':
        return factors(rng, int(np.prod(array.shape)))
    if operation == 'transpose':
        axes = list(range(ndim))
        rng.shuffle(axes)
        axes = [axis - ndim if rng.random() < 0.3 else axis for axis in axes]
        if rng.random() < 0.1:
            axes = rng.choice([axes + [0], axes[:-1] + [ndim], axes[1:] + axes[1:2]])
        return axes or None
    if operation in ('swapaxes', 'expand_dims'):
        count = 2 if operation == 'swapaxes' else 1
        return [rng.randint(-ndim - 1, ndim) for _ in range(count)]
    if operation == 'broadcast_to':
        shape = [rng.choice([2, 3]) if n == 1 else n for n in array.shape]
        shape = [rng.choice([0, 1, 2]) for _ in range(rng.choice([0, 0, 1, 2]))] + shape
        if rng.random() < 0.15 and shape:
            shape[rng.randrange(len(shape))] += 1
        return shape
    return []


def shaped(source, operation, arguments):
    if operation == 'swapaxes':
        return source.swapaxes(*arguments)
    if operation in ('expand_dims', 'broadcast_to'):
        return getattr(np, operation)(source, arguments[0] if operation == 'expand_dims' else arguments)
    if operation == 'ravel':
        return source.reshape(-1)  # ravel itself copies some that reshape does not
    if operation == 'transpose':
        return transposed(source, arguments)
    if operation == 'reshape':
        return source.reshape(arguments)
    return getattr(source, operation) if operation in ('real', 'imag') else getattr(source, operation)()


def transposed(source, axes):
    try:
        return source.transpose(axes)
    except IndexError as error:
        raise ValueError(str(error))  # axes that are not all of the array's, each once, are one mistake in Java


def write_shape():
    rng = random.Random(SEED + 4)
    operations = ['reshape'] * 8 + ['transpose'] * 3 + ['swapaxes', 'squeeze', 'expand_dims', 'ravel', 'copy'] + ['broadcast_to'] * 3
    for _ in range(900):
        array = make(rng, dtype_of(rng.choice(ALL)), rng.choice(SHAPES + [(2, 3, 4), (4, 3), (12,)]), numbered=True)
        operation = rng.choice(operations)
        arguments = shape_arguments(rng, operation, array)
        if arguments is None:
            continue
        source = array.over()
        yield [array.name, operation, lengths(arguments), said(lambda: shaped(source, operation, arguments), source)]
    for text in both_orders(NUMBERS):
        for shape in (), (5,), (2, 3), (0,):
            array = make(rng, dtype_of(text), shape)
            source = array.over()
            yield [array.name, 'real', '', outcome(source.real, source)]
            yield [array.name, 'imag', '', outcome(source.imag, source) if source.dtype.kind == 'c' else '!UnsupportedOperation']
    for _ in range(250):
        array = make(rng, dtype_of(rng.choice(ALL)), rng.choice(SHAPES), numbered=True)
        part, source = flat_part(rng, array), array.over()
        if array.dtype == np.dtype('>m8'):
            continue  # a single one is in this machine's byte order
        yield [array.name, 'flat', part, said(lambda: np.array(source.flat[parse([part])], source.dtype))]
    for _ in range(500):
        array = make(rng, dtype_of(rng.choice(ALL)), rng.choice(SHAPES), numbered=True)
        dtype = dtype_of(rng.choice(ALL))
        source = array.over()
        yield [array.name, 'view', text_of(dtype), said(lambda: source.view(dtype), source)]


# ---- making

def write_make():
    rng = random.Random(SEED + 5)
    for arguments in [(0,), (5,), (-3,), (2, 9), (9, 2), (5, 5), (0, 10, 3), (10, 0, -3), (0, 10, -1), (0, 9, 3), (-5, 5, 2), (0, 5, 0),
                      (2 ** 62, 2 ** 62 + 3), (-2 ** 63, -2 ** 63 + 2), (2 ** 63 - 3, 2 ** 63 - 1, 2), (0, 2 ** 62, 2 ** 60)]:
        yield ['arange', lengths(arguments), said(lambda: np.arange(*arguments))]
    for _ in range(100):
        start, step = rng.choice([0.0, 0.1, -1.5, 1e10, rng.random()]), rng.choice([0.1, 0.3, -0.25, 1 / 3, 1e-3, 7.0])
        stop = start + step * rng.choice([0, 1, 3, 10, 33.3, 100, -2])
        arguments = start, stop, step
        yield ['arange', ','.join(map(repr, arguments)), said(lambda: np.arange(*arguments))]
    for arguments in [(0.0, 1.0, 0.0), (0.0, np.inf, 1.0), (0.0, np.nan, 1.0), (np.inf, 0.0, 1.0), (0.0, 1.0, np.inf), (0.0, 1.0, np.nan)]:
        with np.errstate(all='ignore'):
            yield ['arange', ','.join(map(repr, arguments)), said(lambda: np.arange(*arguments))]
    for _ in range(150):
        ends = [rng.choice([0.0, 1.0, -1.0, 0.1, 1e300, -1e300, 5e-324, rng.random(), 1e16, 3.0]) for _ in range(2)]
        count, endpoint = rng.choice([0, 1, 2, 3, 5, 10, 50, 101, -1]), rng.random() < 0.7
        with np.errstate(all='ignore'):
            made = said(lambda: np.linspace(*ends, count, endpoint=endpoint))
        yield ['linspace', ','.join(map(repr, [*ends, count, endpoint])), made]
    for _ in range(150):
        dtype, token = dtype_of(rng.choice(LEAVES)), rng.choice(SCALARS)
        refused = scalar_refused(scalar(token), dtype)
        if refused is not None:
            with np.errstate(all='ignore'):
                made = '!IllegalArgument' if refused else outcome(np.full((2, 2), scalar(token), dtype))
            yield ['full', text_of(dtype) + ' ' + token, made]


# ---- printing

def printed_floats(rng):
    families = [
        [1.0, 2.0, 3.0], [0.1, 0.2, 0.30000000000000004], [1e-5, 1.0, 1e5], [1e-4, 1.0], [1e16, 1.0], [1e8, 1.5], [1e300, -1e-300],
        [np.nan, 1.0, -np.inf], [np.nan, np.inf], [-0.0, 0.0], [123456789.123, 0.001], [1 / 3, 2 / 3, 1e3], [99999999.0], [1e15, 2.5],
        [123.456, -0.5, 1000.0], [5e-324, 1.7976931348623157e308], [0.00001234, 12.0], [1e-3, 1e-2], [16777216.0, 0.5], [100.0] * 20,
    ]
    for family in families:
        for text in both_orders(['f2', 'f4', 'f8', 'f16']):
            with np.errstate(all='ignore'):
                yield plain(np.array(family).astype(text))
        with np.errstate(all='ignore'):
            mixed = np.array(family) + 1j * np.array(family[::-1])
        for text in both_orders(['c8', 'c16']):
            with np.errstate(all='ignore'):
                yield plain(mixed.astype(text))
    for _ in range(150):
        scale = 10.0 ** rng.randint(-12, 18)
        values = [round(rng.uniform(-1, 1), rng.choice([1, 3, 6, 17])) * scale for _ in range(rng.choice([1, 3, 8, 20]))]
        with np.errstate(all='ignore'):
            yield plain(np.array(values).astype(rng.choice(['f2', 'f4', 'f8', 'c8', 'c16'])))


def printed_times():
    for unit in UNITS:
        for values in [0, 1], [-1, 40, 5], [0, 'NaT'], ['NaT'], [12345678], [86400 * 10 ** 6 + 1, -999]:
            counted = np.array([np.iinfo('i8').min if value == 'NaT' else value for value in values])
            yield plain(counted.view(f'M8[{unit}]'))
            yield plain(counted.view(f'm8[{unit}]'))
    for text in 'm8', 'M8[25us]', 'm8[7D]', 'M8[3M]', 'm8[100ns]':
        yield plain(np.array([0, 1, -5, np.iinfo('i8').min, 1000]).view(text))


def printed_large(rng):
    for shape in (1001,), (1000,), (7, 150), (40, 40), (8, 8, 20), (3, 1, 400), (2, 2, 2, 130), (1001, 1), (1, 1001), (4, 3, 0), (2, 6, 100):
        for text in 'u1', '<f4', 'S2':
            strides = [1 if shape[-1] > 1 else 0] * len(shape)
            size = sum((n - 1) * s for n, s in zip(shape, strides)) + 8 if 0 not in shape else 8
            dtype = dtype_of(text)
            low = b'\0\1' if text == '?' else bytes(range(1, 255)) if text != 'S2' else b'ab '
            yield Array(dtype, 0, shape, strides, bytes(rng.choice(low) for _ in range(size)))


def printed_wide():
    for count in 1, 10, 18, 19, 37, 38, 40, 75, 100:
        yield plain(np.arange(count, dtype='i4'))
        yield plain(np.arange(count) * 1.5)
        yield plain(np.array(['abcdefghij'] * (count // 4 + 1)))
        yield plain(np.array([b'abc'] * count))
        yield plain(np.array(['x' * 90] * 2))
        yield plain(np.arange(count) % 2 == 0)
    yield plain(np.arange(200, dtype='>i8').reshape(4, 50) * 10 ** 15)
    yield plain(np.arange(60).reshape(2, 3, 10) * 1000000007)


def print_cases():
    rng = random.Random(SEED + 6)
    yield from printed_floats(rng)
    yield from printed_times()
    yield from printed_large(rng)
    yield from printed_wide()
    for text in ALL:
        for shape in (), (0,), (1,), (5,), (2, 3), (2, 0), (2, 1, 3):
            yield make(rng, dtype_of(text), shape)
    for text in "[('s', '<U12'), ('v', '<f8', (2, 2))]", "[('a', '<f8')]", "[('x', '|S4', (3,)), ('y', '<c16')]":
        for shape in (), (3,), (12,), (2, 2):
            yield make(rng, dtype_of(text), shape)


def write_print():
    for array in print_cases():
        if printed_otherwise(array) or array.dtype == np.dtype('>m8'):
            continue  # the other byte order of a timedelta without a unit is padded as if it were this one
        with np.errstate(all='ignore'):
            yield [array.name, np.array2string(array.over())]


# ---- elements

def bits(value):
    return struct.pack('>d', value).hex() if value == value else 'nan'


def item_token(array, index):
    """What Java's item gives, with its type; - where Python could not say."""
    value = array[index]
    dtype = array.dtype
    if dtype.kind == 'b':
        return f'Boolean {value}'
    if dtype.kind in 'iu':
        return f'Integer {value}'
    if dtype.kind == 'f':
        return 'Double ' + bits(float(value))
    if dtype.kind == 'c':
        return f'Complex {bits(float(value.real))},{bits(float(value.imag))}'
    if dtype.kind == 'U':
        return f'String {value}'
    if dtype.kind == 'S':
        return 'byte[] ' + bytes(value).hex()
    if dtype.kind == 'V':
        return 'byte[] ' + value.tobytes().hex() if dtype.names is None else '-'
    return time_token(dtype, int(array.view(dtype.byteorder + 'i8')[index]))


def time_token(dtype, count):
    unit, multiple = np.datetime_data(dtype)
    if count == np.iinfo('i8').min:
        return 'null'
    if dtype.kind == 'M' and unit in ('Y', 'M', 'W', 'D'):
        return 'LocalDate %d' % int(np.datetime64(count * multiple, unit).astype('M8[D]').astype('i8'))
    seconds = {'W': 604800, 'D': 86400, 'h': 3600, 'm': 60, 's': 1}
    parts = {'s': 1, 'ms': 10 ** 3, 'us': 10 ** 6, 'ns': 10 ** 9}
    if unit in seconds:
        whole, nanos = count * multiple * seconds[unit], 0
    elif unit in parts:
        whole, rest = divmod(count * multiple, parts[unit])
        nanos = rest * (10 ** 9 // parts[unit])
    else:
        return f'Integer {count}' if unit in ('generic', 'Y', 'M') else '-'
    return f"{'Instant' if dtype.kind == 'M' else 'Duration'} {whole},{nanos}"


def double_of(value, dtype):
    if dtype.kind in 'biuf':
        return bits(float(value))
    if dtype.kind == 'c' and value.imag == 0:
        return bits(float(value.real))
    return '-'


def long_of(array, index):
    if array.dtype.kind in 'iubMm':
        view = array.view(array.dtype.byteorder + 'i8') if array.dtype.kind in 'Mm' else array
        value = int(view[index])
        return str(value - 2 ** 64 if value >= 2 ** 63 else value)
    return '-'


def write_element():
    rng = random.Random(SEED + 7)
    texts = both_orders([*NUMBERS, 'S3', 'S8', 'U3', 'U8', 'V3', *TIMES, 'M8[h]', 'M8[us]', 'M8[25us]', 'm8[W]', 'm8[h]', 'm8[ns]', 'm8[as]'])
    for text in texts:
        dtype = dtype_of(text)
        array = of_values(rng, np.frombuffer(b''.join(pool(dtype)), dtype), rng.choice(['C', 'any']))
        source = array.over()
        for i in range(len(source)):
            with np.errstate(all='ignore'):
                row = ['-' if printed_otherwise(array) else str(source[i]), item_token(source, i), double_of(source[i], dtype), long_of(source, i)]
            yield [array.name, str(i), *row]
    for text in STRUCTS:
        array = make(rng, dtype_of(text), (4,))
        source = array.over()
        for i in range(len(source)):
            left_out = printed_otherwise(array) or VERSION < (2, 0)  # numbers in rows as in arrays, and since then by str
            yield [array.name, str(i), '-' if left_out else str(source[i]), '-', '-', '-']


# ---- files

def escaped(field):
    return field.replace('\\', '\\\\').replace('\t', '\\t').replace('\n', '\\n')


def table(path, rows):
    with open(path, 'w', encoding='utf8', newline='\n') as out:
        print(f'# NumPy {np.__version__}', file=out)
        for row in rows:
            print(*map(escaped, row), sep='\t', file=out)


def main(directory):
    warnings.simplefilter('ignore')
    for name, rows in [('index', write_index), ('assign', write_assign), ('overlap', write_overlap), ('cast', write_cast),
                       ('can_cast', write_can_cast), ('shape', write_shape), ('make', write_make), ('print', write_print),
                       ('element', write_element)]:
        table(f'{directory}/{name}.tsv', rows())
    table(f'{directory}/arrays.tsv', ([name, *content.split('\t')] for content, name in Array.by_content.items()))


if __name__ == '__main__':
    main(sys.argv[1])
