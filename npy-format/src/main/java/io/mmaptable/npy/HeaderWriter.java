package io.mmaptable.npy;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.store.AsciiCount;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
  static byte[] canonical(DType dtype, long[] shape, boolean fortranOrder) {
    var text = new StringBuilder(prefix(dtype, fortranOrder)).append(tuple(shape)).append(", }");
    if (shape.length > 0) {
      long axis = fortranOrder ? shape[shape.length - 1] : shape[0];
      text.append(" ".repeat(Math.max(0, SPARE_DIGITS - String.valueOf(axis).length())));
    }
    for (int major = 1; major <= 3; major++) {
      // NumPy pads with a whole block where the header would end on the boundary by itself.
      int length = length(major, text.toString());
      byte[] header = wrap(major, text.toString(), length + ALIGNMENT - length % ALIGNMENT);
      if (header != null) {
        return header;
      }
    }
    throw new IllegalArgumentException("the header of " + dtype + " is too long for any version");
  }

  /// A header whose count has a field of its own.
  ///
  /// @param room the length that the header shall have, if that is enough; else it is as long as
  ///   needed
  static byte[] growable(DType dtype, long[] shape, boolean fortranOrder, long room) {
    if (shape.length == 0) {
      throw new IllegalArgumentException("a 0-d array cannot grow");
    }
    for (int major = 1; major <= 3; major++) {
      @Nullable String text = growableText(dtype, shape, fortranOrder, major);
      if (text != null) {
        int length = length(major, text);
        int aligned = length + Math.floorMod(-length, ALIGNMENT);
        byte[] header = wrap(major, text, length <= room ? Math.toIntExact(room) : aligned);
        if (header != null) {
          return header;
        }
      }
    }
    throw new IllegalArgumentException("the header of " + dtype + " is too long for any version");
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
