package io.mmaptable.cli;

import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Starts consoles in processes of their own, which read from a pipe or a terminal.
final class Consoles {
  private Consoles() {}

  /// Runs `diskarray interact`.
  ///
  /// @param lines what is typed
  /// @param arguments what follows the command's name
  static ChildProcess array(List<String> lines, Object... arguments) {
    return start(DiskArrayMain.class, lines, arguments);
  }

  /// Runs `mmaptable interact`.
  ///
  /// @param lines what is typed
  /// @param arguments what follows the command's name
  static ChildProcess table(List<String> lines, Object... arguments) {
    return start(Main.class, lines, arguments);
  }

  /// Runs `diskarray interact` at a terminal.
  ///
  /// @param preferences the directory for what the JDK keeps of a user
  /// @param lines what is typed
  /// @param arguments what follows the command's name
  static ChildProcess terminal(Path preferences, List<String> lines, Object... arguments) {
    List<String> java = new ArrayList<>(java("-Djava.util.prefs.userRoot=" + preferences));
    java.addAll(arguments(DiskArrayMain.class, arguments));
    String typist =
        "printf '%s' \"$TYPED\" | script --quiet --return --command \"$CONSOLE\" /dev/null";
    String console = String.join(" ", java.stream().map(word -> "'" + word + "'").toList());
    return ChildProcess.start(
        "terminal",
        List.of("sh", "-c", typist),
        Map.of("TYPED", typed(lines), "CONSOLE", console, "TERM", "dumb"));
  }

  private static ChildProcess start(Class<?> main, List<String> lines, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "printf '%s' \"$TYPED\" | exec \"$@\"", "sh"));
    command.addAll(java("-XX:TieredStopAtLevel=1"));
    command.addAll(arguments(main, arguments));
    return ChildProcess.start("console", command, Map.of("TYPED", typed(lines)));
  }

  private static List<String> java(String flag) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Dstdout.encoding=UTF-8",
        "-Dstderr.encoding=UTF-8",
        "-XX:+UseSerialGC",
        flag,
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        String.join(File.pathSeparator, ChildJvm.classPath()));
  }

  private static List<String> arguments(Class<?> main, Object... arguments) {
    return Stream.concat(
            Stream.of(main.getName(), "interact"), Stream.of(arguments).map(String::valueOf))
        .toList();
  }

  private static String typed(List<String> lines) {
    return String.join("", lines.stream().map(line -> line + "\n").toList());
  }
}
