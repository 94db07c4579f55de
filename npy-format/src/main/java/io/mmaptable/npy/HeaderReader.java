package io.mmaptable.npy;

import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.codec.HeaderSource;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.UnsupportedDTypeException;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.literal.LiteralException;
import io.mmaptable.internal.literal.PyValue;
import io.mmaptable.internal.literal.PythonLiteral;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads headers as `numpy.lib.format` does, and refuses what it refuses.
final class HeaderReader {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int VERSION_END = 8;

  private final @Nullable Path path;
  private final String subject;
  private final Limits limits;

  private HeaderReader(@Nullable Path path, String subject, Limits limits) {
    this.path = path;
    this.subject = subject;
    this.limits = limits;
  }

  /// Reads a header.
  ///
  /// @param subject what messages begin with after the path, such as the member of an archive
  static NpyHeader read(HeaderSource source, String subject, Limits limits) throws IOException {
    var reader = new HeaderReader(source.path(), subject, limits);
    return reader.parse(reader.bytes(source));
  }

  static boolean isMagic(HeaderSource source) throws IOException {
    return isMagic(source.read(0, MAGIC.length));
  }

  private static boolean isMagic(byte[] start) {
    return start.length >= MAGIC.length
        && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /// The magic string, the length and the text.
  private byte[] bytes(HeaderSource source) throws IOException {
    byte[] start = source.read(0, VERSION_END + 4);
    if (!isMagic(start)) {
      throw malformed(Arrays.mismatch(start, MAGIC), "expected the magic string \\x93NUMPY");
    }
    if (start.length < VERSION_END + 2) {
      throw malformed(start.length, "the header is cut");
    }
    int major = start[6] & 0xff;
    int minor = start[7] & 0xff;
    if (major < 1 || major > 3 || minor != 0) {
      throw malformed(6, "expected version 1.0, 2.0 or 3.0, found " + major + "." + minor);
    }
    if (start.length < textStart(major)) {
      throw malformed(start.length, "the header is cut");
    }
    var lengths = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    long length =
        major == 1
            ? lengths.getShort(VERSION_END) & 0xffff
            : lengths.getInt(VERSION_END) & 0xffffffffL;
    // A character of UTF-8 has up to four bytes.
    if (length > (major == 3 ? 4L : 1L) * limits.maxHeaderLength()
        || length > Integer.MAX_VALUE - 64) {
      throw tooLong(length);
    }
    byte[] all = source.read(0, textStart(major) + (int) length);
    if (all.length < textStart(major) + length) {
      throw malformed(
          all.length,
          "the header is cut: expected "
              + length
              + " bytes, found "
              + (all.length - textStart(major)));
    }
    return all;
  }

  private StorageException tooLong(long length) {
    return malformed(
        VERSION_END,
        "a header of "
            + length
            + " characters, more than the limit of "
            + limits.maxHeaderLength());
  }

  private static int textStart(int major) {
    return major == 1 ? VERSION_END + 2 : VERSION_END + 4;
  }

  private NpyHeader parse(byte[] bytes) throws StorageException {
    int major = bytes[6];
    int textStart = textStart(major);
    Charset charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    String text = decode(bytes, textStart, charset);
    int length = text.codePointCount(0, text.length());
    if (length > limits.maxHeaderLength()) {
      throw tooLong(length);
    }
    PyValue value;
    try {
      value = PythonLiteral.parse(text, major < 3);
    } catch (LiteralException e) {
      throw malformed(textStart + e.position(), "the header is no literal: " + e.getMessage());
    }
    Map<String, PyValue.Entry> entries = entries(value, textStart);
    PyValue.Entry shapeEntry = entries.get("shape");
    PyValue.Entry orderEntry = entries.get("fortran_order");
    PyValue.Entry descrEntry = entries.get("descr");
    if (shapeEntry == null || orderEntry == null || descrEntry == null || entries.size() != 3) {
      throw malformed(
          textStart,
          "expected the keys 'descr', 'fortran_order' and 'shape', found " + entries.keySet());
    }
    if (!(orderEntry.value() instanceof PyValue.Bool(boolean fortranOrder))) {
      throw malformed(
          textStart + orderEntry.start(),
          "fortran_order is a bool, not a " + orderEntry.value().typeName());
    }
    long[] shape = shape(shapeEntry, textStart);
    DType dtype = dtype(descrEntry, text, textStart);
    @Nullable CountField count =
        GrowableField.find(text, shapeEntry, fortranOrder, shape.length, textStart, charset);
    try {
      return new NpyHeader(
          major,
          new ArrayLayout(
              dtype,
              shape,
              fortranOrder,
              bytes.length,
              count == null ? new CountField.Fixed() : count));
    } catch (IllegalArgumentException e) {
      throw malformed(textStart + shapeEntry.start(), String.valueOf(e.getMessage()));
    }
  }

  private String decode(byte[] bytes, int from, Charset charset) throws StorageException {
    if (charset.equals(StandardCharsets.ISO_8859_1)) {
      return new String(bytes, from, bytes.length - from, charset);
    }
    try {
      return charset
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed(from, "the header is not UTF-8");
    }
  }

  private Map<String, PyValue.Entry> entries(PyValue value, int textStart) throws StorageException {
    if (!(value instanceof PyValue.Dict(List<PyValue.Entry> entries))) {
      throw malformed(textStart, "the header is a " + value.typeName() + ", not a dict");
    }
    var byKey = new HashMap<String, PyValue.Entry>();
    for (PyValue.Entry entry : entries) {
      if (!(entry.key() instanceof PyValue.Str(String key))) {
        throw malformed(textStart + entry.start(), "a key is a " + entry.key().typeName());
      }
      byKey.put(key, entry);
    }
    return byKey;
  }

  private long[] shape(PyValue.Entry entry, int textStart) throws StorageException {
    long at = (long) textStart + entry.start();
    if (!(entry.value() instanceof PyValue.Tuple(List<PyValue> items))) {
      throw malformed(at, "shape is a tuple, not a " + entry.value().typeName());
    }
    if (items.size() > ArrayLayout.MAX_DIMENSIONS) {
      throw malformed(at, "an array of " + items.size() + " dimensions");
    }
    long[] shape = new long[items.size()];
    for (int i = 0; i < shape.length; i++) {
      if (!(items.get(i) instanceof PyValue.Int(BigInteger length))) {
        throw malformed(at, "a dimension is an int, not a " + items.get(i).typeName());
      }
      if (length.signum() < 0 || length.bitLength() > 63) {
        throw malformed(at, "a dimension of " + length);
      }
      shape[i] = length.longValue();
    }
    return shape;
  }

  private DType dtype(PyValue.Entry entry, String text, int textStart) throws StorageException {
    String notation =
        switch (entry.value()) {
          case PyValue.Str(String name) -> {
            if (name.stripLeading().startsWith("[")) {
              throw malformed(textStart + entry.start(), "descr is a list in quotes");
            }
            yield name;
          }
          case PyValue.Sequence(_, int start, int end) -> text.substring(start, end);
          case PyValue.Tuple _,
              PyValue.Bytes _,
              PyValue.Int _,
              PyValue.Bool _,
              PyValue.None _,
              PyValue.Dict _ ->
              throw malformed(
                  textStart + entry.start(),
                  "descr is a str or a list, not a " + entry.value().typeName());
        };
    try {
      return DType.of(notation);
    } catch (UnsupportedDTypeException e) {
      throw new StorageException.Unsupported(path, subject + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw malformed(textStart + entry.start(), String.valueOf(e.getMessage()));
    }
  }

  private StorageException malformed(long byteOffset, String message) {
    return new StorageException.Malformed(path, byteOffset, subject + message);
  }
}
