"""The cases of what is computed element by element. See generate_computing.py."""
import itertools
import random

import numpy as np

from computing_common import (COMPLEX, EXACT, FLOATS, INTEGERS, NAT, NUMBERS, UNSIGNED_ZERO, moderate, native, of_values, one_axis, promised,
                              row, shaped, values, within)
from generate import SEED, VERSION, dtype_of, make

ARITHMETIC = {
    'add': np.add, 'sub': np.subtract, 'mul': np.multiply, 'div': np.true_divide, 'floorDiv': np.floor_divide, 'mod': np.remainder,
    'pow': np.power, 'minimum': np.minimum, 'maximum': np.maximum,
}
BITS = {'and': np.bitwise_and, 'or': np.bitwise_or, 'xor': np.bitwise_xor}
COMPARISONS = {'eq': np.equal, 'ne': np.not_equal, 'lt': np.less, 'le': np.less_equal, 'gt': np.greater, 'ge': np.greater_equal}
BINARY = {**ARITHMETIC, **BITS, **COMPARISONS}
OPERATORS = {
    'add': lambda a, b: a + b, 'sub': lambda a, b: a - b, 'mul': lambda a, b: a * b, 'div': lambda a, b: a / b,
    'floorDiv': lambda a, b: a // b, 'mod': lambda a, b: a % b, 'pow': np.power, 'minimum': np.minimum, 'maximum': np.maximum,
    'and': lambda a, b: a & b, 'or': lambda a, b: a | b, 'xor': lambda a, b: a ^ b,
    'eq': lambda a, b: a == b, 'ne': lambda a, b: a != b, 'lt': lambda a, b: a < b, 'le': lambda a, b: a <= b,
    'gt': lambda a, b: a > b, 'ge': lambda a, b: a >= b,
}
UNARY = {
    'neg': np.negative, 'abs': np.absolute, 'floor': np.floor, 'ceil': np.ceil, 'sqrt': np.sqrt, 'not': np.invert, 'isNaN': np.isnan,
    'isFinite': np.isfinite, 'isInf': np.isinf, 'isNaT': np.isnat,
}
DATES = ['M8[Y]', 'M8[M]', 'M8[W]', 'M8[D]', 'M8[h]', 'M8[s]', 'M8[25us]', 'M8[ns]', 'M8']
SPANS = ['m8[Y]', 'm8[M]', 'm8[W]', 'm8[D]', 'm8[h]', 'm8[s]', 'm8[25us]', 'm8[7D]', 'm8[ns]', 'm8']
if VERSION < (2, 0):
    DATES, SPANS = DATES[:-1], SPANS[:-1]  # those without a unit end the process
KINDS = ['C', 'any']


# ---- two operands

def tolerance_of(operation, *texts):
    """How exact IEEE 754 and NumPy's own freedom let a result be."""
    is_complex = any(text[0] == 'c' for text in texts)
    if operation in ('minimum', 'maximum'):
        return UNSIGNED_ZERO  # of zeros of both signs either is the smaller, by the processor's instructions
    if operation == 'pow':
        return within(64 if is_complex else 4)
    return within(8) if is_complex and operation in ('mul', 'div') else EXACT


def elements_of(operation, text, is_right):
    """The elements that an operation has a clear result for."""
    if text in COMPLEX and operation in ('mul', 'div', 'pow'):
        return moderate(text)
    if text[0] == 'i' and operation == 'pow' and is_right:
        return np.array([0, 1, 2, 3, 7, 42, 100], text)  # negative ones are refused
    if text in FLOATS and operation == 'pow':
        return np.array([0, 1, 2, 0.5, -1, 3, np.nan] if is_right else [0, -0.0, -2.25, np.nan, np.inf, -np.inf, 0.1, 3], text)
    return values(text)


def pair(operation, left, right):
    """The elements of both, where one is complex and the other one's specials would make NaN of either part."""
    a, b = elements_of(operation, left, False), elements_of(operation, right, True)
    if operation in ('mul', 'div', 'pow') and (left in COMPLEX) != (right in COMPLEX):
        a, b = (part if part.dtype.kind == 'c' else few(part) for part in (a, b))
    return a, b


def few(elements):
    """Numbers of moderate size, zero not among them."""
    if elements.dtype.kind == 'b':
        return np.array([True])
    return moderate(elements.dtype.char) if elements.dtype.kind == 'f' else np.array([1, 2, 3, 7], elements.dtype)


