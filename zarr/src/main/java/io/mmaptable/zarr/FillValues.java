package io.mmaptable.zarr;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Zarr's fill values: an element in JSON, for each data type in forms of its own.
final class FillValues {
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,16}");

  private FillValues() {}

  /// Reads a fill value. One that is null is zero.
  ///
  /// @param dtype a dtype in the machine's byte order, without padding
  /// @param packedOrder the order of the bytes in a row that is written in base 64
  /// @return the element's bytes
  /// @throws IllegalArgumentException if it is none of this dtype
  static byte[] bytes(DType dtype, @Nullable JsonNode node, ByteOrder packedOrder) {
    byte[] bytes = new byte[dtype.itemSize()];
    if (node != null && !node.isNull()) {
      put(MemorySegment.ofArray(bytes), dtype, node, packedOrder);
    }
    return bytes;
  }

  private static void put(MemorySegment to, DType dtype, JsonNode node, ByteOrder packedOrder) {
    switch (dtype) {
      case DType.Bool _ -> {
        if (!node.isBoolean()) {
          throw wrong(dtype, node, "true or false");
        }
        to.set(ValueLayout.JAVA_BYTE, 0, (byte) (node.booleanValue() ? 1 : 0));
      }
      case DType.Int number -> putInteger(to, number, node, true);
      case DType.UInt number -> putInteger(to, number, node, false);
      case DType.Floating number -> putFloat(to, number, node);
      case DType.Complex number -> putComplex(to, number, node);
      case DType.DateTime time -> putTime(to, time, node);
      case DType.TimeDelta time -> putTime(to, time, node);
      case DType.Text text -> putText(to, text, node);
      case DType.Bytes bytes -> putBytes(to, bytes, node);
      case DType.Opaque bytes -> putBytes(to, bytes, node);
      case DType.Struct struct -> putStruct(to, struct, node, packedOrder);
    }
  }

  private static void putInteger(MemorySegment to, DType dtype, JsonNode node, boolean isSigned) {
    int bits = 8 * dtype.itemSize();
    if (!node.isIntegralNumber() || !fits(node.bigIntegerValue(), bits, isSigned)) {
      throw wrong(dtype, node, "an integer in its range");
    }
    putBits(to, dtype.itemSize(), node.bigIntegerValue().longValue());
  }

  private static boolean fits(BigInteger number, int bits, boolean isSigned) {
    return isSigned
        ? number.bitLength() < bits
        : number.signum() >= 0 && number.bitLength() <= bits;
  }

  private static void putBits(MemorySegment to, int size, long bits) {
    switch (size) {
      case 1 -> to.set(ValueLayout.JAVA_BYTE, 0, (byte) bits);
      case 2 -> to.set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, (short) bits);
      case 4 -> to.set(ValueLayout.JAVA_INT_UNALIGNED, 0, (int) bits);
      default -> to.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, bits);
    }
  }

  private static void putFloat(MemorySegment to, DType dtype, JsonNode node) {
    putBits(to, dtype.itemSize(), floatBits(dtype, dtype.itemSize(), node));
  }

  private static void putComplex(MemorySegment to, DType.Complex dtype, JsonNode node) {
    int half = dtype.itemSize() / 2;
    if (!node.isArray() || node.size() != 2) {
      throw wrong(dtype, node, "a list of two numbers");
    }
    for (int part = 0; part < 2; part++) {
      putBits(to.asSlice((long) part * half), half, floatBits(dtype, half, node.get(part)));
    }
  }

  private static long floatBits(DType dtype, int size, JsonNode node) {
    if (node.isNumber()) {
      return switch (size) {
        case 2 -> Float.floatToFloat16(node.numberValue().floatValue());
        case 4 -> Float.floatToRawIntBits(node.numberValue().floatValue());
        default -> Double.doubleToRawLongBits(node.numberValue().doubleValue());
      };
    }
    String text = node.isString() ? node.stringValue() : "";
    double special =
        switch (text) {
          case "NaN" -> Double.NaN;
          case "Infinity" -> Double.POSITIVE_INFINITY;
          case "-Infinity" -> Double.NEGATIVE_INFINITY;
          default -> 0;
        };
    if (special != 0) {
      return switch (size) {
        case 2 -> Float.floatToFloat16((float) special);
        case 4 -> Float.floatToRawIntBits((float) special);
        default -> Double.doubleToRawLongBits(special);
      };
    }
    if (!HEX.matcher(text).matches() || text.length() > 2 + 2 * size) {
      throw wrong(
          dtype, node, "a number, \"NaN\", \"Infinity\", \"-Infinity\" or its bits as \"0x7fc0…\"");
    }
    return Long.parseUnsignedLong(text.substring(2), 16);
  }

  private static void putTime(MemorySegment to, DType dtype, JsonNode node) {
    if (node.isString() && node.stringValue().equals("NaT")) {
      putBits(to, Long.BYTES, Long.MIN_VALUE);
    } else if (node.isIntegralNumber() && fits(node.bigIntegerValue(), Long.SIZE, true)) {
      putBits(to, Long.BYTES, node.bigIntegerValue().longValue());
    } else {
      throw wrong(dtype, node, "an integer of 64 bits or \"NaT\"");
    }
  }

  private static void putText(MemorySegment to, DType.Text dtype, JsonNode node) {
    int[] codePoints = node.isString() ? node.stringValue().codePoints().toArray() : new int[0];
    if (!node.isString() || codePoints.length > dtype.length()) {
      throw wrong(dtype, node, "a text of at most " + dtype.length() + " code points");
    }
    for (int i = 0; i < codePoints.length; i++) {
      to.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i, codePoints[i]);
    }
  }

  private static void putBytes(MemorySegment to, DType dtype, JsonNode node) {
    byte[] bytes = node.isArray() ? octets(dtype, node) : base64(dtype, node);
    boolean mayBeShorter = dtype instanceof DType.Bytes;
    if (bytes.length > to.byteSize() || (!mayBeShorter && bytes.length < to.byteSize())) {
      throw wrong(dtype, node, to.byteSize() + " bytes");
    }
    MemorySegment.copy(bytes, 0, to, ValueLayout.JAVA_BYTE, 0, bytes.length);
  }

  private static byte[] octets(DType dtype, JsonNode node) {
    byte[] bytes = new byte[node.size()];
    for (int i = 0; i < bytes.length; i++) {
      JsonNode octet = node.get(i);
      if (!octet.isIntegralNumber() || !fits(octet.bigIntegerValue(), Byte.SIZE, false)) {
        throw wrong(dtype, node, "a list of integers from 0 to 255");
      }
      bytes[i] = (byte) octet.intValue();
    }
    return bytes;
  }

  private static byte[] base64(DType dtype, JsonNode node) {
    if (node.isString()) {
      try {
        return Base64.getDecoder().decode(node.stringValue());
      } catch (IllegalArgumentException e) {
        throw wrong(dtype, node, "bytes in base 64 (" + e.getMessage() + ")");
      }
    }
    throw wrong(dtype, node, "a list of integers from 0 to 255, or a text in base 64");
  }

  private static void putStruct(
      MemorySegment to, DType.Struct dtype, JsonNode node, ByteOrder packedOrder) {
    if (node.isString()) {
      putPacked(to, dtype, node, packedOrder);
      return;
    }
    if (!node.isObject()) {
      throw wrong(dtype, node, "an object with a value for each field");
    }
    for (Field field : dtype.fields()) {
      @Nullable JsonNode value = node.get(field.name());
      if (value == null) {
        throw wrong(dtype, node, "an object that has '" + field.name() + "' too");
      }
      put(to.asSlice(field.offset(), field.byteSize()), field.dtype(), value, packedOrder);
    }
  }

  private static void putPacked(
      MemorySegment to, DType.Struct dtype, JsonNode node, ByteOrder packedOrder) {
    byte[] bytes = base64(dtype, node);
    if (bytes.length != dtype.itemSize()) {
      throw wrong(dtype, node, dtype.itemSize() + " bytes in base 64");
    }
    DType packed = DataTypes.inOrder(dtype, packedOrder);
    NdArray.view(to, dtype, false, null)
        .set(NdArray.view(MemorySegment.ofArray(bytes), packed, false, null));
  }

  /// The fill value of what is written: zero, an empty text, or a row of these.
  static Object zero(DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> false;
      case DType.Int _, DType.UInt _, DType.DateTime _, DType.TimeDelta _ -> 0;
      case DType.Floating _ -> 0.0;
      case DType.Complex _ -> List.of(0.0, 0.0);
      case DType.Text _, DType.Bytes _ -> "";
      case DType.Opaque bytes -> Collections.nCopies(bytes.itemSize(), 0);
      case DType.Struct struct -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        struct.fields().forEach(field -> fields.put(field.name(), zero(field.dtype())));
        yield fields;
      }
    };
  }

  private static IllegalArgumentException wrong(DType dtype, JsonNode node, String expected) {
    return new IllegalArgumentException(
        "fill_value (" + node + ") of " + dtype + " must be " + expected);
  }
}
