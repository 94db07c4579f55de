package io.mmaptable.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// An index of `cases/generate.py`, as objects and as text.
///
/// @param parts what stands between the brackets, each as Python would write it, or `@` and the
///   name of an array
record CaseIndex(List<String> parts) {

  static CaseIndex of(String column) {
    return new CaseIndex(List.of(column.split("\\|", -1)));
  }

  boolean isText() {
    return parts.stream().noneMatch(part -> part.startsWith("@"));
  }

  /// Whether it can be made of objects, which a list of fields cannot.
  boolean isObjects() {
    return parts.stream().noneMatch(part -> part.startsWith("['"));
  }

  boolean isEllipsis() {
    return parts.equals(List.of("..."));
  }

  String text() {
    return String.join(", ", parts);
  }

  Index[] objects(CaseArrays arrays) {
    return parts.stream().map(part -> object(part, arrays)).toArray(Index[]::new);
  }

  private static Index object(String part, CaseArrays arrays) {
    return switch (part.charAt(0)) {
      case '@' -> arrays.get(part.substring(1)).heapArray();
      case '.' -> Index.ELLIPSIS;
      case 'N' -> Index.NEW_AXIS;
      case '\'' -> Index.field(part.substring(1, part.length() - 1));
      case '[' -> list(part.substring(1, part.length() - 1));
      default -> part.contains(":") ? slice(part) : Index.at(Long.parseLong(part));
    };
  }

  private static Index list(String items) {
    List<String> list = items.isEmpty() ? List.of() : List.of(items.split(", ", -1));
    if (items.startsWith("True") || items.startsWith("False")) {
      boolean[] mask = new boolean[list.size()];
      for (int i = 0; i < mask.length; i++) {
        mask[i] = list.get(i).equals("True");
      }
      return NdArray.of(mask);
    }
    return Index.of(list.stream().mapToLong(Long::parseLong).toArray());
  }

  private static Slice slice(String part) {
    var bounds = new ArrayList<Long>();
    Stream<String> texts = Arrays.stream(part.split(":", -1));
    texts.forEach(text -> bounds.add(text.isEmpty() ? null : Long.valueOf(text)));
    Long step = bounds.size() < 3 ? null : bounds.get(2);
    return new Slice(bounds.get(0), bounds.get(1), step == null ? 1 : step);
  }
}
