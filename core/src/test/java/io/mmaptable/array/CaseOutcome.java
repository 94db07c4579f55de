package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// What came of a case, as `cases/generate.py` writes it. Elements are read here without the code
/// under test, by the strides.
final class CaseOutcome {
  private static final int DIGEST_FROM = 40;
  private static final byte[] NOTHING = {};
  private static final byte[] HALF_NAN = {0x7e, 0};
  private static final byte[] FLOAT_NAN = {0x7f, (byte) 0xc0, 0, 0};
  private static final byte[] DOUBLE_NAN = {0x7f, (byte) 0xf8, 0, 0, 0, 0, 0, 0};

  private CaseOutcome() {}

  /// The outcome of work that gives an array, or is refused.
  static String of(NdArray source, Supplier<NdArray> work) {
    return orRefusal(() -> describe(work.get(), source));
  }

  /// What work gives, or the exception.
  static String orRefusal(Supplier<String> work) {
    try {
      return work.get();
    } catch (IndexOutOfBoundsException e) {
      return "!IndexOutOfBounds";
    } catch (IllegalArgumentException e) {
      return "!IllegalArgument";
    } catch (UnsupportedOperationException e) {
      return "!UnsupportedOperation";
    } catch (RuntimeException | Error e) { // a case like any other, which is reported with the rest
      return "!" + e + " at " + Arrays.stream(e.getStackTrace()).limit(4).toList();
    }
  }

  private static String describe(NdArray array, NdArray source) {
    String kind = array.size() == 0 ? "any" : isView(array, source) ? "view" : "copy";
    return (kind + " " + head(array) + " " + content(array)).stripTrailing();
  }

  /// The dtype and the shape.
  static String head(NdArray array) {
    String lengths =
        LongStream.of(array.shape()).mapToObj(String::valueOf).collect(Collectors.joining(","));
    return name(array.dtype()) + " (" + lengths + ")";
  }

  private static boolean isView(NdArray array, NdArray source) {
    return source != null
        && array.base().isNative()
        && array.base().address() == source.base().address();
  }

  private static String name(DType dtype) {
    if (dtype instanceof DType.Struct struct && !isAscending(struct)) {
      return struct.fields().stream()
          .map(field -> field.name() + "@" + field.offset())
          .collect(Collectors.joining(" "));
    }
    return dtype.descr();
  }

  private static boolean isAscending(DType.Struct struct) {
    long[] offsets = struct.fields().stream().mapToLong(Field::offset).toArray();
    return Arrays.equals(offsets, LongStream.of(offsets).sorted().toArray());
  }

  /// The elements in C order, without what has no meaning.
  static String content(NdArray array) {
    return digest(elements(array));
  }

  /// The elements' bytes in C order, without what has no meaning.
  static byte[] elements(NdArray array) {
    var bytes = new ByteArrayOutputStream();
    CaseLeaves.forEach(
        array, (dtype, at) -> bytes.writeBytes(canonical(dtype, bytes(array.base(), at, dtype))));
    return bytes.toByteArray();
  }

  static String digest(byte[] bytes) {
    if (bytes.length < DIGEST_FROM) {
      return HexFormat.of().formatHex(bytes);
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(MemorySegment memory, long at, DType dtype) {
    return memory.asSlice(at, dtype.itemSize()).toArray(ValueLayout.JAVA_BYTE);
  }

  private static byte[] canonical(DType dtype, byte[] bytes) {
    return switch (dtype) {
      case DType.Floating(int size, ByteOrder order) ->
          size == 16 ? longDouble(bytes, order) : real(bytes, order);
      case DType.Complex(int size, ByteOrder order) -> {
        byte[] both = Arrays.copyOf(real(Arrays.copyOf(bytes, size / 2), order), size);
        byte[] imaginary = real(Arrays.copyOfRange(bytes, size / 2, size), order);
        System.arraycopy(imaginary, 0, both, size / 2, size / 2);
        yield both;
      }
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          bytes;
    };
  }

  /// The bytes of a float, of which every NaN is the same one.
  private static byte[] real(byte[] bytes, ByteOrder order) {
    boolean isBig = order == ByteOrder.BIG_ENDIAN;
    byte[] nan = nan(bits(bytes, isBig), bytes.length);
    return nan.length == 0 ? bytes : isBig ? nan : reversed(nan);
  }

  private static long bits(byte[] bytes, boolean isBig) {
    long bits = 0;
    for (int i = 0; i < bytes.length; i++) {
      bits = (bits << 8) | (bytes[isBig ? i : bytes.length - 1 - i] & 0xff);
    }
    return bits;
  }

  /// The quiet NaN of a size if the bits are those of some NaN, else nothing.
  private static byte[] nan(long bits, int size) {
    return switch (size) {
      case 2 -> Float.isNaN(Float.float16ToFloat((short) bits)) ? HALF_NAN : NOTHING;
      case 4 -> Float.isNaN(Float.intBitsToFloat((int) bits)) ? FLOAT_NAN : NOTHING;
      default -> Double.isNaN(Double.longBitsToDouble(bits)) ? DOUBLE_NAN : NOTHING;
    };
  }

  /// The ten bytes of a long double that mean something, the least significant first.
  private static byte[] longDouble(byte[] bytes, ByteOrder order) {
    byte[] ten = Arrays.copyOf(order == ByteOrder.BIG_ENDIAN ? reversed(bytes) : bytes, 10);
    boolean isSpecial = (ten[9] & 0x7f) == 0x7f && (ten[8] & 0xff) == 0xff;
    boolean isInfinite = Arrays.equals(ten, 0, 8, new byte[] {0, 0, 0, 0, 0, 0, 0, -128}, 0, 8);
    return isSpecial && !isInfinite ? new byte[] {'N', 'a', 'N'} : ten;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
