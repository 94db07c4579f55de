package io.mmaptable.peers;

import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Programs for Node.js, with the packages that they need, which are installed once below `target`.
final class Npm {
  private static final Path HOME = Path.of("target", "npm").toAbsolutePath();
  private static final Duration INSTALLATION = Duration.ofMinutes(5);

  private static final List<String> PACKAGES =
      List.of(
          "apache-arrow@21.1.0",
          "nodejs-polars@0.26.0",
          "nodejs-polars-linux-x64-gnu@0.26.0",
          "numcodecs@0.3.2",
          "zarrita@0.7.5",
          "@zarrita/storage@0.2.0");

  private Npm() {}

  /// Installs the packages, or skips the running test.
  static void install() throws IOException {
    Path done = HOME.resolve("installed");
    if (Files.exists(done) && Files.readString(done).equals(PACKAGES.toString())) {
      return;
    }
    Files.createDirectories(HOME);
    Files.writeString(HOME.resolve("package.json"), "{\"private\": true}");
    var command = new ArrayList<String>();
    command.addAll(List.of("npm", "install", "--prefix", HOME.toString(), "--no-package-lock"));
    command.addAll(List.of("--ignore-scripts", "--no-audit", "--no-fund"));
    command.addAll(PACKAGES);
    try (ChildProcess npm = ChildProcess.start("npm", command)) {
      if (npm.exitStatus(INSTALLATION) != 0) {
        throw Peers.unavailable("npm cannot install " + PACKAGES + ": " + npm.errors());
      }
    } catch (IllegalStateException | UncheckedIOException e) {
      throw Peers.unavailable("no npm: install Debian's package npm");
    }
    Files.writeString(done, PACKAGES.toString());
  }

  /// Runs one of the programs among the tests' resources.
  ///
  /// @return what it prints, without the last line end
  static String run(String program, Object... arguments) throws IOException {
    Path script = HOME.resolve(program);
    try (var in = Npm.class.getResourceAsStream("/peers/" + program)) {
      Files.copy(Objects.requireNonNull(in, program), script, StandardCopyOption.REPLACE_EXISTING);
    }
    var command = new ArrayList<>(List.of("node", script.toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    try (ChildProcess node = ChildProcess.start(program, command)) {
      return node.awaitSuccess().stripTrailing();
    }
  }
}
