package io.mmaptable.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RealLoopsSourceTest {
  private static final Path SOURCES = Path.of("src/main/java/io/mmaptable/internal/kernel");

  static List<RealLoopsSource> sources() {
    return RealLoopsSource.ALL;
  }

  @ParameterizedTest
  @MethodSource("sources")
  void sourceIsWhatTheTemplateGives(RealLoopsSource source) throws IOException {
    String checkedIn = Files.readString(SOURCES.resolve(source.fileName()));
    assertEquals(withoutLayout(source.text()), withoutLayout(checkedIn), source.fileName());
  }

  /// The formatter breaks lines where it likes.
  private static String withoutLayout(String text) {
    return text.replaceAll("[\\s/]+", " ");
  }
}
