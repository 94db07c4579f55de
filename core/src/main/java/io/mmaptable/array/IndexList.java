package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a list in an index: of positions or truth values, nested as deep as there are dimensions,
/// or of field names.
final class IndexList {
  private final IndexScanner scanner;
  private final List<Long> values = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private boolean truths = true;

  IndexList(IndexScanner scanner) {
    this.scanner = scanner;
  }

  Index read() {
    int start = scanner.position();
    long[] lengths = lengths(1);
    if (!names.isEmpty()) {
      if (!values.isEmpty() || lengths.length != 1) {
        throw scanner.error(start, "a list of names or of numbers");
      }
      return new Index.Fields(names);
    }
    long[] flat = values.stream().mapToLong(Long::longValue).toArray();
    NdArray array = NdArray.of(flat);
    if (truths && flat.length > 0) {
      NdArray mask = NdArray.zeros(DType.BOOL, flat.length);
      mask.setLongs(flat);
      array = mask;
    }
    return array.reshape(lengths);
  }

  /// Reads a list and returns the lengths of its dimensions.
  private long[] lengths(int depth) {
    Shapes.requireDimensions(depth);
    scanner.expect('[');
    long count = 0;
    long @Nullable [] inner = null;
    while (!scanner.isAt(']')) {
      int at = scanner.position();
      long[] item = scanner.isAt('[') ? lengths(depth + 1) : scalar();
      if (inner != null && !Arrays.equals(inner, item)) {
        throw scanner.error(at, "items of one shape");
      }
      inner = item;
      count++;
      if (!scanner.accept(',')) {
        break;
      }
    }
    scanner.expect(']');
    return Shapes.concat(new long[] {count}, inner == null ? new long[0] : inner);
  }

  /// Reads a name, a truth value or a number, which has no dimensions.
  private long[] scalar() {
    if (scanner.isAt('\'') || scanner.isAt('"')) {
      names.add(scanner.quoted());
      return new long[0];
    }
    @Nullable Boolean truth = scanner.truth();
    @Nullable Long number = truth == null ? scanner.number() : null;
    truths &= truth != null;
    if (number != null) {
      values.add(number);
    } else if (truth != null) {
      values.add(truth ? 1L : 0L);
    } else {
      throw scanner.expected("a number, 'True', 'False', a quoted name, '[' or ']'");
    }
    return new long[0];
  }
}
