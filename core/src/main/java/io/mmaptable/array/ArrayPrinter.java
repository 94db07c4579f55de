package io.mmaptable.array;

/// Prints arrays as `numpy.array2string` does with its defaults.
///
/// Source of the rules: <https://numpy.org/doc/stable/reference/generated/numpy.array2string.html>
/// and `numpy/_core/arrayprint.py`.
final class ArrayPrinter {
  static final long THRESHOLD = 1000;
  static final int EDGE_ITEMS = 3;
  private static final int LINE_WIDTH = 75;

  /// The edges of many dimensions are many elements, and elements without bytes may be more than
  /// any file holds.
  static final long MOST_SHOWN = 1_000_000;

  private final NdArray array;
  private final boolean summarise;
  private final ElementFormat format;

  private ArrayPrinter(NdArray array) {
    this.array = array;
    this.summarise = array.size() > THRESHOLD;
    this.format = ElementFormat.of(array.dtype(), array.ndim() == 0);
  }

  static String print(NdArray array) {
    if (array.size() == 0) {
      return "[]";
    }
    return Faults.guard(array, () -> new ArrayPrinter(array).print());
  }

  private String print() {
    if (shown() > MOST_SHOWN) {
      return "[...]";
    }
    collect(0, array.offset());
    format.fit();
    return nested(0, array.offset(), "", "");
  }

  /// How many elements will be seen, or any number above [#MOST_SHOWN].
  private long shown() {
    long shown = 1;
    for (int axis = 0; axis < array.ndim() && shown <= MOST_SHOWN; axis++) {
      long length = array.length(axis);
      shown *= summarise ? Math.min(length, 2 * EDGE_ITEMS) : length;
    }
    return shown;
  }

  /// Shows the format the elements that will be seen, which set the width of all.
  private void collect(int axis, long at) {
    if (axis == array.ndim()) {
      format.add(array.segment(), at);
      return;
    }
    long length = array.length(axis);
    boolean cut = isCut(axis);
    for (long i = 0; i < length; i++) {
      if (cut && i == EDGE_ITEMS) {
        i = length - EDGE_ITEMS;
      }
      collect(axis + 1, at + i * array.stride(axis));
    }
  }

  private boolean isCut(int axis) {
    return summarise && array.length(axis) > 2 * EDGE_ITEMS;
  }

  private String nested(int axis, long at, String hanging, String suffix) {
    int rest = array.ndim() - axis;
    if (rest == 0) {
      return format.format(array.segment(), at);
    }
    return rest == 1
        ? line(axis, at, hanging + " ", LINE_WIDTH - suffix.length() - 1)
        : rows(axis, at, hanging + " ", suffix + "]");
  }

  private String rows(int axis, long at, String indent, String suffix) {
    String separator = "\n".repeat(array.ndim() - axis - 1);
    var out = new StringBuilder("[");
    long length = array.length(axis);
    boolean cut = isCut(axis);
    for (long i = 0; i < length; i++) {
      if (i > 0) {
        out.append(separator).append(indent);
      }
      if (cut && i == EDGE_ITEMS) {
        out.append("...").append(separator).append(indent);
        i = length - EDGE_ITEMS;
      }
      out.append(nested(axis + 1, at + i * array.stride(axis), indent, suffix));
    }
    return out.append("]").toString();
  }

  /// One innermost run, broken into lines.
  private String line(int axis, long at, String hanging, int width) {
    var out = new StringBuilder("[");
    var line = new StringBuilder(hanging);
    long length = array.length(axis);
    boolean cut = isCut(axis);
    for (long i = 0; i < length; i++) {
      if (cut && i == EDGE_ITEMS) {
        line = extend(out, line, "...", hanging, width).append(' ');
        i = length - EDGE_ITEMS;
      }
      String word = format.format(array.segment(), at + i * array.stride(axis));
      line = extend(out, line, word, hanging, width);
      if (i < length - 1) {
        line.append(' ');
      }
    }
    return out.append(line.substring(hanging.length())).append(']').toString();
  }

  /// Appends a word to a line; a word that does not fit starts the next line.
  private static StringBuilder extend(
      StringBuilder out, StringBuilder line, String word, String hanging, int width) {
    if (characters(line) + characters(word) > width && line.length() > hanging.length()) {
      out.append(line.substring(hanging.length()).stripTrailing()).append('\n').append(hanging);
      return new StringBuilder(hanging).append(word);
    }
    return line.append(word);
  }

  private static int characters(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
