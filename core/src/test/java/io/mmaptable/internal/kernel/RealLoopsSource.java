package io.mmaptable.internal.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Makes the sources of [DoubleLoops] and [FloatLoops] from one template, `RealLoops.txt`. Its
/// `main` writes them into the directory it is given; the build's formatter lays them out.
///
/// @param name the class
/// @param type what an element is in Java
/// @param box the box of that type
record RealLoopsSource(String name, String type, String box) {
  static final List<RealLoopsSource> ALL =
      List.of(
          new RealLoopsSource("DoubleLoops", "double", "Double"),
          new RealLoopsSource("FloatLoops", "float", "Float"));

  /// Writes the sources.
  public static void main(String[] arguments) throws IOException {
    for (RealLoopsSource source : ALL) {
      Files.writeString(Path.of(arguments[0]).resolve(source.fileName()), source.text());
    }
  }

  String fileName() {
    return name + ".java";
  }

  String text() throws IOException {
    boolean isFloat = type.equals("float");
    return template()
        .replace("${Name}", name)
        .replace("${type}", type)
        .replace("${Box}", box)
        .replace("${cast}", isFloat ? "(float) " : "")
        .replace("${zero}", isFloat ? "0f" : "0.0")
        .replace("${half}", isFloat ? "0.5f" : "0.5");
  }

  private static String template() throws IOException {
    try (InputStream in = RealLoopsSource.class.getResourceAsStream("RealLoops.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
