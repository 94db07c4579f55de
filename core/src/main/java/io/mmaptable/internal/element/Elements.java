package io.mmaptable.internal.element;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads and writes single elements, whatever their dtype, byte order and alignment.
public final class Elements {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private Elements() {}

  /// The 1, 2, 4 or 8 bytes of a number, sign-extended.
  public static long bits(MemorySegment memory, long at, int size, ByteOrder order) {
    boolean swap = order != ByteOrder.nativeOrder();
    return switch (size) {
      case 1 -> Memory.getByte(memory, at);
      case 2 -> {
        short value = Memory.getShort(memory, at);
        yield swap ? Short.reverseBytes(value) : value;
      }
      case 4 -> {
        int value = Memory.getInt(memory, at);
        yield swap ? Integer.reverseBytes(value) : widened(value);
      }
      default -> {
        long value = Memory.getLong(memory, at);
        yield swap ? Long.reverseBytes(value) : value;
      }
    };
  }

  /// Widens an int that has just been loaded, by a detour. HotSpot on x86 would make one
  /// instruction of the load and the widening (`movslq`), which its signal handler does not know
  /// (`Assembler::locate_operand`): where somebody has cut the mapped file, the process would end
  /// instead of this load throwing.
  private static long widened(int value) {
    return Long.reverseBytes(Integer.reverseBytes(value)) >> 32;
  }

  public static void setBits(MemorySegment memory, long at, int size, ByteOrder order, long bits) {
    boolean swap = order != ByteOrder.nativeOrder();
    switch (size) {
      case 1 -> Memory.setByte(memory, at, (byte) bits);
      case 2 -> Memory.setShort(memory, at, swap ? Short.reverseBytes((short) bits) : (short) bits);
      case 4 -> Memory.setInt(memory, at, swap ? Integer.reverseBytes((int) bits) : (int) bits);
      default -> Memory.setLong(memory, at, swap ? Long.reverseBytes(bits) : bits);
    }
  }

