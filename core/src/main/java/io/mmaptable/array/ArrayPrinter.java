package io.mmaptable.array;

import java.util.ArrayList;
import java.util.List;

/// Prints arrays as `numpy.array2string` does with its defaults.
///
/// Source of the rules: <https://numpy.org/doc/stable/reference/generated/numpy.array2string.html>
/// and `numpy/_core/arrayprint.py`.
final class ArrayPrinter {
  private static final long THRESHOLD = 1000;
  private static final int EDGE_ITEMS = 3;
  private static final int LINE_WIDTH = 75;

  /// The edges of many dimensions are many elements, and elements without bytes may be more than
  /// any file holds.
  private static final long MOST_SHOWN = 1_000_000;

  private final NdArray array;
  private final boolean summarise;
  private final ElementFormat format;

  private ArrayPrinter(NdArray array) {
    this.array = array;
    this.summarise = array.size() > THRESHOLD;
    this.format = ElementFormat.of(array.dtype());
  }

  static String print(NdArray array) {
    if (array.size() == 0) {
      return "[]";
    }
    return Faults.guard(array, () -> new ArrayPrinter(array).print());
  }

  private String print() {
    if (array.ndim() == 0) {
      return ElementFormat.scalar(array.dtype(), array.segment(), array.offset());
    }
    if (shown() > MOST_SHOWN) {
      return "[...]";
    }
    List<NdArray> shown = new ArrayList<>();
    collect(array, shown);
    format.fit(shown);
    return nested(array, "", "");
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

  /// The elements that will be seen, which set the width of all.
  private void collect(NdArray part, List<NdArray> shown) {
    if (part.ndim() == 0) {
      shown.add(part);
      return;
    }
    long length = part.length(0);
    boolean cut = summarise && length > 2 * EDGE_ITEMS;
    for (long i = 0; i < length; i++) {
      if (cut && i == EDGE_ITEMS) {
        i = length - EDGE_ITEMS;
      }
      collect(part.get(Index.at(i)), shown);
    }
  }

  private String nested(NdArray part, String hanging, String suffix) {
    if (part.ndim() == 0) {
      return format.format(part);
    }
    return part.ndim() == 1 ? line(part, hanging + " ", suffix + "]") : rows(part, hanging, suffix);
  }

  private String rows(NdArray part, String hanging, String suffix) {
    String separator = "\n".repeat(part.ndim() - 1);
    var out = new StringBuilder("[");
    long length = part.length(0);
    boolean cut = summarise && length > 2 * EDGE_ITEMS;
    String indent = hanging + " ";
    for (long i = 0; i < length; i++) {
      if (i > 0) {
        out.append(separator).append(indent);
      }
      if (cut && i == EDGE_ITEMS) {
        out.append("...").append(separator).append(indent);
        i = length - EDGE_ITEMS;
      }
      out.append(nested(part.get(Index.at(i)), indent, suffix + "]"));
    }
    return out.append("]").toString();
  }

  /// One innermost run, broken into lines.
  private String line(NdArray part, String hanging, String suffix) {
    var out = new StringBuilder("[");
    var line = new StringBuilder(hanging);
    long length = part.length(0);
    boolean cut = summarise && length > 2 * EDGE_ITEMS;
    for (long i = 0; i < length; i++) {
      if (cut && i == EDGE_ITEMS) {
        line = extend(out, line, "...", hanging, LINE_WIDTH);
        line.append(' ');
        i = length - EDGE_ITEMS;
      }
      boolean last = i == length - 1;
      int width = LINE_WIDTH - Math.max(last ? suffix.length() : 1, suffix.length());
      line = extend(out, line, format.format(part.get(Index.at(i))), hanging, width);
      if (!last) {
        line.append(' ');
      }
    }
    return out.append(line.substring(hanging.length())).append(']').toString();
  }

  /// Appends a word to a line; a word that does not fit starts the next line.
  private static StringBuilder extend(
      StringBuilder out, StringBuilder line, String word, String hanging, int width) {
    if (line.length() + word.length() > width && line.length() > hanging.length()) {
      out.append(line.substring(hanging.length()).stripTrailing()).append('\n').append(hanging);
      return new StringBuilder(hanging).append(word);
    }
    return line.append(word);
  }
}
