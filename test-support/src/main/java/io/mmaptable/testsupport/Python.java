package io.mmaptable.testsupport;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A Python 3 with NumPy on this machine: the one that the environment variable `MMAPTABLE_PYTHON`
/// names, else the first of `python3` on the `PATH` and `/usr/bin/python3` that can import NumPy.
/// May be used from any thread.
public final class Python {

  private static final Duration PROBE_TIMEOUT = Duration.ofMinutes(1);
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PYTHONUTF8", "1", "PYTHONUNBUFFERED", "1", "PYTHONDONTWRITEBYTECODE", "1");

  private final String executable;
  private final String numpyVersion;

  private Python(String executable, String numpyVersion) {
    this.executable = executable;
    this.numpyVersion = numpyVersion;
  }

  /// Returns the Python of this machine, or skips or fails the running test by the policy of
  /// [Peers].
  ///
  /// @return a Python that imports NumPy
  public static Python required() {
    return Found.PYTHON.orElseThrow(
        () ->
            Peers.unavailable(
                "no python3 with NumPy on this machine; set MMAPTABLE_PYTHON to one"));
  }

  /// Returns the first Python of this machine that imports packages which its distribution may
  /// lack, or skips the running test, even where peers are required.
  ///
  /// @param packages the names by which Python imports them
  /// @return a Python that imports NumPy and the packages
  public static Python importing(String... packages) {
    String names = String.join(", ", packages);
    return candidates().stream()
        .flatMap(executable -> probe(executable).stream())
        .filter(python -> python.imports(names))
        .findFirst()
        .orElseThrow(() -> Peers.skipped("no python3 on this machine that imports " + names));
  }

  private boolean imports(String names) {
    try (ChildProcess child = start("import " + names)) {
      return child.exitStatus(PROBE_TIMEOUT) == 0;
    }
  }

  /// Starts a script that runs beside the test where there is a Python that imports NumPy, for a
  /// test that has more to show than what NumPy sees. Where peers are required there must be one.
  ///
  /// @param script Python source
  /// @param arguments what the script finds in `sys.argv[1:]`, as strings
  /// @return the running process, to be closed by the caller; nothing where there is no such Python
  public static Optional<ChildProcess> startIfThere(String script, Object... arguments) {
    return Found.PYTHON.isEmpty() && !Peers.required()
        ? Optional.empty()
        : Optional.of(required().start(script, arguments));
  }

  /// Returns the version of its NumPy.
  ///
  /// @return such as `2.4.1`
  public String numpyVersion() {
    return numpyVersion;
  }

  /// Runs a script to its end, up to two minutes.
  ///
  /// @param script Python source
  /// @param arguments what the script finds in `sys.argv[1:]`, as strings
  /// @return its standard output, without the end of the last line
  /// @throws AssertionError if its exit status is not 0, with its standard error, or if it does not
  ///   end
  public String run(String script, Object... arguments) {
    try (ChildProcess child = start(script, arguments)) {
      return child.awaitSuccess();
    }
  }

  /// Starts a script that runs beside the test. What it prints arrives at once.
  ///
  /// @param script Python source
  /// @param arguments what the script finds in `sys.argv[1:]`, as strings
  /// @return the running process, to be closed by the caller
  public ChildProcess start(String script, Object... arguments) {
    return start(executable, script, arguments);
  }

  /// Returns the executable and the version of NumPy.
  @Override
  public String toString() {
    return executable + " with NumPy " + numpyVersion;
  }

  private static ChildProcess start(String executable, String script, Object... arguments) {
    List<String> command = new ArrayList<>(List.of(executable, "-c", script));
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    return ChildProcess.start(executable, command, ENVIRONMENT);
  }

  private static Optional<Python> probe(String executable) {
    try (ChildProcess child = start(executable, "import numpy; print(numpy.__version__)")) {
      return child.exitStatus(PROBE_TIMEOUT) == 0
          ? Optional.of(new Python(executable, child.awaitSuccess()))
          : Optional.empty();
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static List<String> candidates() {
    String chosen = System.getenv("MMAPTABLE_PYTHON");
    return chosen == null ? List.of("python3", "/usr/bin/python3") : List.of(chosen);
  }

  /// The search, made once for this JVM.
  private static final class Found {
    static final Optional<Python> PYTHON =
        candidates().stream().flatMap(executable -> probe(executable).stream()).findFirst();
  }
}
