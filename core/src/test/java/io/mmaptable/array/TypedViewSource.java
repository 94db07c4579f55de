package io.mmaptable.array;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Makes the sources of [Doubles] and its siblings from one template, `TypedView.txt`. Its `main`
/// writes them into the directory it is given; the build's formatter lays them out.
///
/// @param name the class
/// @param type what an element is in Java
/// @param dtypes the dtypes that are accepted, for messages
/// @param kinds the records of `DType` that are accepted, where their item size is right
/// @param size the item size
/// @param bits the integer of that size
record TypedViewSource(
    String name, String type, String dtypes, List<String> kinds, int size, Bits bits) {

  /// An integer type, and its box.
  enum Bits {
    BYTE("byte", "Byte"),
    SHORT("short", "Short"),
    INT("int", "Integer"),
    LONG("long", "Long");

    private final String type;
    private final String box;

    Bits(String type, String box) {
      this.type = type;
      this.box = box;
    }

    String method() {
      return name().charAt(0) + type.substring(1);
    }

    /// Bytes have no order.
    String swapped(String value) {
      return this == BYTE ? value : "swap ? " + box + ".reverseBytes(" + value + ") : " + value;
    }

    /// What is narrower than an int is joined with nothing but its widening, which the JVM knows.
    String load() {
      String load = "Memory.get" + method() + "(memory, at)";
      return this == INT || this == LONG ? load + " ^ zero" : load;
    }
  }

  static final List<TypedViewSource> ALL =
      List.of(
          new TypedViewSource("Doubles", "double", "float64", List.of("Floating"), 8, Bits.LONG),
          new TypedViewSource("Floats", "float", "float32", List.of("Floating"), 4, Bits.INT),
          new TypedViewSource(
              "Longs",
              "long",
              "int64, uint64, datetime64 or timedelta64",
              List.of("Int", "UInt", "DateTime", "TimeDelta"),
              8,
              Bits.LONG),
          new TypedViewSource(
              "Ints", "int", "int32 or uint32", List.of("Int", "UInt"), 4, Bits.INT),
          new TypedViewSource(
              "Shorts", "short", "int16 or uint16", List.of("Int", "UInt"), 2, Bits.SHORT),
          new TypedViewSource(
              "Bytes",
              "byte",
              "int8, uint8 or bool",
              List.of("Int", "UInt", "Bool"),
              1,
              Bits.BYTE));

  private static final List<String> KINDS =
      List.of(
          "Bool",
          "Int",
          "UInt",
          "Floating",
          "Complex",
          "Bytes",
          "Text",
          "Opaque",
          "DateTime",
          "TimeDelta",
          "Struct");

  /// Writes the sources.
  public static void main(String[] arguments) throws IOException {
    for (TypedViewSource source : ALL) {
      Files.writeString(Path.of(arguments[0]).resolve(source.fileName()), source.text());
    }
  }

  String fileName() {
    return name + ".java";
  }

  String text() throws IOException {
    String text = template();
    for (var entry : values().entrySet()) {
      text = text.replace("${" + entry.getKey() + "}", entry.getValue());
    }
    return text;
  }

  private static String template() throws IOException {
    try (InputStream in = TypedViewSource.class.getResourceAsStream("TypedView.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Map<String, String> values() {
    var refused = new ArrayList<>(KINDS);
    refused.removeAll(kinds);
    return Map.ofEntries(
        Map.entry("Name", name),
        Map.entry("type", type),
        Map.entry("bits", bits.type),
        Map.entry("Bits", bits.method()),
        Map.entry("dtypes", dtypes),
        Map.entry("size", String.valueOf(size)),
        Map.entry("note", note()),
        Map.entry("accepted", cases(kinds)),
        Map.entry("refused", cases(refused)),
        // What becomes of a double is a vector instruction, all of which the JVM knows.
        Map.entry("load", type.equals("double") ? bits.load().replace(" ^ zero", "") : bits.load()),
        Map.entry("swapped", bits.swapped("bits")),
        Map.entry("decoded", decoded()),
        Map.entry("encoded", encoded()));
  }

  private String decoded() {
    String swapped = bits.swapped("bits");
    return switch (type) {
      case "double" -> "Double.longBitsToDouble(" + swapped + ")";
      case "float" -> "Float.intBitsToFloat(" + swapped + ")";
      default -> swapped;
    };
  }

  private String encoded() {
    return switch (type) {
      case "double" -> "Double.doubleToRawLongBits(value)";
      case "float" -> "Float.floatToRawIntBits(value)";
      default -> "value";
    };
  }

  private String note() {
    return kinds.contains("UInt")
        ? "/// Unsigned elements are given as their bits"
            + (kinds.contains("DateTime")
                ? ", times as counts of their unit, NaT as the least"
                : "")
            + (kinds.contains("Bool") ? ", truth values as 0 and 1" : "")
            + ".\n///\n"
        : "";
  }

  private static String cases(List<String> kinds) {
    return kinds.stream().map(kind -> "DType." + kind + " _").collect(Collectors.joining(", "));
  }
}
