package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.TableSlice;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/// Columns of every dtype that Arrow has a type for, with values at and off the edges.
final class ArrowTables {
  private static final String[] TEXTS = {
    "", "a", "\u017be\u0142", "\ud83d\ude00!", "plain text", "\u4e2d\u6587", "tab\tnl\n"
  };

  private ArrowTables() {}

  /// The notations of the dtypes.
  static List<String> notations() {
    return List.of(
        "?",
        "i1",
        "<i2",
        "<i4",
        "<i8",
        ">i2",
        ">i4",
        ">i8",
        "u1",
        "<u2",
        "<u4",
        "<u8",
        ">u8",
        "<f2",
        "<f4",
        "<f8",
        ">f2",
        ">f4",
        ">f8",
        "<c8",
        "<c16",
        ">c16",
        "S1",
        "S10",
        "<U1",
        "<U10",
        ">U10",
        "V1",
        "V7",
        "<M8[s]",
        "<M8[ms]",
        "<M8[us]",
        "<M8[ns]",
        ">M8[ns]",
        "<M8[D]",
        ">M8[D]",
        "<M8[W]",
        "<M8[M]",
        "<M8[Y]",
        "<M8[h]",
        "<M8[m]",
        "<M8[25us]",
        "<M8[3D]",
        "<M8[7M]",
        "<m8[s]",
        "<m8[ms]",
        "<m8[us]",
        "<m8[ns]",
        ">m8[ns]",
        "<m8[m]",
        "<m8[h]",
        "<m8[D]",
        "<m8[W]",
        "<m8[10s]",
        "[('x', '<f8'), ('n', '>i2'), ('s', '<U5')]",
        "[('a', '<M8[D]', (2,)), ('b', [('c', '<c16'), ('d', 'S3')], (2, 2))]");
  }

  /// Rows of a dtype.
  static NdArray values(DType dtype, Random random, long... shape) {
    NdArray values = NdArray.zeros(dtype, shape);
    fill(values, random);
    return values;
  }

  private static void fill(NdArray values, Random random) {
    switch (values.dtype()) {
      case DType.Struct struct -> {
        for (Field field : struct.fields()) {
          fill(values.field(field.name()), random);
        }
      }
      case DType.Complex _ -> {
        fill(values.real(), random);
        fill(values.imag(), random);
      }
      default -> {
        var each = values.flat();
        for (long i = 0; i < each.size(); i++) {
          each.set(i, value(values.dtype(), random));
        }
      }
    }
  }

  private static Object value(DType dtype, Random random) {
    return switch (dtype) {
      case DType.Bool _ -> random.nextBoolean();
      case DType.Int type -> random.nextLong() >> (64 - 8 * type.itemSize());
      case DType.UInt type -> random.nextLong() >>> (65 - 8 * type.itemSize());
      case DType.Floating _ -> random.nextInt(5) == 0 ? Double.NaN : (float) random.nextInt(2000);
      case DType.Bytes type -> cut("xyz\u0001abcdefgh", random.nextInt(type.itemSize() + 1));
      case DType.Text type -> {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        yield text.codePointCount(0, text.length()) <= type.length() ? text : "q";
      }
      case DType.Opaque type -> opaque(type, random);
      case DType.DateTime _, DType.TimeDelta _ -> time(dtype, random);
      case DType.Complex _, DType.Struct _ -> throw new AssertionError(dtype);
    };
  }

  private static String cut(String text, int length) {
    return text.substring(0, length);
  }

  private static NdArray opaque(DType dtype, Random random) {
    NdArray one = NdArray.zeros(dtype);
    byte[] bytes = new byte[dtype.itemSize()];
    random.nextBytes(bytes);
    one.asSegment().copyFrom(MemorySegment.ofArray(bytes));
    return one;
  }

  private static NdArray time(DType dtype, Random random) {
    NdArray one = NdArray.zeros(dtype);
    long value = random.nextInt(4) == 0 ? Long.MIN_VALUE : random.nextInt(4000) - 2000;
    one.view(new DType.Int(8, dtype.byteOrder())).set(value);
    return one;
  }

  /// Checks that columns have the same bytes in the machine's byte order.
  static void assertSame(NdArray expected, NdArray found, String what) {
    assertEquals(nativeOrder(expected.dtype()), found.dtype(), what);
    assertArrayEquals(expected.shape(), found.shape(), what);
    NdArray same = NdArray.zeros(found.dtype(), found.shape());
    same.set(expected);
    assertEquals(
        -1,
        same.asSegment().mismatch(found.copy().asSegment()),
        () -> what + "\n" + expected + "\n" + found);
  }

  /// The dtype that comes back: packed, in the machine's byte order.
  static DType nativeOrder(DType dtype) {
    return dtype instanceof DType.Struct
        ? DType.of(dtype.descr().replace('>', '<'))
        : dtype.withByteOrder(ByteOrder.nativeOrder());
  }

  /// Checks that a table holds what rows of another hold.
  static void assertSame(TableSlice expected, MmapTable found) throws IOException {
    assertEquals(expected.columnNames(), found.columnNames());
    assertEquals(expected.rowCount(), found.rowCount());
    for (String name : expected.columnNames()) {
      assertSame(expected.column(name), found.column(name).array(), name);
    }
  }
}
