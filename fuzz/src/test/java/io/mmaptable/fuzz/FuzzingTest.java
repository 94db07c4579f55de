package io.mmaptable.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmaptable.testsupport.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Fuzzes each target from the seeds, the corpus and the regressions on. `-Dfuzz.seconds=600` does
/// so for longer, `-Dfuzz.target=header` one target only, and `-Dfuzz.keep=true` puts into the
/// project's corpus what reaches new code. What was found stays in `target/fuzz`.
@Tag("long")
class FuzzingTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 30);
  private static final String TARGET = System.getProperty("fuzz.target", "");
  private static final boolean KEEP = Boolean.getBoolean("fuzz.keep");

  /// What starting, reading the corpus and merging it may take besides.
  private static final Duration MORE = Duration.ofMinutes(10);

  /// Longer inputs are not kept: there is hardly anything that a shorter one does not reach.
  private static final int LONGEST_KEPT = 800;

  /// What is shown of a log that ends with a finding.
  private static final int MOST_LINES = 60;

  @ParameterizedTest
  @EnumSource
  void fuzzingFindsNothing(FuzzTarget target) throws IOException {
    assumeTrue(TARGET.isEmpty() || TARGET.equals(target.fileName()), "another target is chosen");
    var jazzer = new Jazzer(target);
    String log = run(jazzer, "-max_total_time=" + SECONDS, jazzer.corpus(), jazzer.known());
    System.out.println(target + ": " + summary(log));
    if (KEEP) {
      keep(target, jazzer);
    }
  }

  private static String run(Jazzer jazzer, Object... arguments) throws IOException {
    try (ChildProcess process = jazzer.start(arguments)) {
      int status = process.exitStatus(MORE.plusSeconds(SECONDS));
      String log = process.errors();
      assertEquals(0, status, () -> "see " + jazzer.findings() + "\n" + end(log));
      return log;
    }
  }

  private static String end(String log) {
    List<String> lines = log.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
  }

  /// The last line on the coverage, and how many inputs were run.
  private static String summary(String log) {
    List<String> lines = log.lines().toList();
    return Stream.of(" cov: ", "Done ")
        .map(part -> lines.stream().filter(line -> line.contains(part)).reduce("", (_, b) -> b))
        .collect(Collectors.joining("; "));
  }

  /// Writes the fewest and shortest inputs that reach all the code that is reached.
  private static void keep(FuzzTarget target, Jazzer jazzer) throws IOException {
    Path shortOnes = jazzer.empty("short");
    for (Path found : Directories.files(jazzer.corpus())) {
      if (Files.size(found) <= LONGEST_KEPT) {
        Files.copy(found, shortOnes.resolve(found.getFileName()));
      }
    }
    Path merged = jazzer.empty("merged");
    String _ =
        run(jazzer, "-merge=1", "-use_counters=0", "-use_cmp=0", merged, jazzer.known(), shortOnes);
    var lines = new TreeSet<String>();
    for (Path input : Directories.files(merged)) {
      lines.add(Inputs.format(Files.readAllBytes(input)));
    }
    Files.write(Inputs.corpusFile(target), lines);
  }
}
