"""Writes the matrix that MatrixTest, HeaderCasesTest and DTypeNotationsTest read, with NumPy's own numpy.lib.format.

usage: python3 generate.py DIRECTORY

    arrays.npz    thousands of small arrays, as NumPy saves them
    arrays.tsv    what is in each: one line an array, with the value of every element
    headers.npz   headers that nobody writes but that somebody may meet, in versions 1.0, 2.0 and 3.0
    headers.tsv   what NumPy says of each: its dtype, shape, order and values, or that it refuses it
    dtypes.tsv    notations of dtypes, and the descr that NumPy makes of each

The same version of NumPy gives the same bytes; the first line of each .tsv names it. Both archives are stored, not
compressed, and open with numpy.load. Columns are separated by tabs, the values in a column by spaces:

    integers in decimal, bools as True and False
    floats as the shortest decimal that gives the same double; complex numbers as two of them with a comma between
    bytes and text percent-encoded (text as UTF-8), after an apostrophe
    opaque bytes in hexadecimal, after an x
    datetimes as their count, an equals sign and NumPy's text, if it has one; timedeltas as their count

A structured element is the values of its fields, one after the other, in the order in which the dtype lists them.
"""
import functools
import io
import struct
import sys
import urllib.parse
import warnings
import zipfile

import numpy as np

FORMAT = np.lib.format

# ---- dtypes

UNITS = ['Y', 'M', 'W', 'D', 'h', 'm', 's', 'ms', 'us', 'ns', 'ps', 'fs', 'as']
ONE_BYTE = ['?', 'i1', 'u1', 'S0', 'S1', 'S5', 'V0', 'V1', 'V5']
WIDER = ['i2', 'i4', 'i8', 'u2', 'u4', 'u8', 'f2', 'f4', 'f8', 'f16', 'c8', 'c16', 'U0', 'U1', 'U3', 'M8', 'm8', 'M8[ns]',
         'm8[25us]']
LEAVES = ['?', 'i1', '<i2', '>i4', '<i8', 'u1', '>u2', '<u4', '>u8', '<f2', '>f4', '<f8', '>f16', '<c8', '>c16', 'S3', '<U2',
          '>U2', 'V3', '<M8[D]', '>m8[s]']


def nested(depth):
    return 'i2' if depth == 0 else [('level%d' % depth, nested(depth - 1)), ('tail', 'i1')]


def offsets(names, formats, positions, **more):
    return np.dtype({'names': names, 'formats': formats, 'offsets': positions, **more})


APART = offsets(['a', 'b'], ['i1', 'i1'], [0, 4], itemsize=8)

STRUCTS = {
    'packed': [('x', 'i4'), ('y', 'f8')],
    'comma': 'i4,(2,3)f8,S3',
    'one': [('only', 'i2')],
    'leaves': [('f%d' % i, leaf) for i, leaf in enumerate(LEAVES)],
    'nested': [('id', 'i4', (2,)), ('inner', [('z', 'c16'), ('deep', [('s', 'S2'), ('m', 'f8', (2, 2))]), ('flag', '?')]),
               ('text', 'U3'), ('at', 'M8[ms]')],
    'nested-deep': nested(20),
    'aligned': np.dtype('i1,i4,i1', align=True),
    'apart': offsets(['a', 'b'], ['i4', 'i4'], [1, 6]),
    'padded-behind': offsets(['a'], ['i2'], [0], itemsize=9),
    'padded-inside': [('c', 'i4'), ('d', offsets(['a', 'b'], ['i4', 'i4'], [1, 6]))],
    'nameless': offsets(['a', '', 'b'], ['i4'] * 3, [0, 4, 8]),
    'titles': offsets(['a', 'b'], ['i4', 'f4'], [1, 6], titles=['first title', 'second \u00e9']),
    'empty': [],
    'empty-wide': offsets([], [], [], itemsize=8),
    'empty-inside': [('a', 'i2'), ('nothing', []), ('b', 'i2')],
    'zero-wide': [('s', 'S0'), ('a', 'i1'), ('u', 'U0'), ('v', 'V0'), ('none', 'f8', (0,))],
    'sub-array': [('v', 'f4', (3,)), ('m', 'i2', (2, 3)), ('one', 'u1', (1,)), ('t', 'S2', (2, 1, 2))],
    'sub-array-of-struct': [('p', [('x', 'i1'), ('y', 'f4')], (2, 2)), ('q', 'i1')],
    'sub-array-of-apart': [('x', APART, (2,))],
    'sub-array-nested': [('x', ('f8', (5,)), (2,)), ('y', (('i1', (2,)), (1, 3)))],
    'sub-array-nested-apart': [('x', np.dtype((APART, (3,))), (4,))],
    'latin': [('caf\u00e9', 'i4'), ('\u00fc', 'f4')],
    'unicode': [('\u6574\u5f62', 'i4'), ('\U0001f40d', 'f4')],
    'quotes': [("it's", 'i1'), ('say "so"', 'i1'), ("it's \"so\"", 'i1'), ('back\\slash', 'i1')],
    'blanks': [(' ', 'i1'), ('a b', 'i1'), ('tab\there', 'i1'), ('line\nend', 'i1')],
    'columns': [('column %02d' % i, 'f4') for i in range(40)],
    'metadata': [('a', np.dtype('f8', metadata={'some': 'stuff'})), ('b', 'i2')],
}


