package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.MemoryTempDir;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who lacks a library, or a flag, is told which.
class LibrariesTest {
  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private Path path;

  @BeforeEach
  void make() throws IOException {
    path = directory.resolve("t");
    try (MmapTable table = MmapTable.create(path, 2)) {
      table.addColumnFrom("x", new double[] {1, 2});
    }
  }

  /// Writes and reads files, or the message that says why not.
  static final class Files {
    private Files() {}

    public static void main(String[] arguments) throws IOException {
      Path file = Path.of(arguments[0] + ".arrow");
      var options = ArrowOptions.DEFAULT.withCompression(ArrowCompression.valueOf(arguments[1]));
      try (MmapTable table = MmapTable.open(Path.of(arguments[0]), Mode.READ_ONLY)) {
        ArrowExport.write(table.rows(), file, options);
        System.out.println(ArrowImport.from(file).to(Path.of(arguments[0] + ".back")) + " rows");
      } catch (UnsupportedOperationException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  /// Makes a reader, or the message that says why not.
  static final class Reader {
    private Reader() {}

    public static void main(String[] arguments) throws IOException {
      try (MmapTable table = MmapTable.open(Path.of(arguments[0]), Mode.READ_ONLY);
          var allocator = new RootAllocator();
          var reader = ArrowStreams.reader(table.rows(), allocator, ArrowOptions.DEFAULT)) {
        System.out.println(reader.loadNextBatch());
      } catch (UnsupportedOperationException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  /// Asks for vectors, or a C stream of them, and prints the message that says why there are none.
  static final class Vectors {
    private Vectors() {}

    public static void main(String[] arguments) throws IOException {
      try (MmapTable table = MmapTable.open(Path.of(arguments[0]), Mode.READ_ONLY)) {
        if (arguments[1].equals("C")) {
          ArrowStreams.export(table.rows(), null, null, ArrowOptions.DEFAULT);
        } else {
          Object _ = ArrowStreams.reader(table.rows(), null, ArrowOptions.DEFAULT);
        }
      } catch (UnsupportedOperationException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private String run(String without, List<String> flags, Class<?> main, Object... arguments) {
    var command = new ArrayList<String>(flags);
    command.add("-cp");
    command.add(
        ChildJvm.classPath().stream()
            .filter(entry -> !entry.matches(".*/(" + without + ")-[^/]*\\.jar"))
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    command.add(path.toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    try (ChildProcess java = ChildJvm.java("arrow", command)) {
      return java.awaitSuccess().strip();
    }
  }

  @Test
  void filesNeedNoFlagAndNoVectors() {
    assertEquals(
        "2 rows",
        run(
            "arrow-vector|arrow-memory.*|arrow-c-data|zstd-jni|lz4-java|commons-compress",
            List.of(),
            Files.class,
            ArrowCompression.NONE));
  }

  @Test
  void missingFormatIsNamed() {
    assertEquals(
        "Arrow files need the artifact org.apache.arrow:arrow-format, which is missing; add it",
        run("arrow-.*|flatbuffers.*", List.of(), Files.class, ArrowCompression.NONE));
  }

  @Test
  void missingCompressorsAreNamed() {
    assertEquals(
        "Zstandard needs the artifact com.github.luben:zstd-jni, which is missing; add it",
        run("zstd-jni", List.of(), Files.class, ArrowCompression.ZSTD));
    assertEquals(
        "LZ4 needs the artifact at.yawk.lz4:lz4-java, which is missing; add it",
        run("lz4-java", List.of(), Files.class, ArrowCompression.LZ4));
  }

  @Test
  void missingVectorsAreNamed() {
    assertEquals(
        "Arrow vectors need the artifact org.apache.arrow:arrow-vector, which is missing; add it",
        run("arrow-vector", List.of(), Vectors.class, "Java"));
    assertEquals(
        "Arrow vectors need the artifact org.apache.arrow:arrow-memory-unsafe, which is missing;"
            + " add it",
        run("arrow-memory-.*", List.of(), Vectors.class, "Java"));
    assertEquals(
        "Arrow's C streams need the artifact org.apache.arrow:arrow-c-data, which is missing; add"
            + " it",
        run("arrow-c-data", List.of(), Vectors.class, "C"));
  }

  @Test
  void missingFlagIsNamed() {
    assertEquals(
        "Arrow vectors need the JVM flag --add-opens=java.base/java.nio=ALL-UNNAMED; start the JVM"
            + " with it",
        run("none", List.of(), Reader.class));
  }

  @Test
  void flagIsAllThatVectorsNeed() {
    assertEquals(
        "true", run("none", List.of("--add-opens=java.base/java.nio=ALL-UNNAMED"), Reader.class));
  }
}
