package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TypedViewSourceTest {
  private static final Path SOURCES = Path.of("src/main/java/io/mmaptable/array");

  static List<TypedViewSource> sources() {
    return TypedViewSource.ALL;
  }

  @ParameterizedTest
  @MethodSource("sources")
  void sourceIsWhatTheTemplateGives(TypedViewSource source) throws IOException {
    String checkedIn = Files.readString(SOURCES.resolve(source.fileName()));
    assertEquals(withoutLayout(source.text()), withoutLayout(checkedIn), source.fileName());
  }

  /// The formatter breaks lines where it likes.
  private static String withoutLayout(String text) {
    return text.replaceAll("[\\s/]+", " ");
  }
}
