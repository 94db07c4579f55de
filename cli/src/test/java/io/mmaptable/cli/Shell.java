package io.mmaptable.cli;

import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs scripts of the shell that call `mmaptable`, each time in a process of its own.
///
/// @param directory where they run
record Shell(Path directory) {

  /// For a JVM that lives for a second, which the optimizing compiler takes longer to start.
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  /// Starts a script.
  ChildProcess start(String script) {
    return start(List.of("sh", "-c", withCommand(script, QUICK)), Map.of());
  }

  /// Starts a script at a terminal, which standard error is, and standard input and output if they
  /// are not redirected.
  ///
  /// @param transcript where all goes that the terminal gets
  /// @param flags of the JVM
  ChildProcess startAtTerminal(Path transcript, String script, String... flags) {
    return start(
        List.of(
            "sh",
            "-c",
            "exec script --quiet --return --command \"$SCRIPT\" /dev/null > \"$TRANSCRIPT\""
                + " < /dev/null"),
        Map.of(
            "SHELL",
            "/bin/sh",
            "SCRIPT",
            withCommand(script, flags),
            "TRANSCRIPT",
            transcript.toString()));
  }

  private ChildProcess start(List<String> command, Map<String, String> environment) {
    Stream<String> inDirectory = Stream.of("env", "--chdir", directory.toString());
    return ChildProcess.start(
        "script", Stream.concat(inDirectory, command.stream()).toList(), environment);
  }

  private static String withCommand(String script, String... flags) {
    String words =
        command(flags).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    return "mmaptable() { " + words + " \"$@\"; }; " + script;
  }

  /// The words that start the command, before its arguments.
  static List<String> command(String... flags) {
    Stream<String> java =
        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Stream<String> main =
        Stream.of(
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            String.join(File.pathSeparator, ChildJvm.classPath()),
            Main.class.getName());
    return Stream.of(java, Arrays.stream(flags), main).flatMap(words -> words).toList();
  }
}