def oriented(elements, text, axis, ndim, variant):
    """Elements along one of the axes, so that two operands meet in all their pairs."""
    order, kind = '<>'[variant % 3 == 2], KINDS[variant % 2]
    array = elements.astype(dtype_of(text).newbyteorder(order))
    return of_values(random.Random(SEED + 7 * variant), array.reshape((-1, 1)) if axis == 0 else array, kind)


def number_pairs():
    variants = itertools.count()
    for operation, function in BINARY.items():
        for left in NUMBERS:
            for right in NUMBERS:
                a, b = pair(operation, left, right)
                variant = next(variants)
                operands = oriented(a, left, 0, 2, variant % 4), oriented(b, right, 1, 2, variant // 4 % 4)
                yield row(operation, operands, function, tolerance_of(operation, left, right))


def refused_powers():
    """An integer's negative power is refused, whatever the dtypes are."""
    for left in ['i1', 'i4', 'i8', 'u1']:
        for right in ['i1', 'i2', 'i8']:
            yield row('pow', (one_axis([1, 2, 3], left), one_axis([1, -1, 2], right)), np.power)


def long_doubles():
    """Java computes with long doubles as with doubles, and gives doubles."""
    few_values = np.array([0.0, 1.5, -0.0, -2.25, np.nan, np.inf, 1024.0, 0.0625, 3.0, -1000.25, 65.0])
    for order in '<>':
        wide = one_axis(few_values, order + 'f16', 'any')
        for operation in ['add', 'sub', 'mul', 'div', 'floorDiv', 'mod', 'maximum', 'lt', 'eq', 'ne']:
            for other in ['f16', 'f8', 'f4', 'i4', 'u8', '?']:
                right = one_axis(few_values if other[0] == 'f' else [1, 0, 3] * 3 + [1, 0], other)
                doubles = [array.over().astype('f8') if array.dtype.itemsize == 16 else array.over() for array in (wide, right)]
                work = lambda *_: BINARY[operation](doubles[0], doubles[1].astype('f8'))
                yield row(operation, (wide, right), work, tolerance_of(operation, 'f8'))


TEXT_ELEMENTS = ['', 'a', 'b', 'ab', 'abc', 'B', '\u00e9', '\u6f22', '\U0001f40d', '\uffff', 'a b', 'zz', 'abcdefgh']


def texts():
    variants = itertools.count()
    for operation in COMPARISONS:
        for left, right in itertools.product(['U1', 'U3', 'U8'], repeat=2):
            variant = next(variants)
            operands = [one_axis(np.array(TEXT_ELEMENTS), '<>'[variant % 3 == 0] + text, KINDS[variant // 2 % 2]) for text in (left, right)]
            column = of_values(random.Random(variant), operands[0].over().reshape(-1, 1), KINDS[variant % 2])
            yield row(operation, (column, operands[1]), COMPARISONS[operation])
        for left, right in itertools.product(['S1', 'S3', 'S8'], repeat=2):
            elements = np.array([b'', b'a', b'b', b'ab', b'abc', b'\xff', b'\x80a', b'a\0b', b'a\0', b'zz', b'abcdefgh'])
            variant = next(variants)
            column = of_values(random.Random(variant), elements.astype(left).reshape(-1, 1), KINDS[variant % 2])
            yield row(operation, (column, one_axis(elements, right, KINDS[variant // 2 % 2])), COMPARISONS[operation])
        for text in ['abc', '', 'a', 'abcdefghi', '\u6f22']:
            yield row(operation, (one_axis(np.array(TEXT_ELEMENTS), '>U3'), 'str:' + text), COMPARISONS[operation])
    for operation in ['add', 'sub', 'mul', 'div', 'mod', 'pow', 'minimum', 'and']:
        for text in ['U3', 'S3', 'V3']:  # NumPy joins texts by +; Java has arithmetic of numbers and times only
            operand = make(random.Random(SEED), np.dtype(text), (3,), 'C')
            yield promised(operation, (operand, operand), '', EXACT, '!UnsupportedOperation')


def incomparable():
    """Numbers, times, text and bytes among each other."""
    some = [one_axis([1, 2], 'i4'), one_axis([1, 2], 'f8'), one_axis(np.array(['1', '2'])), one_axis(np.array([b'1', b'2'])),
            one_axis(np.array([1, 2], 'M8[D]')), one_axis(np.array([1, 2], 'm8[D]')), one_axis(np.array([1, 2], 'm8[Y]'))]
    for a, b in itertools.permutations(some, 2):
        for operation in ['eq', 'ne', 'lt']:
            yield row(operation, (a, b), OPERATORS[operation])


# ---- times

def counts_of(text):
    small = text[-2] in 'YMW' or text == 'm8[7D]'
    some = [0, 1, -1, 7, -7, 19, -25, 30 if small else 86_399, 100 if small else -3_155_760, NAT]
    return np.array(some, 'i8').view(text)


def times():
    variants = itertools.count()

    def case(operation, a, b):
        variant = next(variants)
        kind, order = KINDS[variant % 2], '<>'[variant % 5 == 0]
        left = of_values(random.Random(variant), a.astype(a.dtype.newbyteorder(order)).reshape(-1, 1), kind)
        right = of_values(random.Random(variant), b, KINDS[variant // 3 % 2])
        if any(array.dtype == np.dtype('>m8') for array in (left, right)):
            left = of_values(random.Random(variant), a.reshape(-1, 1), kind)  # NumPy loses the order of those without a unit
        function = OPERATORS[operation] if operation in ('eq', 'ne') else BINARY[operation]  # which compare what is not comparable, too
        return row(operation, (left, right), function, UNSIGNED_ZERO if operation in ('minimum', 'maximum') else EXACT)

    for a, b in itertools.product(DATES, DATES):
        for operation in ['sub', 'minimum', 'maximum', 'eq', 'ne', 'lt', 'ge'] + (['add', 'mul'] if a == b else []):
            yield case(operation, counts_of(a), counts_of(b))
    for a, b in itertools.product(DATES, SPANS):
        for operation in ['add', 'sub']:
            yield case(operation, counts_of(a), counts_of(b))
        yield case('add', counts_of(b), counts_of(a))
    for a, b in itertools.product(SPANS, SPANS):
        for operation in ['add', 'sub', 'div', 'floorDiv', 'mod', 'minimum', 'maximum', 'eq', 'lt', 'gt'] + (['mul', 'pow'] if a == b else []):
            yield case(operation, counts_of(a), counts_of(b))
    for span in ['m8[D]', 'm8[25us]', SPANS[-1]]:
        for number in ['?', 'i1', 'u2', 'i8', 'u8', 'f2', 'f4', 'f8', 'c16']:
            factors = np.array([0, 1, 2, 3, 7], number) if number[0] in '?ui' else np.array([0.5, 1, -2.5, 0.1, 3], number)
            for operation in ['mul', 'div', 'floorDiv', 'mod', 'add']:
                yield case(operation, counts_of(span), factors)
            for operation in ['mul', 'div', 'add', 'sub']:
                yield case(operation, factors, counts_of(span))
    for date in ['M8[D]', 'M8[ns]']:
        for number in ['i1', 'i8', 'u4', 'f8', '?']:
            for operation in ['add', 'sub', 'mul', 'eq']:
                yield case(operation, counts_of(date), np.array([0, 1, 1], number))
    edges = np.array([2 ** 63 - 1, -2 ** 63 + 1, 2 ** 62, -2 ** 62, 1, -1, 0, NAT], 'i8')
    for a, b in [('M8[s]', 'm8[s]'), ('m8[s]', 'm8[s]'), ('M8[D]', 'm8[D]')]:
        for operation in ['add', 'sub']:
            yield case(operation, edges.view(a), edges.view(b))


def unary_times():
    for text in [*DATES, *SPANS]:
        for operation, function in UNARY.items():
            yield row(operation, (one_axis(counts_of(text), kind='any'),), function)


# ---- Java's scalars

TOKENS = ['int:0', 'int:1', 'int:2', 'int:-1', 'int:127', 'int:128', 'int:300', 'int:-129', 'int:65535', 'int:2147483648',
          'int:9223372036854775807', 'int:18446744073709551615', 'int:-9223372036854775808', 'int:100000000000000000000', 'float:0.5',
          'float:-0.0', 'float:nan', 'float:inf', 'float:0.1', 'float:3.0', 'float:1e300', 'bool:True', 'bool:False', 'complex:1.5-2j']


def scalars():
    """Python's numbers have no dtype of their own since NumPy 2 (NEP 50)."""
    rng = random.Random(SEED + 1)
    for operation, function in OPERATORS.items():
        for text in NUMBERS:
            for token in TOKENS if operation in ('add', 'lt', 'eq') else rng.sample(TOKENS, 10):
                kind = token.split(':')[0]
                if unclear_scalar(operation, text, kind):
                    continue
                elements = elements_of(operation, text, False)
                if kind == 'complex' and operation in ('mul', 'div', 'pow') and text not in COMPLEX:
                    elements = few(elements)
                operand = one_axis(elements, rng.choice('<>') + text if text != '?' else text, rng.choice(KINDS))
                texts = (text, 'c16' if kind == 'complex' else 'i8')
                yield row(operation, (operand, token), function, tolerance_of(operation, *texts))
    for operation in ['sub', 'div', 'floorDiv', 'mod', 'add']:
        for text in NUMBERS:
            for token in ['int:1', 'int:200', 'float:0.5', 'bool:True']:
                if text in COMPLEX and operation == 'div':
                    continue
                operand = one_axis(values(text), text)
                yield row(operation, (token, operand), OPERATORS[operation], tolerance_of(operation, text))
    for span in ['m8[D]', 'm8[25us]', 'M8[D]', 'M8[ns]']:
        for operation in ['add', 'sub', 'mul', 'div', 'floorDiv', 'mod', 'minimum', 'eq', 'lt']:
            for token in ['int:2', 'int:0', 'float:0.5', 'int:-3', 'bool:True']:
                yield row(operation, (one_axis(counts_of(span)), token), OPERATORS[operation])


def unclear_scalar(operation, text, kind):
    """What depends on more than the standard: complex numbers' products and powers of infinities and NaNs."""
    return text in COMPLEX and (operation == 'pow' or kind in ('float', 'complex') and operation in ('mul', 'div'))


# ---- one operand

def unary():
    variants = itertools.count()
    for text in [*NUMBERS, 'U3', 'S3', 'V3']:
        for operation, function in UNARY.items():
            for order in '<>':
                variant = next(variants)
                if text in COMPLEX and operation == 'sqrt':
                    elements, tolerance = moderate(text), within(8)
                else:
                    elements, tolerance = values(text), within(4) if text in COMPLEX and operation == 'abs' else EXACT
                kept = whole_numbers(operation, text)
                operand = one_axis(elements, order + text if text != '?' else text, KINDS[variant % 2])
                yield row(operation, (operand,), (lambda a: native(a).copy()) if kept else function, tolerance)
        for decimals in -3, -1, 0, 1, 2, 5:
            if text == '?' and decimals or text in COMPLEX and decimals:
                continue
            elements = values(text) if decimals >= 0 or text not in INTEGERS else np.array([0, 1, 5, 15, 25, 42, 100, 95], text)
            operand = one_axis(elements, kind=KINDS[decimals % 2])  # extremes are rounded to what the dtype does not hold
            yield row('round', (operand,), lambda a: native(np.round(a, decimals)), round_tolerance(text), str(decimals))
    fractions = np.array([0.5, 1.5, 2.5, -0.5, -1.5, 0.125, 0.375, 2.675, 1.005, 123.456, -123.456, 1e10, 0.05, 0.15])
    for text in [*FLOATS, *COMPLEX]:
        for decimals in range(-3, 6):
            yield row('round', (one_axis(fractions, '>' + text),), lambda a: native(np.round(a, decimals)), round_tolerance(text), str(decimals))


def round_tolerance(text):
    """NumPy multiplies complex numbers with a reciprocal where it divides real ones."""
    return within(2) if text in COMPLEX else EXACT


def whole_numbers(operation, text):
    """Integers are their own floors and ceilings, as in NumPy since 2.1; before they became floats."""
    return operation in ('floor', 'ceil') and text[0] in '?iu' and VERSION < (2, 1)


# ---- three operands

def chosen():
    rng = random.Random(SEED + 2)
    masks = [one_axis([True, False, True, False, False], '?'), one_axis([0, 1, 2, 0, -1], 'i4'), one_axis([0.0, 1, np.nan, -0.0, 5], 'f8')]
    kinds = [*NUMBERS, 'M8[D]', 'M8[ns]', 'm8[s]', 'm8[D]', 'U1', 'U8', 'S3', 'S8']
    for left, right in itertools.product(kinds, kinds):
        if left[0] in 'US' and right[0] not in 'US' or right[0] in 'US' and left[0] not in 'US' or left[0] + right[0] in ('SU', 'US'):
            continue  # NumPy makes text of numbers here; Java's dtypes have none in common
        a, b = shaped(values_of(left), (3, 5), rng), shaped(values_of(right), (5,), rng, order=rng.choice('=>'))
        yield row('where', (rng.choice(masks), a, b), np.where)
    for text in NUMBERS:
        elements = values(text)
        for low, high in [('int:1', 'int:5'), ('int:5', 'int:1'), ('float:0.5', 'float:2.5'), ('int:1', 'null'), ('null', 'int:3')]:
            if VERSION < (2, 0):
                continue
            operand = one_axis(elements, kind=rng.choice(KINDS))
            yield row('clip', (operand, low, high), np.clip, UNSIGNED_ZERO)
        for other in rng.sample(NUMBERS, 5):
            bounds = shaped(values(other)[:6], (2, 1), rng), shaped(values(text), (1,), rng)
            if {text, other} & set(COMPLEX):
                bounds = shaped(moderate('c8')[:3], (3, 1), rng), shaped(moderate(text)[-1:], (1,), rng)
            yield row('clip', (one_axis(elements), *bounds), np.clip, UNSIGNED_ZERO)
    for text in ['M8[D]', 'm8[s]']:
        a = shaped(counts_of(text), (4, 5), rng)
        yield row('clip', (a, shaped(counts_of(text)[:1], (), rng), shaped(counts_of(text)[3:4], (), rng)), np.clip)
    if VERSION >= (2, 0):
        for text, (x, y) in itertools.product(NUMBERS, [('int:0', '@'), ('@', 'float:0.5'), ('@', 'int:300'), ('int:1', 'int:2')]):
            operands = [masks[0], *(shaped(values(text), (5,), rng) if part == '@' else part for part in (x, y))]
            if y == 'int:300' and text in ('i1', 'u1'):
                yield promised('where', operands, '', EXACT, '!IllegalArgument')  # NumPy wraps it around
            else:
                yield row('where', operands, np.where)


def values_of(text):
    if text[0] in 'Mm':
        return counts_of(text)
    return np.array(TEXT_ELEMENTS[:6]).astype(text) if text[0] in 'US' else values(text)


# ---- layouts, shapes, outputs

SHAPES = [((3, 4), (4,)), ((2, 3, 4), (3, 1)), ((5,), ()), ((), ()), ((1, 4), (3, 1)), ((0, 3), (3,)), ((2, 0), (1, 1)), ((3, 4), (3, 4)),
          ((2, 2, 2, 2), (2, 1, 2)), ((7,), (7,)), ((3,), (4,)), ((2, 3), (3, 2)), ((4, 3), (4, 3)), ((600,), (600,)), ((3, 700), (700,)),
          ((40, 30), (40, 1)), ((1,), (5,))]


def layouts():
    rng = random.Random(SEED + 3)
    for _ in range(700):
        operation = rng.choice(['add', 'sub', 'mul', 'div', 'maximum', 'lt', 'eq', 'floorDiv', 'mod'])
        left, right = rng.choice(NUMBERS[1:-2]), rng.choice(NUMBERS[1:-2])
        a, b = rng.choice(SHAPES)
        if rng.random() < 0.3:
            a, b = b, a
        operands = [shaped(values(text), shape, rng, order=rng.choice('=><')) for text, shape in ((left, a), (right, b))]
        yield row(operation, operands, BINARY[operation], tolerance_of(operation, left, right))


def outputs():
    """Computing into an array; integers wrap around by NumPy's `same_kind`."""
    rng = random.Random(SEED + 4)
    for _ in range(500):
        operation = rng.choice(['add', 'sub', 'mul', 'div', 'lt', 'minimum'])
        left, right, to = rng.choice(NUMBERS[:-2]), rng.choice(NUMBERS[:-2]), rng.choice(NUMBERS)
        a, b = rng.choice(SHAPES)
        operands = [shaped(few_of(text), shape, rng, order=rng.choice('=>')) for text, shape in ((left, a), (right, b))]
        try:
            shape = np.broadcast_shapes(a, b)
        except ValueError:
            shape = a
        if rng.random() < 0.1:
            shape = rng.choice([(2, *shape), (*shape, 2), shape[1:]])
        out = shaped(np.zeros(1, to), shape, rng, rng.choice(['C', 'F', 'any']), rng.choice('=>'))
        if 0 in out.strides:
            continue
        yield into(operation, operands, out)


def few_of(text):
    found = values(text)
    return found[np.isfinite(found)] if found.dtype.kind == 'f' else found


def into(operation, operands, out):
    """A case whose result is what is in the output afterwards; NumPy lets the output be larger than the operands, as Java does."""
    def work(a, b, c):
        try:
            return BINARY[operation](a, b, out=c, casting='same_kind')
        except TypeError as error:
            try:
                BINARY[operation](a, b)
            except TypeError:
                raise error
            raise ValueError(str(error))  # the operation is there, but not for this output
    return row('into.' + operation, (*operands, out), work, UNSIGNED_ZERO if operation == 'minimum' else EXACT)


def write_binary():
    yield from number_pairs()
    yield from refused_powers()
    yield from long_doubles()
    yield from texts()
    yield from incomparable()


def write_times():
    yield from times()
    yield from unary_times()


def write_scalar():
    if VERSION >= (2, 0):
        yield from scalars()


def write_unary():
    yield from unary()


def write_choice():
    yield from chosen()


def write_layout():
    yield from layouts()
    yield from outputs()