  /// The value of an integral element; unsigned ones are extended with zeros.
  public static long getLong(MemorySegment memory, long at, DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> Memory.getByte(memory, at) == 0 ? 0 : 1;
      case DType.Int(int size, ByteOrder order) -> bits(memory, at, size, order);
      case DType.UInt(int size, ByteOrder order) -> unsigned(bits(memory, at, size, order), size);
      case DType.DateTime(_, ByteOrder order) -> bits(memory, at, 8, order);
      case DType.TimeDelta(_, ByteOrder order) -> bits(memory, at, 8, order);
      case DType.Floating _,
          DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          throw unsupported(dtype, "an integer");
    };
  }

  private static long unsigned(long bits, int size) {
    return size == 8 ? bits : bits & ((1L << (8 * size)) - 1);
  }

  public static double getDouble(MemorySegment memory, long at, DType dtype) {
    return switch (dtype) {
      case DType.Bool _, DType.Int _ -> getLong(memory, at, dtype);
      case DType.UInt(int size, _) -> {
        long value = getLong(memory, at, dtype);
        yield size == 8 ? unsignedToDouble(value) : value;
      }
      case DType.Floating(int size, ByteOrder order) -> real(memory, at, size, order);
      case DType.Complex(int size, ByteOrder order) -> {
        if (real(memory, at + size / 2, size / 2, order) != 0) {
          throw new UnsupportedOperationException("a complex number with an imaginary part");
        }
        yield real(memory, at, size / 2, order);
      }
      case DType.DateTime _,
          DType.TimeDelta _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          throw unsupported(dtype, "a number");
    };
  }

  public static double real(MemorySegment memory, long at, int size, ByteOrder order) {
    return switch (size) {
      case 2 -> Float.float16ToFloat((short) bits(memory, at, 2, order));
      case 4 -> Float.intBitsToFloat((int) bits(memory, at, 4, order));
      case 8 -> Double.longBitsToDouble(bits(memory, at, 8, order));
      default -> extended(memory, at, order);
    };
  }

  /// x86's 80-bit extended precision: 64 bits of mantissa with its leading one, 15 of exponent, the
  /// sign; then padding.
  private static double extended(MemorySegment memory, long at, ByteOrder order) {
    boolean little = order == ByteOrder.LITTLE_ENDIAN;
    long mantissa = bits(memory, little ? at : at + 8, 8, order);
    int signAndExponent = (int) bits(memory, little ? at + 8 : at + 6, 2, order);
    int exponent = signAndExponent & 0x7fff;
    double magnitude;
    if (exponent == 0x7fff) {
      magnitude = mantissa << 1 == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else {
      magnitude = scaled(mantissa, exponent - 16383 - 63);
    }
    return (signAndExponent & 0x8000) == 0 ? magnitude : -magnitude;
  }

  /// The double nearest to an unsigned mantissa times a power of two, rounded once.
  private static double scaled(long mantissa, int exponent) {
    if (mantissa == 0) {
      return 0;
    }
    int drop = 64 - Long.numberOfLeadingZeros(mantissa) - 53;
    drop = Math.max(drop, -1074 - exponent);
    if (drop <= 0) {
      return Math.scalb((double) mantissa, exponent);
    }
    if (drop > 64) {
      return 0;
    }
    long kept = drop == 64 ? 0 : mantissa >>> drop;
    long dropped = drop == 64 ? mantissa : mantissa << (64 - drop);
    long half = Long.MIN_VALUE;
    int comparison = Long.compareUnsigned(dropped, half);
    if (comparison > 0 || (comparison == 0 && (kept & 1) != 0)) {
      kept++;
    }
    return Math.scalb((double) kept, exponent + drop);
  }

  static double unsignedToDouble(long value) {
    // Halving keeps a sticky last bit, so that the doubled result is rounded once.
    return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
  }

  public static void setDouble(MemorySegment memory, long at, DType.Floating dtype, double value) {
    switch (dtype.itemSize()) {
      case 2 -> setBits(memory, at, 2, dtype.byteOrder(), Halves.fromDouble(value));
      case 4 -> setBits(memory, at, 4, dtype.byteOrder(), Float.floatToRawIntBits((float) value));
      case 8 -> setBits(memory, at, 8, dtype.byteOrder(), Double.doubleToRawLongBits(value));
      default -> Extended.set(memory, at, dtype.byteOrder(), value);
    }
  }

  public static String getString(MemorySegment memory, long at, DType dtype) {
    return switch (dtype) {
      case DType.Bytes(int size) -> {
        byte[] bytes = bytes(memory, at, size);
        int end = size;
        while (end > 0 && bytes[end - 1] == 0) {
          end--;
        }
        yield new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
      }
      case DType.Text(int length, ByteOrder order) -> text(memory, at, length, order);
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Floating _,
          DType.Complex _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Opaque _,
          DType.Struct _ ->
          throw unsupported(dtype, "text");
    };
  }

  private static String text(MemorySegment memory, long at, int length, ByteOrder order) {
    int end = length;
    while (end > 0 && bits(memory, at + 4L * (end - 1), 4, order) == 0) {
      end--;
    }
    var text = new StringBuilder(end);
    for (int i = 0; i < end; i++) {
      int codePoint = (int) bits(memory, at + 4L * i, 4, order);
      // NumPy stores what it is given; what is no code point cannot be text in Java.
      text.appendCodePoint(Character.isValidCodePoint(codePoint) ? codePoint : 0xfffd);
    }
    return text.toString();
  }

  public static void setString(MemorySegment memory, long at, DType dtype, String value) {
    switch (dtype) {
      case DType.Bytes(int size) -> {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        MemorySegment.copy(MemorySegment.ofArray(Arrays.copyOf(bytes, size)), 0, memory, at, size);
      }
      case DType.Text(int length, ByteOrder order) -> {
        int[] codePoints = Arrays.copyOf(value.codePoints().toArray(), length);
        for (int i = 0; i < length; i++) {
          setBits(memory, at + 4L * i, 4, order, codePoints[i]);
        }
      }
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Floating _,
          DType.Complex _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Opaque _,
          DType.Struct _ ->
          throw unsupported(dtype, "text");
    }
  }

  public static byte[] bytes(MemorySegment memory, long at, int size) {
    byte[] bytes = new byte[size];
    MemorySegment.copy(memory, BYTE, at, bytes, 0, size);
    return bytes;
  }

  private static UnsupportedOperationException unsupported(DType dtype, String what) {
    return new UnsupportedOperationException("an element of " + dtype + " is not " + what);
  }
}
