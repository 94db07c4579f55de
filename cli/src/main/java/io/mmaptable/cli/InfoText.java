package io.mmaptable.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A [Description] as a person reads it.
///
/// @param description what was described
record InfoText(Map<String, @Nullable Object> description) {

  @Override
  public String toString() {
    var out = new StringBuilder();
    out.append(description.get("path")).append(": ");
    switch (String.valueOf(description.get("kind"))) {
      case "table" -> table(out);
      case "archive" -> {
        List<?> members = entries("members");
        out.append("archive, ").append(count(members.size(), "member")).append('\n');
        lines(out, members);
      }
      default -> out.append("array, ").append(array(description)).append('\n');
    }
    return out.toString();
  }

  private void table(StringBuilder out) {
    List<?> columns = entries("columns");
    out.append("table, ")
        .append(description.get("rows"))
        .append(" rows, ")
        .append(count(columns.size(), "column"))
        .append('\n');
    attr(out, description);
    lines(out, columns);
  }

  private List<?> entries(String key) {
    return description.get(key) instanceof List<?> list ? list : List.of();
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static void lines(StringBuilder out, List<?> entries) {
    int width =
        entries.stream()
            .mapToInt(entry -> String.valueOf(((Map<?, ?>) entry).get("name")).length())
            .max()
            .orElse(0);
    for (Object entry : entries) {
      Map<?, ?> map = (Map<?, ?>) entry;
      String name = String.valueOf(map.get("name"));
      out.append("  ").append(name).repeat(' ', width - name.length() + 2).append(array(map));
      out.append('\n');
      attr(out, map);
    }
  }

  private static String array(Map<?, ?> map) {
    if (map.get("error") instanceof Map<?, ?> error) {
      return error.get("kind") + ": " + error.get("message");
    }
    return "dtype "
        + text(map.get("descr"))
        + ", shape "
        + text(map.get("shape"))
        + (Boolean.TRUE.equals(map.get("fortran_order")) ? ", Fortran order" : "")
        + ", "
        + map.get("nbytes")
        + " bytes "
        + (map.containsKey("codecs")
            ? chunks(map)
            : "from byte " + map.get("data_offset") + " on, ")
        + map.get("format")
        + (map.containsKey("version") ? " " + map.get("version") : "")
        + (map.containsKey("sha256") ? ", sha256 " + map.get("sha256") : "");
  }

  /// What compressed chunks are: how large, how many and by what.
  private static String chunks(Map<?, ?> map) {
    long rows = map.get("shape") instanceof long[] shape ? shape[0] : 0;
    return String.format(
        Locale.ROOT,
        "in %d (%.2f to 1), %s of %s rows by %s, ",
        number(map, "stored_bytes"),
        (double) number(map, "nbytes") / Math.max(1, number(map, "stored_bytes")),
        count(Math.toIntExact(Math.ceilDiv(rows, number(map, "chunk_rows"))), "chunk"),
        map.get("chunk_rows"),
        map.get("codecs") instanceof List<?> codecs
            ? codecs.stream().map(String::valueOf).collect(Collectors.joining(" "))
            : "nothing");
  }

  private static long number(Map<?, ?> map, String key) {
    return map.get(key) instanceof Number number ? number.longValue() : 0;
  }

  private static void attr(StringBuilder out, Map<?, ?> map) {
    if (map.get("attr") != null) {
      out.append("    attr ").append(text(map.get("attr"))).append('\n');
    }
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : AttrJson.write(value);
  }
}
