package io.mmaptable.cli;

import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Starts consoles in processes of their own, which read from a pipe.
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

  private static ChildProcess start(Class<?> main, List<String> lines, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "printf '%s' \"$TYPED\" | exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dstdout.encoding=UTF-8");
    command.add("-Dstderr.encoding=UTF-8");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(String.join(File.pathSeparator, ChildJvm.classPath()));
    command.add(main.getName());
    command.add("interact");
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    String typed = String.join("", lines.stream().map(line -> line + "\n").toList());
    return ChildProcess.start("console", command, Map.of("TYPED", typed));
  }
}
