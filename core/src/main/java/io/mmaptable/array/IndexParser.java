package io.mmaptable.array;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what stands between NumPy's brackets: `5:10, ::-1`.
///
/// Source: <https://docs.python.org/3/reference/expressions.html#subscriptions-and-slicings>, of
/// which these are taken: integers, slices, `...`, `None` and `newaxis`, `True` and `False`, nested
/// lists of numbers and truth values, and quoted names.
final class IndexParser {
  private final IndexScanner scanner;

  private IndexParser(String text) {
    this.scanner = new IndexScanner(text);
  }

  static Index[] parse(String text) {
    return new IndexParser(text).index().toArray(Index[]::new);
  }

  /// The parts, which parentheses may stand around: a tuple, as Python has it.
  private List<Index> index() {
    boolean tuple = scanner.accept('(');
    List<Index> parts = parts();
    if (tuple) {
      scanner.expect(')');
    }
    scanner.expectEnd("',' or ':'");
    return parts;
  }

  private List<Index> parts() {
    var parts = new ArrayList<Index>();
    while (!scanner.isAtEnd() && !scanner.isAt(')')) {
      parts.add(part());
      if (!scanner.accept(',')) {
        break;
      }
    }
    return parts;
  }

  private Index part() {
    if (scanner.accept("...")) {
      return Index.ELLIPSIS;
    }
    if (scanner.isAt('[')) {
      return list();
    }
    if (scanner.isAt('\'') || scanner.isAt('"')) {
      return new Index.Field(scanner.quoted());
    }
    @Nullable Boolean truth = scanner.truth();
    if (truth != null) {
      return NdArray.asArray(truth);
    }
    if (scanner.accept("np.newaxis") || scanner.accept("newaxis")) {
      return Index.NEW_AXIS;
    }
    return positionOrSlice();
  }

  private Index positionOrSlice() {
    boolean none = scanner.accept("None");
    @Nullable Long start = none ? null : scanner.number();
    if (scanner.accept(':')) {
      @Nullable Long stop = bound();
      @Nullable Long step = scanner.accept(':') ? bound() : null;
      return new Slice(start, stop, step == null ? 1 : step);
    }
    if (none) {
      return Index.NEW_AXIS;
    }
    if (start == null) {
      throw scanner.expected("a number, ':', '...', 'None', a list or a quoted name");
    }
    return new Index.At(start);
  }

  private @Nullable Long bound() {
    return scanner.accept("None") ? null : scanner.number();
  }

  private Index list() {
    var list = new IndexList(scanner);
    return list.read();
  }
}