def dtypes():
    """Labels and dtypes: those that have every shape and order, then those that have a few."""
    for text in ONE_BYTE:
        yield text.replace('?', 'b1'), np.dtype(text), True
    for text in WIDER:
        for mark, order in ('<', 'le'), ('>', 'be'):
            yield slug(text) + '-' + order, np.dtype(mark + text), True
    for kind in 'Mm':
        for unit in UNITS:
            for multiple in '', '25':
                for mark, order in ('<', 'le'), ('>', 'be'):
                    text = f'{kind}8[{multiple}{unit}]'
                    if text not in WIDER:
                        yield slug(text) + '-' + order, np.dtype(mark + text), False
    for label, description in STRUCTS.items():
        dtype = np.dtype(description)
        yield 'struct/' + label + '-le', dtype, label in ('packed', 'nested', 'aligned')
        swapped = dtype.newbyteorder('S' if label == 'leaves' else '>')
        if swapped != dtype:
            yield 'struct/' + label + '-be', swapped, False


def slug(text):
    return text.replace('[', '-').replace(']', '')


# ---- values

def numbers(dtype):
    info = np.iinfo(dtype)
    return [0, 1, info.max, info.min, 7, 100, info.max - 1, info.min + 1, 42, 2, 3]


def reals(dtype):
    info = np.finfo(dtype.newbyteorder('='))
    return [0.0, 1.5, -0.0, -2.25, np.nan, np.inf, -np.inf, info.max, info.smallest_subnormal, 0.1, -info.tiny]


def dates(dtype):
    unit = np.datetime_data(dtype)[0]
    far = 10 ** 18 if unit in ('fs', 'as', 'ps', 'ns') else 40_000
    return [0, 1, -1, np.iinfo('i8').min, 19, -719, far, 365, 12, -40_000, 1000]


