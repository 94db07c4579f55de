package io.mmaptable.npy;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.store.AsciiCount;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Writes headers byte for byte as `numpy.save` does, and growable ones.
final class HeaderWriter {
  private static final int ALIGNMENT = 64;
  private static final int COUNT_ALIGNMENT = 32;

  /// NumPy leaves room for a count of 21 digits.
  private static final int SPARE_DIGITS = 21;

  private HeaderWriter() {}

  /// The header that `numpy.save` writes.
  static byte[] canonical(DType dtype, long[] shape, boolean fortranOrder, WriteOptions options) {
    var text = new StringBuilder(prefix(dtype, fortranOrder)).append(tuple(shape)).append(", }");
    if (shape.length > 0) {
      long axis = fortranOrder ? shape[shape.length - 1] : shape[0];
      text.append(" ".repeat(Math.max(0, SPARE_DIGITS - String.valueOf(axis).length())));
    }
    return inLowestVersion(
        options,
        dtype,
        major -> {
          // NumPy pads with a whole block where the header would end on the boundary by itself.
          int length = length(major, text.toString());
          return wrap(major, text.toString(), length + ALIGNMENT - length % ALIGNMENT);
        });
  }

  /// A header whose count has a field of its own.
  ///
  /// @param room the length that the header shall have, if that is enough; else it is as long as
  ///   needed
  static byte[] growable(
      DType dtype, long[] shape, boolean fortranOrder, long room, WriteOptions options) {
    if (shape.length == 0) {
      throw new IllegalArgumentException("a 0-d array cannot grow");
    }
    return inLowestVersion(
        options,
        dtype,
        major -> {
          @Nullable String text = growableText(dtype, shape, fortranOrder, major);
          if (text == null) {
            return null;
          }
          int length = length(major, text);
          int aligned = length + Math.floorMod(-length, ALIGNMENT);
          return wrap(major, text, length <= room ? Math.toIntExact(room) : aligned);
        });
  }

  private static byte[] inLowestVersion(
      WriteOptions options, DType dtype, IntFunction<byte @Nullable []> attempt) {
    int forced = options.majorVersion();
    for (int major = Math.max(1, forced); major <= (forced == 0 ? 3 : forced); major++) {
      byte[] header = attempt.apply(major);
      if (header != null) {
        checkLength(header, major, options);
        return header;
      }
    }
    throw new IllegalArgumentException(
        "the header of "
            + dtype
            + " does not fit into "
            + (forced == 0 ? "any version" : "version " + forced + ".0"));
  }

  private static void checkLength(byte[] header, int major, WriteOptions options) {
    String text =
        new String(header, textStart(major), header.length - textStart(major), charset(major));
    int length = text.codePointCount(0, text.length());
    if (length > options.maxHeaderLength()) {
      throw new IllegalArgumentException(
          "a header of "
              + length
              + " characters, more than the limit of "
              + options.maxHeaderLength()
              + " that numpy.load has too; raise it with WriteOptions");
    }
  }

  private static @Nullable String growableText(
      DType dtype, long[] shape, boolean fortranOrder, int major) {
    var text = new StringBuilder(prefix(dtype, fortranOrder)).append('(');
    int axis = fortranOrder ? shape.length - 1 : 0;
    if (fortranOrder) {
      for (int i = 0; i < axis; i++) {
        text.append(shape[i]).append(", ");
      }
    }
    Charset charset = charset(major);
    if (!charset.newEncoder().canEncode(text)) {
      return null;
    }
    int position = textStart(major) + text.toString().getBytes(charset).length;
    text.append(" ".repeat(Math.floorMod(-position, COUNT_ALIGNMENT)));
    text.append(AsciiCount.format(shape[axis]));
    if (shape.length == 1) {
      text.append(',');
    } else if (!fortranOrder) {
      for (int i = 1; i < shape.length; i++) {
        text.append(", ").append(shape[i]);
      }
    }
    return text.append("), }").toString();
  }

  private static String prefix(DType dtype, boolean fortranOrder) {
    String descr = dtype.descr();
    return "{'descr': "
        + (dtype instanceof DType.Struct ? descr : "'" + descr + "'")
        + ", 'fortran_order': "
        + (fortranOrder ? "True" : "False")
        + ", 'shape': ";
  }

  private static String tuple(long[] shape) {
    return shape.length == 1
        ? "(" + shape[0] + ",)"
        : LongStream.of(shape)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  /// The least length of a header with a text, whose last character is a newline.
  private static int length(int major, String text) {
    return textStart(major) + text.getBytes(charset(major)).length + 1;
  }

  /// Magic string, version, length, text, padding up to a total length and a newline; null if the
  /// version cannot hold that.
  private static byte @Nullable [] wrap(int major, String text, int total) {
    Charset charset = charset(major);
    int textLength = total - textStart(major);
    if (!charset.newEncoder().canEncode(text) || (major == 1 && textLength > 0xffff)) {
      return null;
    }
    byte[] header = new byte[total];
    Arrays.fill(header, (byte) ' ');
    var out = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    out.put((byte) major).put((byte) 0);
    if (major == 1) {
      out.putShort((short) textLength);
    } else {
      out.putInt(textLength);
    }
    out.put(text.getBytes(charset));
    out.put(total - 1, (byte) '\n');
    return header;
  }

  private static Charset charset(int major) {
    return major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
  }

  private static int textStart(int major) {
    return major == 1 ? 10 : 12;
  }
}
