package io.mmaptable.internal.store;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A second JVM with the classes of this module and of its tests, and no native access.
public final class TestJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private TestJvm(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  public static TestJvm start(Class<?> mainClass, Object... arguments) throws IOException {
    return start(List.of(), mainClass, arguments);
  }

  public static TestJvm start(List<String> flags, Class<?> mainClass, Object... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What is compiled is waited for, so that all runs are alike; a crash leaves no file behind.
    command.addAll(flags);
    command.addAll(List.of("-Xbatch", "-XX:ErrorFile=/dev/null", "-cp"));
    command.add(root(TestJvm.class) + File.pathSeparator + root(RowFile.class));
    command.add(mainClass.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new TestJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /// The directory that a class file lies in the packages of.
  private static Path root(Class<?> type) {
    String name = type.getSimpleName() + ".class";
    URI file = URI.create(Objects.requireNonNull(type.getResource(name)).toString());
    int packages = type.getName().split("\\.", -1).length;
    Path root = Path.of(file);
    for (int i = 0; i < packages; i++) {
      root = Objects.requireNonNull(root.getParent());
    }
    return root;
  }

  long pid() {
    return process.pid();
  }

  /// The next line that it prints.
  String line() throws IOException {
    return Objects.requireNonNullElse(output.readLine(), "the end of the output");
  }

  /// All that it prints up to its end.
  public String rest() throws IOException {
    return String.join("\n", lines());
  }

  private List<String> lines() throws IOException {
    return output.readAllLines();
  }

  public int exitStatus() throws InterruptedException {
    return process.waitFor();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    int _ = process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
