package io.mmaptable.array;

import io.mmaptable.array.RowType.Half;
import io.mmaptable.array.RowType.Length;
import io.mmaptable.array.RowType.Unsigned;
import io.mmaptable.array.RowType.Width;
import io.mmaptable.dtype.DType;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What [CutFile] does with rows as records. The compiler removes the records and joins what the
/// caller does with a component to the load of it: each conversion of each primitive is one more
/// instruction that may fault.
final class CutRows {

  /// A component of each kind of load.
  @SuppressWarnings("ArrayRecordComponent") // what is tested
  record Row(
      byte i1,
      short i2,
      int i4,
      long i8,
      @Unsigned int u4,
      boolean truth,
      @Half float f2,
      float f4,
      double f8,
      @Nullable Instant time,
      @Width(2) String text,
      @Length(3) int[] array,
      Point point) {}

  record Point(int x, float y) {}

  /// The same in the other byte order.
  static final String SWAPPED =
      "[('i1', 'i1'), ('i2', '>i2'), ('i4', '>i4'), ('i8', '>i8'), ('u4', '>u4'), ('truth', '?'),"
          + " ('f2', '>f2'), ('f4', '>f4'), ('f8', '>f8'), ('time', '>M8[ns]'), ('text', '>U2'),"
          + " ('array', '>i4', (3,)), ('point', [('x', '>i4'), ('y', '>f4')])]";

  static final RowType<Row> TYPE = RowType.of(MethodHandles.lookup(), Row.class);

  private CutRows() {}

  static List<ToDoubleFunction<NdArray>> accesses(DType dtype) {
    if (!TYPE.matches(dtype)) {
      return List.of();
    }
    return List.of(
        CutRows::longs,
        CutRows::doubles,
        CutRows::compared,
        CutRows::bits,
        CutRows::nested,
        CutRows::objects,
        CutRows::arrays,
        CutRows::kept,
        CutRows::set);
  }

  private static double longs(NdArray array) {
    Rows<Row> rows = array.asRows(TYPE);
    long total = 0;
    for (long i = 0; i < rows.size(); i++) {
      total += rows.get(i).i4();
    }
    for (long i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      total += row.i1() + (long) row.i2() + row.i8() + Integer.toUnsignedLong(row.u4());
    }
    for (long i = 0; i < rows.size(); i++) {
      total += (long) rows.get(i).i4() * rows.get(i).u4();
    }
    return total;
  }

  private static double doubles(NdArray array) {
    Rows<Row> rows = array.asRows(TYPE);
    double total = 0;
    for (long i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      total += row.f4() * row.f8() + row.f2();
    }
    for (long i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      total += (double) row.i4() + row.i8() + (float) row.i4() + Math.sqrt(row.f8());
    }
    return total;
  }

  private static double compared(NdArray array) {
    Rows<Row> rows = array.asRows(TYPE);
    long count = 0;
    for (long i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      count += row.truth() || row.f8() > 0.5 || row.i4() == 7 || row.f4() < -1 ? 1 : 0;
      count += Math.max(row.i8(), 3) + Math.max(row.i4(), 3);
    }
    return count;
  }

  private static double bits(NdArray array) {
    Rows<Row> rows = array.asRows(TYPE);
    long total = 0;
    for (long i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      total += (row.i4() & 0xff) + (row.i4() >>> 3) + Long.bitCount(row.i8());
      total += (byte) row.i4() + (short) row.i8() + (int) row.i8() + Integer.bitCount(row.u4());
    }
    return total;
  }

  private static double nested(NdArray array) {
    Rows<Row> rows = array.asRows(TYPE);
    long total = 0;
    double sum = 0;
    for (long i = 0; i < rows.size(); i++) {
      total += rows.get(i).point().x();
      sum += rows.get(i).point().y();
    }
    return total + sum;
  }

  private static double objects(NdArray array) {
    Rows<Row> rows = array.asRows(TYPE);
    long total = 0;
    for (long i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      total += row.text().length() + (row.time() == null ? 1 : row.time().getEpochSecond());
    }
    return total;
  }

  private static double arrays(NdArray array) {
    Rows<Row> rows = array.asRows(TYPE);
    long total = 0;
    for (long i = 0; i < rows.size(); i++) {
      total += rows.get(i).array()[1];
    }
    return total;
  }

  private static double kept(NdArray array) {
    return array.asRows(TYPE).stream().filter(row -> row.i4() == 0).toList().size();
  }

  private static double set(NdArray array) {
    Rows<Row> rows = array.asRows(TYPE);
    for (long i = 0; i < rows.size(); i++) {
      rows.set(
          i,
          new Row(
              (byte) 0,
              (short) 0,
              0,
              0,
              0,
              false,
              0,
              0,
              0,
              Instant.EPOCH,
              "",
              new int[3],
              new Point(0, 0)));
    }
    return 0;
  }
}
