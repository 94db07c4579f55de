package org.example.tiny;

import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.codec.HeaderSource;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.UnsupportedDTypeException;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Arrays in C order behind a header of text:
///
/// ```
/// offset 0   TINY1, spaces
/// offset 32  the number of rows, 24 characters, right-aligned
/// offset 56  how long the header is, 8 characters, right-aligned; a multiple of 64
/// offset 64  the shape of an item, such as 2x3, a space, the dtype in NumPy's notation, spaces
/// ```
public final class TinyFormat implements ArrayFormat {
  private static final String MAGIC = "TINY1";
  private static final int COUNT = 32;
  private static final int LENGTH = COUNT + CountField.Ascii.WIDTH;
  private static final int START = 64;
  private static final int MAX_LENGTH = 1 << 16;
  private static final Pattern NUMBER = Pattern.compile(" *([0-9]{1,24})");
  private static final Pattern TEXT = Pattern.compile("([0-9x]*) (.*?) *", Pattern.DOTALL);

  /// Makes the format. All instances are alike.
  public TinyFormat() {}

  @Override
  public String id() {
    return "tiny";
  }

  @Override
  public boolean probe(HeaderSource source) throws IOException {
    return Arrays.equals(
        source.read(0, MAGIC.length()), MAGIC.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public ArrayLayout describe(HeaderSource source, @Nullable ArrayLayout declared)
      throws IOException {
    byte[] start = source.read(0, START);
    if (start.length < START || !probe(source)) {
      throw new StorageException.Malformed(source.path(), 0, "expected the header of a tiny array");
    }
    long length = number(source, start, LENGTH, START);
    if (length < START || length > Math.min(MAX_LENGTH, source.size()) || length % START != 0) {
      throw new StorageException.Malformed(source.path(), LENGTH, "a header of " + length);
    }
    // All of it at once, as it is at one moment.
    byte[] header = source.read(0, (int) length);
    String text = new String(header, START, header.length - START, StandardCharsets.UTF_8);
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new StorageException.Malformed(source.path(), START, "expected a shape and a dtype");
    }
    try {
      return new ArrayLayout(
          DType.of(matcher.group(2)),
          shape(number(source, header, COUNT, LENGTH), matcher.group(1)),
          false,
          length,
          new CountField.Ascii(COUNT));
    } catch (UnsupportedDTypeException e) {
      throw new StorageException.Unsupported(source.path(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new StorageException.Malformed(source.path(), START, String.valueOf(e.getMessage()));
    }
  }

  private static long number(HeaderSource source, byte[] header, int from, int to)
      throws StorageException {
    String field = new String(header, from, to - from, StandardCharsets.US_ASCII);
    Matcher matcher = NUMBER.matcher(field);
    try {
      if (matcher.matches()) {
        return Long.parseLong(matcher.group(1));
      }
    } catch (NumberFormatException e) {
      // larger than any file
    }
    throw new StorageException.Malformed(source.path(), from, "expected a number, not " + field);
  }

  private static long[] shape(long rows, String item) {
    LongStream lengths =
        item.isEmpty()
            ? LongStream.empty()
            : Arrays.stream(item.split("x", -1)).mapToLong(Long::parseLong);
    return LongStream.concat(LongStream.of(rows), lengths).toArray();
  }

  @Override
  public byte[] header(DType dtype, long[] shape, boolean fortranOrder) {
    if (shape.length == 0 || (fortranOrder && shape.length > 1)) {
      throw new IllegalArgumentException("a tiny array has rows, one after the other");
    }
    ArrayLayout _ = new ArrayLayout(dtype, shape, false, 0, new CountField.Fixed());
    String item =
        LongStream.of(shape).skip(1).mapToObj(Long::toString).collect(Collectors.joining("x"));
    byte[] text = (item + " " + dtype.descr()).getBytes(StandardCharsets.UTF_8);
    int length = START + (text.length + START - 1) / START * START;
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException("a dtype that takes " + text.length + " bytes to write");
    }
    byte[] header = new byte[length];
    Arrays.fill(header, (byte) ' ');
    put(header, 0, MAGIC);
    put(header, COUNT, "%24d".formatted(shape[0]));
    put(header, LENGTH, "%8d".formatted(length));
    System.arraycopy(text, 0, header, START, text.length);
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, header, at, text.length());
  }
}
