package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.TableSlice;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/// The dtypes that Arrow has a type for, and what comes back.
final class ArrowTables {
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
