package io.mmaptable.fuzz;

import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs Jazzer on a target, in a JVM of its own and in a directory under `target/fuzz`.
final class Jazzer {
  private static final Path WORK = Path.of("target", "fuzz").toAbsolutePath();
  private static final Path TOKENS = Path.of("src", "test", "fuzz", "tokens.dict").toAbsolutePath();

  /// What takes longer is reported as a finding.
  private static final int LONGEST_SECONDS = 10;

  private static final int MOST_MEGABYTES = 3000;

  /// They allocate for each attempt of a regular expression, on the thread whose allocation is
  /// measured.
  private static final String REGEX_HOOKS =
      "com.code_intelligence.jazzer.sanitizers.RegexRoadblocks"
          + ":com.code_intelligence.jazzer.sanitizers.RegexInjection";

  private final FuzzTarget target;
  private final Path directory;

  Jazzer(FuzzTarget target) {
    this.target = target;
    this.directory = WORK.resolve(target.fileName());
  }

  /// Where the inputs are that reach something new.
  Path corpus() {
    return directory.resolve("corpus");
  }

  /// Where the inputs are that were answered wrongly.
  Path findings() {
    return directory.resolve("findings");
  }

  /// A directory of the inputs that are in the project.
  Path known() throws IOException {
    var inputs = new ArrayList<byte[]>(target.seeds());
    inputs.addAll(Inputs.corpus(target));
    inputs.addAll(Inputs.regressions(target));
    Path known = empty("known");
    for (int i = 0; i < inputs.size(); i++) {
      Files.write(known.resolve(String.format("%05d", i)), inputs.get(i));
    }
    return known;
  }

  /// A directory that holds nothing yet.
  Path empty(String name) throws IOException {
    Path empty = directory.resolve(name);
    if (Files.exists(empty)) {
      Directories.delete(empty);
    }
    return Files.createDirectories(empty);
  }

  /// Starts it.
  ///
  /// @param arguments options of libFuzzer's, and directories of inputs
  ChildProcess start(Object... arguments) throws IOException {
    Files.createDirectories(corpus());
    Files.createDirectories(findings());
    var command =
        new ArrayList<>(
            List.of(
                "-Xmx1g",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + empty("tmp"),
                "-cp",
                String.join(File.pathSeparator, ChildJvm.classPath()),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzEntry.class.getName(),
                "--target_args=" + target.fileName(),
                "--instrumentation_includes=io.mmaptable.**",
                "--disabled_hooks=" + REGEX_HOOKS,
                "--reproducer_path=" + findings(),
                "-artifact_prefix=" + findings() + File.separator,
                "-dict=" + TOKENS,
                "-timeout=" + LONGEST_SECONDS,
                "-rss_limit_mb=" + MOST_MEGABYTES,
                "-max_len=16384",
                "-print_final_stats=1"));
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    return ChildJvm.java("Jazzer", command);
  }
}