@functools.cache
def pool(dtype):
    """The bytes of eleven elements; what is no value, as padding, is 0xEE."""
    if dtype.names is not None:
        return [row(dtype, i) for i in range(11)]
    if dtype.kind in 'Mm':
        values, dtype = dates(dtype), np.dtype(dtype.byteorder + 'i8')
    elif dtype.kind == 'b':
        values = [True, False, True, True, False, False, False, True, True, False, True]
    elif dtype.kind in 'iu':
        values = numbers(dtype)
    elif dtype.kind == 'f':
        values = reals(dtype)
    elif dtype.kind == 'c':
        part = reals(np.dtype('f%d' % (dtype.itemsize // 2)))
        values = [complex(a, b) for a, b in zip(part, part[3:] + part[:3])]
    elif dtype.kind == 'S':
        texts = [b'', b'a', b'\xff\x80', b'abcdefg', b' b ', b'\x00z', b"'\"", b'\\\n', b'%', b'c\x00d', b'e']
        return [text[:dtype.itemsize].ljust(dtype.itemsize, b'\0') for text in texts]
    elif dtype.kind == 'U':
        codec = 'utf-32-be' if dtype.byteorder == '>' else 'utf-32-le'
        texts = ['', 'a', '\u00e9', '\u6f22\u5b57', '\U0001f40d', 'xyz', ' b ', "'\"", '%', 'c\x00d', '\\\n']
        return [text[:dtype.itemsize // 4].encode(codec).ljust(dtype.itemsize, b'\0') for text in texts]
    else:
        return [bytes((37 * (i + k) + 1) % 256 for k in range(dtype.itemsize)) for i in range(11)]
    items = [np.array(value, dtype).tobytes() for value in values]
    if dtype.kind == 'f' and dtype.itemsize == 16:  # a long double has six bytes that mean nothing, and may be anything
        items = [item[:10] + bytes(6) if dtype.isnative else bytes(6) + item[6:] for item in items]
    return items


def row(dtype, i):
    out = bytearray(b'\xee' * dtype.itemsize)
    for name in dtype.names:
        part, at = dtype.fields[name][:2]
        base = part
        while base.subdtype:
            base = base.base
        if base.itemsize:
            items = pool(base)
            out[at:at + part.itemsize] = b''.join(items[(i + k) % 11] for k in range(part.itemsize // base.itemsize))
    return bytes(out)


def filled(dtype, shape, order='C'):
    if dtype.itemsize == 0:  # NumPy gives 'S0' and its like a width, unless they are a field's
        return np.zeros(shape, [('f', dtype)], order)['f']
    items = pool(dtype)
    raw = b''.join(items[i % 11] for i in range(int(np.prod(shape, dtype=object))))
    return np.ndarray(shape, dtype, raw, order=order)


# ---- what NumPy says

def element(e):
    """The values of a 0-d array."""
    dtype = e.dtype
    if dtype.names is not None:
        for name in dtype.names:
            yield from values(e.getfield(*dtype.fields[name][:2]))
    elif dtype.kind in 'biu':
        yield str(e.item())
    elif dtype.kind == 'f':
        yield repr(float(e))
    elif dtype.kind == 'c':
        yield repr(float(e.real)) + ',' + repr(float(e.imag))
    elif dtype.kind == 'S':
        yield "'" + urllib.parse.quote(bytes(e[()]), safe='')
    elif dtype.kind == 'U':
        yield "'" + urllib.parse.quote(str(e[()]), safe='')
    elif dtype.kind == 'V':
        yield 'x' + e.tobytes().hex()
    elif dtype.kind == 'M':
        printed = str(e[()]) if np.isnat(e) or has_text(dtype, int(count(e))) else ''
        yield count(e) + '=' + urllib.parse.quote(printed, safe=':')
    else:
        yield count(e)


def has_text(dtype, number):
    """NumPy has none without a unit, and a wrong one where it overflows."""
    unit, multiple = np.datetime_data(dtype)
    return unit != 'generic' and abs(number * multiple) < 2 ** 60


def count(e):
    return str(e.view(e.dtype.byteorder + 'i8').item())


def values(array):
    for index in np.ndindex(array.shape) if array.size else ():
        yield from element(array[index + (...,)])


def flat(descr):
    """The descr with a sub-array of sub-arrays as one sub-array, as Java keeps it."""
    if isinstance(descr, list):
        return [flat_field(*field) for field in descr]
    return descr


def flat_field(name, descr, shape=()):
    while isinstance(descr, tuple):
        shape = tuple(shape) + tuple(descr[1])
        descr = descr[0]
    return (name, flat(descr)) + ((shape,) if shape else ())


def text(descr):
    return descr if isinstance(descr, str) else repr(descr)


def saved(array, version=None):
    out = io.BytesIO()
    FORMAT.write_array(out, array, version)
    return out.getvalue()


def header(data):
    f = io.BytesIO(data)
    version = FORMAT.read_magic(f)
    read = getattr(np.lib, '_format_impl', FORMAT)._read_array_header
    shape, fortran_order, dtype = read(f, version, 10 ** 6)
    return version[0], fortran_order, shape, dtype


def columns(data):
    """Version, item size, descr, shape, order and values of a file."""
    version, fortran_order, shape, dtype = header(data)
    loaded = np.load(io.BytesIO(data), max_header_size=10 ** 6)
    return [str(version), str(dtype.itemsize), text(flat(FORMAT.dtype_to_descr(dtype))), ','.join(map(str, shape)),
            'F' if fortran_order else 'C', ' '.join(values(loaded))]


# ---- the matrix

SHAPES = [(), (0,), (1,), (5,), (2, 3), (0, 3), (3, 0), (1, 4), (2, 3, 2), (2, 0, 3), (2, 1, 3, 2), (0, 1, 2, 3)]
FEW = [(), (0,), (5,)]


def arrays():
    """Names, arrays and versions."""
    for label, dtype, every in dtypes():
        for shape in SHAPES if every else FEW:
            name = 'x'.join(map(str, shape)) or '0d'
            yield f'{label}/{name}', filled(dtype, shape), None
            if len(shape) > 1:
                yield f'{label}/{name}-fortran', filled(dtype, shape, 'F'), None
        shape = (2, 3) if every else (5,)
        for version in (1, 0), (2, 0), (3, 0):
            yield f'{label}/version-{version[0]}', filled(dtype, shape), version
    for ndim in range(5, 65):
        shape = (2,) + (1,) * (ndim - 2) + (3,)
        yield f'ndim/{ndim:02}', filled(np.dtype('<i2'), shape), None
        yield f'ndim/{ndim:02}-fortran', filled(np.dtype('<i2'), shape, 'F'), None
    for label, shape in ('huge', (2 ** 40, 0)), ('growing', (10 ** 20, 0)[1:] + (10 ** 18,)):
        yield f'empty/{label}', np.ndarray(shape, '<i2', b''), None


def write_arrays(directory):
    rows = []
    members = []
    by_bytes = {}
    for name, array, version in arrays():
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            try:
                data = saved(array, version)
            except ValueError:
                assert version is not None  # the version cannot hold the header
                continue
            flattened = flat_dtype(array.dtype)
            canonical = saved(array if flattened == array.dtype else np.ndarray(array.shape, flattened, array.base))
        by_bytes.setdefault(data, name)
        assert same(np.load(io.BytesIO(data), max_header_size=10 ** 6), array), name
        members.append((name, data))
        rows.append((name, columns(data), canonical))
    for name, _, canonical in rows:
        if canonical not in by_bytes:
            by_bytes[canonical] = name + '-flat'
            members.append((name + '-flat', canonical))
            rows.append((name + '-flat', columns(canonical), canonical))
    store(f'{directory}/arrays.npz', members)
    table(f'{directory}/arrays.tsv', 'name version itemsize descr shape order values canonical'.split(),
          [[name, *fields, by_bytes[canonical]] for name, fields, canonical in rows])


def flat_dtype(dtype):
    if dtype.names is None:
        return dtype
    return FORMAT.descr_to_dtype(flat(FORMAT.dtype_to_descr(dtype)))


def same(a, b):
    return a.dtype == b.dtype and a.shape == b.shape and list(values(a)) == list(values(b))


# ---- headers

PLAIN = "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }"


def with_shape(shape):
    return "{'descr': '<i4', 'fortran_order': False, 'shape': " + shape + ", }\n"


def with_order(order):
    return "{'descr': '<i4', 'fortran_order': " + order + ", 'shape': (2, 3), }\n"


def with_descr(descr, shape='(2,)'):
    return "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + ", }\n"


# What NumPy reads and Java refuses, and why.
STRICTER = {
    'shape-negative': 'a negative dimension',
    'shape-negative-hex': 'a negative dimension',
    'shape-bool': 'a boolean dimension',
    'key-twice-float': 'no header holds a float',
    'nested-70': 'nested more than 64 deep',
    'descr-dict': 'a dict describes no dtype',
    'descr-tuple-empty': 'a sub-array stands only in a field',
    'descr-datetime-zero': 'a step of nothing',
    'descr-field-dict-dtype': 'a dict describes no dtype',
    'descr-field-title-int': 'a title is text',
}

# What Java tells from a malformed file: a dtype that it cannot keep.
UNSUPPORTED = {
    'descr-object': 'pickled objects are never read',
    'descr-object-name': 'pickled objects are never read',
    'descr-object-field': 'pickled objects are never read',
    'descr-object-nested': 'pickled objects are never read',
    'descr-string-dtype': 'StringDType has no fixed width',
    'descr-c32': 'complex long double',
    'descr-sub-array-comma': 'a sub-array stands only in a field',
}


def header_texts():
    """Labels and the texts of headers."""
    yield from spellings()
    yield from shapes()
    yield from entries()
    yield from descriptions()


def spellings():
    yield 'plain', PLAIN + '\n'
    yield 'no-newline', PLAIN
    yield 'padded', PLAIN + '   \n'
    yield 'two-newlines', PLAIN + '\n\n'
    yield 'ends-in-blanks', PLAIN + '\n   '
    yield 'one-byte-further', PLAIN + ' \n'
    yield 'comment', PLAIN + ' # a comment\n'
    yield 'comment-inside', PLAIN.replace("'shape'", "# 'shape': (1,)\n'shape'")
    yield 'comment-ends-at-return', PLAIN.replace("'shape'", "# ignored\r'shape'")
    yield 'comment-first', '# a comment\n' + PLAIN
    yield 'comment-unicode', PLAIN + ' # \u00e9\n'
    yield 'blanks-first', ' \t' + PLAIN
    yield 'newline-first', '\n' + PLAIN
    yield 'newline-blank-first', '\n ' + PLAIN
    yield 'form-feed-first', '\f' + PLAIN
    yield 'white-space', "{\n'descr':\t'<i4',\n 'fortran_order':False,'shape':(2,3)}"
    yield 'returns', PLAIN.replace(' ', '\r\n') + '\r\n'
    yield 'return-alone', PLAIN.replace(' ', '\r')
    yield 'form-feeds', PLAIN.replace(' ', ' \f')
    yield 'vertical-tab', PLAIN.replace(' ', '\v')
    yield 'no-break-space', PLAIN.replace(' ', '\u00a0')
    yield 'continued-line', PLAIN.replace(' ', ' \\\n ')
    yield 'continued-line-return', PLAIN.replace(' ', ' \\\r\n')
    yield 'backslash-blank', PLAIN.replace(' ', ' \\ ')
    yield 'double-quotes', PLAIN.replace("'", '"')
    yield 'triple-quotes', PLAIN.replace("'", "'''")
    yield 'triple-double-quotes', PLAIN.replace("'", '"""')
    yield 'quotes-mixed', PLAIN.replace("'descr'", '"descr"')
    yield 'quotes-unmatched', PLAIN.replace("'descr'", '\'descr"')
    yield 'u-strings', PLAIN.replace("'d", "u'd").replace("'f", "U'f").replace("'<", "u'<")
    yield 'raw-strings', PLAIN.replace("'d", "r'd").replace("'f", "R'f")
    yield 'ur-strings', PLAIN.replace("'d", "ur'd")
    yield 'f-strings', PLAIN.replace("'d", "f'd")
    yield 'escape-hex', PLAIN.replace('descr', 'de\\x73cr')
    yield 'escape-octal', PLAIN.replace('descr', 'de\\163cr')
    yield 'escape-octal-short', PLAIN.replace('<i4', '\\74i4')
    yield 'escape-u', PLAIN.replace('descr', 'de\\u0073cr')
    yield 'escape-U', PLAIN.replace('descr', 'de\\U00000073cr')
    yield 'escape-name', PLAIN.replace('descr', 'de\\N{LATIN SMALL LETTER S}cr')
    yield 'escape-name-unknown', PLAIN.replace('descr', 'de\\N{NO SUCH LETTER}cr')
    yield 'escape-name-open', PLAIN.replace('descr', 'de\\N{LATIN')
    yield 'escape-hex-short', PLAIN.replace('descr', 'de\\x7')
    yield 'escape-outside-unicode', PLAIN.replace('descr', '\\U00110000')
    yield 'escape-newline', PLAIN.replace('descr', 'de\\\nscr')
    yield 'escape-unknown', PLAIN.replace('descr', 'de\\scr')
    yield 'raw-escape', PLAIN.replace("'descr'", "r'de\\x73cr'")
    yield 'newline-in-string', PLAIN.replace('descr', 'de\nscr')
    yield 'return-in-string', PLAIN.replace('descr', 'de\rscr')
    yield 'adjacent-strings', PLAIN.replace("'<i4'", "'<' 'i4'")
    yield 'adjacent-strings-lines', PLAIN.replace("'<i4'", "'<' # less\n \"i\" u'4'")
    yield 'adjacent-bytes', PLAIN.replace("'<i4'", "'<' b'i4'")
    yield 'key-order', "{'shape': (2, 3), 'fortran_order': True, 'descr': '<i4'}"
    yield 'no-trailing-comma', PLAIN.replace(', }', '}')
    yield 'two-trailing-commas', PLAIN.replace(', }', ',, }')
    yield 'parentheses-around', '(' + PLAIN + ')'
    yield 'parentheses-inside', "{('descr'): ('<i4'), 'fortran_order': (False), 'shape': ((2), (3))}"
    yield 'tuple-around', '(' + PLAIN + ',)'
    yield 'nested-60', '(' * 60 + PLAIN + ')' * 60
    yield 'nested-70', '(' * 70 + PLAIN + ')' * 70
    yield 'nested-300', '(' * 300 + PLAIN + ')' * 300
    yield 'unclosed', '(' * 300
    yield 'dict-call', "dict(descr='<i4', fortran_order=False, shape=(2, 3))"
    yield 'list', "['descr', 'fortran_order', 'shape']"
    yield 'set', "{'descr', 'fortran_order', 'shape'}"
    yield 'two-dicts', PLAIN + PLAIN
    yield 'comma-behind', PLAIN + ','
    yield 'nul-behind', PLAIN + '\0'
    yield 'semicolon-behind', PLAIN + ';'
    yield 'empty', ''
    yield 'newline-only', '\n'
    yield 'open', '{'
    yield 'cut-string', "{'descr': '<i4"
    yield 'unpacking', '{**' + PLAIN + '}'
    yield 'comprehension', "{k: 1 for k in ('descr', 'fortran_order', 'shape')}"
    yield 'length-10000', PLAIN + ' ' * (9999 - len(PLAIN)) + '\n'
    yield 'length-10001', PLAIN + ' ' * (10000 - len(PLAIN)) + '\n'


def shapes():
    for label, shape in [
            ('0d', '()'), ('1d', '(4,)'), ('bare', '(4)'), ('int', '4'), ('list', '[2, 3]'), ('str', "'(2, 3)'"),
            ('none', 'None'), ('no-parentheses', '2, 3'), ('trailing-comma', '(2, 3,)'), ('comma-only', '(,)'),
            ('two-commas', '(2,, 3)'), ('hex', '(0x2, 0X3)'), ('octal', '(0o2, 0O3)'), ('binary', '(0b10, 0B11)'),
            ('underscore', '(0x_2, 0_3)'), ('underscores', '(1_0,)'), ('underscore-twice', '(1__0,)'),
            ('underscore-last', '(1_,)'), ('leading-zero', '(02, 3)'), ('zeros', '(00, 3)'), ('python-2-octal', '(02L,)'),
            ('plus', '(+2, 3)'), ('plus-plus', '(++2, 3)'), ('minus-minus', '(--2, 3)'), ('tilde', '(~-3, 3)'),
            ('negative', '(-1,)'), ('negative-hex', '(-0x1,)'), ('minus-zero', '(-0, 3)'), ('bool', '(True, 3)'),
            ('long', '(2L, 3L)'), ('long-blank', '(2 L, 3)'), ('long-lower', '(2l, 3)'), ('long-hex', '(0x2L, 3)'),
            ('long-twice', '(2LL, 3)'), ('long-first', '(L2, 3)'), ('float', '(2.0, 3)'), ('float-exponent', '(2e0, 3)'),
            ('complex', '(2j, 3)'), ('of-str', "('2', 3)"), ('of-none', '(2, None)'), ('nested', '((2,), 3)'),
            ('sum', '(1+1, 3)'), ('product', '(2*1, 3)'), ('power', '(2**1, 3)'), ('call', '(int(2), 3)'),
            ('ellipsis', '(..., 3)'), ('fullwidth-digit', '(\uff12, 3)'),
            ('too-many-bytes', '(1000000, 1000000)'), ('overflow', '(4611686018427387904, 4)'),
            ('overflow-empty', '(0, 9223372036854775807, 9223372036854775807)'), ('2-to-63', '(9223372036854775808,)'),
            ('20-digits', '(99999999999999999999,)'), ('5000-digits', '(' + '9' * 5000 + ',)'),
            ('empty-huge', '(0, 4000000000)'), ('64-dimensions', '(' + '1, ' * 64 + ')'),
            ('65-dimensions', '(' + '1, ' * 65 + ')'), ('65-dimensions-empty', '(0, ' + '1, ' * 64 + ')')]:
        yield 'shape-' + label, with_shape(shape)


def entries():
    for label, order in [('true', 'True'), ('zero', '0'), ('one', '1'), ('none', 'None'), ('lower-case', 'false'),
                         ('str', "'False'"), ('not', 'not True'), ('comparison', '1 < 0')]:
        yield 'order-' + label, with_order(order)
    yield 'key-missing-order', "{'descr': '<i4', 'shape': (2, 3)}"
    yield 'key-missing-shape', "{'descr': '<i4', 'fortran_order': False}"
    yield 'key-missing-descr', "{'fortran_order': False, 'shape': (2, 3)}"
    yield 'key-none', '{}'
    yield 'key-extra', PLAIN.replace('}', "'x': 1}")
    yield 'key-extra-int', PLAIN.replace('}', '1: 1}')
    yield 'key-bytes', PLAIN.replace("'descr'", "b'descr'")
    yield 'key-case', PLAIN.replace('descr', 'Descr')
    yield 'key-list', PLAIN.replace("'descr'", "['descr']")
    yield 'key-tuple', PLAIN.replace('}', '(1, 2): 3}')
    yield 'key-twice', "{'descr': '<i4', 'descr': '<i2', 'fortran_order': False, 'shape': (2, 3)}"
    yield 'key-twice-float', "{'descr': 1.5, 'descr': '<i2', 'fortran_order': False, 'shape': (2, 3)}"
    yield 'no-colon', PLAIN.replace("'descr':", "'descr'")
    yield 'no-value', PLAIN.replace("'<i4'", '')


def descriptions():
    for label, descr in [
            ('none', 'None'), ('int', '4'), ('bytes', "b'<i4'"), ('nonsense', "'nonsense'"), ('blank', "''"), ('dict', '{}'),
            ('blank-before', "' <i4'"), ('blank-behind', "'<i4 '"), ('list-in-str', "'[]'"),
            ('fields-in-str', '"[(\'a\', \'<i4\')]"'), ('name', "'float32'"), ('letter', "'d'"), ('native', "'=i4'"),
            ('no-order', "'|i4'"), ('comma', "'<i4,<f8'"), ('comma-blank', "'<i4, <f8'"), ('comma-last', "'<i4,'"),
            ('comma-only', "','"), ('comma-repeat', "'2i4,(2,3)f4'"), ('sub-array-comma', "'2i4'"), ('size-3', "'<i3'"),
            ('object', "'|O'"), ('object-name', "'object'"), ('object-field', "[('a', '|O')]"),
            ('object-nested', "[('a', [('b', '|O')], (2,))]"), ('string-dtype', "'T'"), ('c32', "'<c32'"),
            ('huge-text', "'<U600000000'"), ('too-huge-text', "'<S99999999999'"),
            ('datetime', "'<M8[ns]'"), ('datetime-generic', "'<M8'"), ('datetime-spelled-generic', "'<M8[generic]'"),
            ('datetime-multiple', "'>m8[25us]'"), ('datetime-divided', "'<m8[s/2]'"),
            ('datetime-multiple-divided', "'<M8[10s/5]'"), ('datetime-indivisible', "'<M8[s/7]'"),
            ('datetime-zero', "'<M8[0s]'"), ('datetime-no-unit', "'<M8[]'"), ('datetime-bad-unit', "'<M8[H]'"),
            ('datetime-micro-sign', "'<M8[\u03bcs]'"),
            ('datetime-open', "'<M8[s'"), ('datetime-behind', "'<M8[s]x'"),
            ('tuple', "('<i4', (2,))"), ('tuple-of-one', "('<i4',)")]:
        yield 'descr-' + label, with_descr(descr)
    yield 'descr-tuple-empty', with_descr("('<i4', (2,))", '(0,)')
    for label, fields in [
            ('none', ''), ('one', "('a', '<i4')"), ('two', "('a', '<i4'), ('b', '<f8')"), ('list', "['a', '<i4']"),
            ('str', "'a'"), ('sub-array', "('a', '<i4'), ('b', '<f8', (2,))"), ('shape-int', "('a', '<i4', 2)"),
            ('shape-1', "('a', '<i4', 1)"), ('shape-list', "('a', '<i4', [2])"), ('shape-0d', "('a', '<i4', ())"),
            ('shape-empty', "('a', '<i4', (0,)), ('b', '<i4')"), ('shape-str', "('a', '<i4', '2')"),
            ('shape-none', "('a', '<i4', None)"), ('shape-bool', "('a', '<i4', True)"),
            ('shape-of-bool', "('a', '<i4', (True,))"), ('shape-negative', "('a', '<i4', (-1,))"),
            ('shape-large', "('a', 'S0', (2147483648,))"), ('shape-overflow', "('a', '<i4', (65536, 65536))"),
            ('shape-long', "('a', '<i4', (2L,))"), ('shape-64-dimensions', "('a', '<i2', (" + '1, ' * 64 + '))'),
            ('shape-65-dimensions', "('a', '<i2', (" + '1, ' * 65 + '))'),
            ('tuple-dtype', "('a', ('<i4', (2,)))"), ('tuple-dtype-int', "('a', ('<i4', 2), 2)"),
            ('tuple-dtype-deep', "('a', (('<i2', (2,)), (1, 2)), (2,))"), ('tuple-dtype-short', "('a', ('<i4',))"),
            ('tuple-dtype-long', "('a', ('<i4', 2, 3))"),
            ('nested', "('a', [('b', '<i2'), ('c', [('d', 'S1')])])"), ('nested-empty', "('a', []), ('b', '<i2')"),
            ('comma', "('a', '<i2,<i4')"), ('list-in-str', "('a', '[]')"), ('blank-dtype', "('a', ' <i4')"),
            ('bytes-dtype', "('a', b'<i4')"), ('none-dtype', "('a', None)"), ('dict-dtype', "('a', {})"),
            ('int-dtype', "('a', 4)"), ('too-short', "('a',)"), ('too-long', "('a', '<i4', (2,), 1)"), ('empty', '()'),
            ('padding', "('a', '<i2'), ('', '|V3'), ('b', '<i2')"), ('padding-only', "('', '|V3'),"),
            ('padding-none', "('', '|V0'), ('b', '<i2')"), ('padding-sub-array', "('', '|V3', (2,)), ('b', '<i2')"),
            ('padding-numbers', "('', '<i4', (2,)), ('b', '<i2')"), ('padding-titled', "(('t', ''), '|V3'), ('b', '<i2')"),
            ('nameless', "('', '<i2'), ('b', '<i2')"), ('nameless-nested', "('', [('a', '<i2')]), ('b', '<i2')"),
            ('nameless-twice', "('', '<i2'), ('', '<i4')"), ('opaque-named', "('a', '|V3'), ('b', '|V0')"),
            ('title', "(('a title', 'name'), '<i4')"), ('title-empty', "(('', 'name'), '<i4')"),
            ('title-int', "((5, 'name'), '<i4')"), ('title-none', "((None, 'name'), '<i4')"),
            ('title-same', "(('a', 'a'), '<i4')"), ('title-taken', "(('t', 'a'), '<i2'), ('t', '<i2')"),
            ('title-twice', "(('t', 'a'), '<i2'), (('t', 'b'), '<i2')"), ('title-list', "(['t', 'a'], '<i4')"),
            ('title-three', "(('t', 'a', 'b'), '<i4')"), ('twice', "('a', '<i4'), ('a', '<f8')"),
            ('name-int', "(1, '<i4')"), ('name-none', "(None, '<i4')"), ('name-bytes', "(b'a', '<i4')"),
            ('name-latin', "('\u00e9', '<i4')"), ('name-unicode', "('\u6f22', '<i4')"),
            ('name-astral', "('\U0001f40d', '<i4')"), ('name-escaped', "('\\u6f22\\t\\'', '<i4')"),
            ('name-nul', "('a\\0b', '<i4')"), ('name-quote', "(\"it's\", '<i4')")]:
        yield 'descr-field-' + label if label != 'none' else 'descr-fields-none', with_descr('[' + fields + ']')
    yield 'descr-nested-50', with_descr("[('a', " * 24 + "'<i4'" + ')]' * 24)


DATA = bytes(range(1, 65))


def header_file(version, body, tail):
    encoded = body.encode('utf8' if version == 3 else 'latin1')
    length = struct.pack('<H' if version == 1 else '<I', len(encoded))
    return b'\x93NUMPY' + bytes([version, 0]) + length + encoded + tail


def verdict(data):
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        try:
            loaded = np.load(io.BytesIO(data))
            version, fortran_order, shape, dtype = header(data)
        except Exception:
            return ['malformed'] + [''] * 5
        return ['read'] + columns(data)[1:]


def write_headers(directory):
    members, rows = [], []
    for version in 1, 2, 3:
        for label, body in header_texts():
            try:
                data = header_file(version, body, DATA)
            except UnicodeEncodeError:
                continue
            name = f'v{version}/{label}'
            said = verdict(data)
            java = said[0]
            if label in UNSUPPORTED:
                java = 'unsupported'
            elif label in STRICTER and java == 'read':
                java = 'malformed'
            members.append((name, data))
            rows.append([name, java, *said, '' if java == said[0] else {**STRICTER, **UNSUPPORTED}[label]])
    store(f'{directory}/headers.npz', members)
    table(f'{directory}/headers.tsv', 'name java numpy itemsize descr shape order values why'.split(), rows)


# ---- files

def store(path, members):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_STORED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name + '.npy'), data)


def table(path, names, rows):
    with open(path, 'w', encoding='utf8', newline='\n') as out:
        print(f'# NumPy {np.__version__}', file=out)
        for row in [names, *rows]:
            assert not any(c in field for field in row for c in '\t\n'), row
            print(*row, sep='\t', file=out)


# ---- notations of dtypes

def notations():
    names = 'bool int uint float complex half single double longdouble csingle cdouble clongdouble byte short intc int_ long '
    names += 'longlong intp ubyte ushort uintc ulong ulonglong uintp str str_ bytes bytes_ void object object_ bool_ unicode '
    names += 'int8 int16 int32 int64 int128 uint8 uint16 uint32 uint64 float16 float32 float64 float96 float128 complex64 '
    names += 'complex128 complex256 datetime64 timedelta64 string int0 Float64 Int32 datetime timedelta number generic'
    yield from names.split()
    yield from (chr(c) for c in range(33, 127))
    for kind in 'biufcSUVMmO':
        yield from (f'{mark}{kind}{size}' for size in ('', 0, 1, 2, 3, 4, 8, 10, 12, 16, 32) for mark in ('', '<', '>'))
    for size in '4', '8', '16':
        yield from (mark + kind + size for kind in 'if' for mark in '=|@!^')
    for kind in 'M8', 'm8', 'datetime64', 'timedelta64':
        yield from (f'{kind}[{unit}]' for unit in UNITS + ['generic', 'μs', 'B', 'H', 'days', ''])
    for unit in UNITS:
        yield from (f'm8[{n}{unit}/{d}]' for n in ('', 10) for d in (1, 2, 3, 4, 5, 7, 60, 1000))
    yield from ('M8[25s', 'M8[0s]', 'M8[-1s]', 'M8[2147483647s]', 'M8[2147483648s]', 'M8[s]]', 'M8[ s]', 'M8 [s]',
                'M8[s/-2]', '>M8[3D]', 'i4[s]', 'M4[s]', 'M8[1s]', 'M8[01s]', 'M8[s/]', 'M8[/2]', 'M8[2]', 'datetime64 [s]')
    yield from ('i4,f8', 'i4, f8', ' i4,f8', 'i4,f8 ', 'i4 ,f8', 'i4,', ',i4', ',', 'i4,,f8', '>i4,<f8', '2i4,f8', '(2,)i4,f8',
                '(2,3)i4,f8', '(2, 3)i4, f8', '( 2 ,3)i4,f8', '(2,3,)i4,f8', '()i4,f8', '(0,)i4,f8', '0i4,f8', '-2i4,f8', '2 i4,f8',
                '<2i4,f8', '2<i4,f8', '(2,)<i4,f8', '2i4', '(2,)i4', '(2,3)f4', '1i4,f8', 'S3,U2,V5', '3S3,f8', 'M8[s],m8[2h]',
                'float32,int8', '2float32,int8', 'i4 f8', 'i4;f8', 'i4,(2,3', 'i4,2,3)f8', 'i4,x', 'i4,O', '?,b,d', 'M8,f8',
                ' i4', 'i4 ', ' ', '', 'i 4', 'i4\0', 'I4', 'F8', '4i', 'S-1', 'S1.5', 'S 5', 'S05', '<<i4', '|b1', '>b1', 'b8',
                'U536870911', 'U536870912', 'S2147483647', 'S2147483648', 'V2147483647')


# What NumPy takes for a dtype and Java does not, and why.
NOT_TAKEN = {
    'M8[0s]': 'a step of nothing',
    'M8[s/-2]': 'a step of less than nothing',
    'm8[W/1000]': 'a step of nothing, since NumPy tries years for weeks',
    'm8[10W/1000]': 'a step of nothing, since NumPy tries years for weeks',
    'i 4': 'a blank inside',
    'S 5': 'a blank inside',
}


def write_dtypes(directory):
    rows = []
    for notation in dict.fromkeys(notations()):
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            try:
                dtype = np.dtype(notation)
            except Exception:
                rows.append([notation, 'refused', '', '', ''])
                continue
        if dtype.hasobject or dtype.kind == 'T' or dtype.subdtype or dtype.char == 'G':
            rows.append([notation, 'unsupported', '', '', 'an object, a complex long double or a sub-array alone'])
        elif notation in NOT_TAKEN:
            rows.append([notation, 'refused', '', '', NOT_TAKEN[notation]])
        else:
            rows.append([notation, 'read', str(dtype.itemsize), text(FORMAT.dtype_to_descr(dtype)), ''])
    table(f'{directory}/dtypes.tsv', 'notation java itemsize descr why'.split(), rows)


if __name__ == '__main__':
    write_arrays(sys.argv[1])
    write_headers(sys.argv[1])
    write_dtypes(sys.argv[1])
