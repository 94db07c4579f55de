package io.mmaptable.array;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What stands beside the operands of a case: a number, or `axes=0,1;keepdims;where=@name;ddof=1`.
///
/// @param text what the generator wrote
/// @param arrays the arrays by name
record CaseArguments(String text, CaseArrays arrays) {

  boolean isEmpty() {
    return text.isEmpty();
  }

  int number() {
    return Integer.parseInt(text);
  }

  Side side() {
    return text.equals("left") ? Side.LEFT : Side.RIGHT;
  }

  Reduction reduction() {
    String axes = option("axes");
    Reduction how = axes == null ? Reduction.ALL : Reduction.over(CaseTable.axes(axes));
    if (option("keepdims") != null) {
      how = how.keepDims();
    }
    String mask = option("where");
    if (mask != null) {
      how = how.where(arrays.get(mask.substring(1)).array());
    }
    String ddof = option("ddof");
    return ddof == null ? how : how.ddof(Double.parseDouble(ddof));
  }

  /// What stands behind a name, nothing if the name stands alone, or null.
  private @Nullable String option(String name) {
    for (String option : text.split(";", -1)) {
      if (option.equals(name)) {
        return "";
      }
      if (option.startsWith(name + "=")) {
        return Objects.requireNonNull(option).substring(name.length() + 1);
      }
    }
    return null;
  }
}
