package io.mmaptable.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The classes of this JVM as a training run has left them, loaded and linked, for tests that start
/// many child JVMs: each of them is ready in half the time.
public final class AotCache {
  private final List<String> classPath;
  private final Path file;

  private AotCache(List<String> classPath, Path file) {
    this.classPath = classPath;
    this.file = file;
  }

  /// Prepares a cache, which is empty. A JVM caches no classes that lie in directories, so they are
  /// put into jar files first.
  ///
  /// @param directory where the files go, some ten megabytes; made if it is missing
  /// @return the cache, to be [trained][#train]
  /// @throws IOException if a class cannot be read, or a jar file not be written
  public static AotCache in(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<String> classPath = new ArrayList<>();
    for (String entry : ChildJvm.classPath()) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        Path jar = directory.resolve(classPath.size() + ".jar");
        write(path, jar);
        classPath.add(jar.toString());
      } else {
        classPath.add(entry);
      }
    }
    return new AotCache(classPath, directory.resolve("classes.aot"));
  }

  private static void write(Path classes, Path jar) throws IOException {
    try (var out = new ZipOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      out.setLevel(0);
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
      }
    }
  }

  /// Starts the training run. The cache is there when it has ended well.
  ///
  /// @param options options of the `java` command, which the JVMs that are started later share
  /// @param mainClass a class with a `main` method
  /// @param arguments what `main` gets, as strings
  /// @return the running JVM, to be waited for and closed by the caller
  public ChildProcess train(List<String> options, Class<?> mainClass, Object... arguments) {
    return start("-XX:AOTCacheOutput=" + file, options, mainClass, arguments);
  }

  /// Starts a main class as [ChildJvm#start] does, with what is in the cache. Where that fits
  /// neither the JVM nor its options, it starts all the same, and takes longer.
  ///
  /// @param options options of the `java` command, such as `-Xmx64m`
  /// @param mainClass a class with a `main` method
  /// @param arguments what `main` gets, as strings
  /// @return the running JVM, to be closed by the caller
  public ChildProcess start(List<String> options, Class<?> mainClass, Object... arguments) {
    return start("-XX:AOTCache=" + file, options, mainClass, arguments);
  }

  private ChildProcess start(
      String option, List<String> options, Class<?> mainClass, Object... arguments) {
    List<String> all = new ArrayList<>(options);
    all.add(option);
    return ChildJvm.startWith(classPath, all, mainClass, arguments);
  }
}
