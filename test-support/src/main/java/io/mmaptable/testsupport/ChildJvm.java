package io.mmaptable.testsupport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Starts child JVMs of the JDK that runs the test, for what needs a second process: killing a
/// writer, locks, other JVM options. A [ChildProcess] is what a test gets.
public final class ChildJvm {

  private static final List<String> UTF_8_STREAMS =
      List.of("-Dstdin.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8");

  private ChildJvm() {}

  /// Starts a main class with the classes of this JVM. All that is on the class path, the module
  /// path and in patches of modules here is on the class path there, so a main class may be one of
  /// the test's own, nested ones included.
  ///
  /// @param mainClass a class with a `main` method
  /// @param arguments what `main` gets, as strings
  /// @return the running JVM, to be closed by the caller
  public static ChildProcess start(Class<?> mainClass, Object... arguments) {
    return start(List.of(), mainClass, arguments);
  }

  /// Starts a main class with the classes of this JVM and with JVM options.
  ///
  /// @param options options of the `java` command, such as `-Xmx64m`
  /// @param mainClass a class with a `main` method
  /// @param arguments what `main` gets, as strings
  /// @return the running JVM, to be closed by the caller
  public static ChildProcess start(List<String> options, Class<?> mainClass, Object... arguments) {
    return start(options, List.of(), mainClass, arguments);
  }

  /// Starts a main class with other classes in the place of some of this JVM's.
  ///
  /// @param options options of the `java` command, such as `-Xmx64m`
  /// @param replacements where classes are that come before those of the same names here
  /// @param mainClass a class with a `main` method
  /// @param arguments what `main` gets, as strings
  /// @return the running JVM, to be closed by the caller
  public static ChildProcess start(
      List<String> options, List<Path> replacements, Class<?> mainClass, Object... arguments) {
    List<String> entries = new ArrayList<>();
    replacements.forEach(path -> entries.add(path.toString()));
    entries.addAll(classPath());
    return startWith(entries, options, mainClass, arguments);
  }

  /// Starts a main class with a class path and with JVM options.
  static ChildProcess startWith(
      Collection<String> classPath, List<String> options, Class<?> mainClass, Object... arguments) {
    List<String> command = new ArrayList<>(options);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classPath));
    command.add(mainClass.getName());
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    return java(mainClass.getSimpleName(), command);
  }

  /// Starts the `java` command of this JDK with exactly these arguments, for module paths and jar
  /// files.
  ///
  /// @param name what messages call it
  /// @param arguments what follows `java`
  /// @return the running JVM, to be closed by the caller
  public static ChildProcess java(String name, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(UTF_8_STREAMS);
    command.addAll(arguments);
    return ChildProcess.start(name, command);
  }

  /// Says a number to the test that started this JVM, by one write to the pipe, so that no line is
  /// ever cut.
  ///
  /// @param number what has been done so far
  public static void acknowledge(long number) {
    System.out.writeBytes((number + "\n").getBytes(US_ASCII));
    System.out.flush();
  }

  /// Returns where the classes of this JVM come from: patches of modules, the module path, the
  /// class path.
  ///
  /// @return paths of directories and jar files, for use as a class path
  public static Collection<String> classPath() {
    Set<String> entries = new LinkedHashSet<>();
    entries.addAll(patches(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    entries.addAll(entries(System.getProperty("jdk.module.path", "")));
    entries.addAll(entries(System.getProperty("java.class.path", "")));
    return entries;
  }

  static List<String> patches(List<String> jvmArguments) {
    return jvmArguments.stream()
        .filter(argument -> argument.startsWith("--patch-module="))
        .map(argument -> argument.substring(argument.indexOf('=', argument.indexOf('=') + 1) + 1))
        .flatMap(path -> entries(path).stream())
        .toList();
  }

  private static List<String> entries(String path) {
    return Stream.of(path.split(File.pathSeparator, -1)).filter(entry -> !entry.isEmpty()).toList();
  }
}
