package io.mmaptable.testsupport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {

  @TempDir private Path directory;

  static final class Greeter {
    public static void main(String[] args) {
      System.out.println("hello, " + args[0]);
    }
  }

  @Test
  void childTakesItsClassesFromTheCache() throws IOException {
    AotCache cache = AotCache.in(directory.resolve("cache"));
    try (ChildProcess trained = cache.train(List.of(), Greeter.class, "cache")) {
      assertTrue(trained.awaitSuccess().contains("hello, cache"), trained::toString);
    }
    List<String> options = List.of("-Xlog:class+load");
    try (ChildProcess child = cache.start(options, Greeter.class, "Ada")) {
      String output = child.awaitSuccess();
      assertTrue(output.contains("hello, Ada"), output);
      assertTrue(
          output
              .lines()
              .anyMatch(line -> line.contains(Greeter.class.getName() + " source: shared")),
          output);
    }
  }
}
