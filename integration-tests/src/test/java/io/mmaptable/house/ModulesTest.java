package io.mmaptable.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The modules resolve and work on the module path and on the class path, for somebody else's code.
class ModulesTest {
  private static final String CORE_ONLY = "core";
  private static final String FILES_ONLY = "core|npy-format";
  private static final String CHUNKS_ONLY = "core|zarr";
  private static final String ARRAYS_ONLY = "core|npy-format|diskarray";
  private static final String WITH_A_FORMAT = "core|npy-format|zarr|diskarray|table|tiny-format";
  private static final String WITHOUT_COMMANDS =
      "core|npy-format|zarr|diskarray|table|pandas-export";
  private static final String EVERYTHING = WITHOUT_COMMANDS + "|cli";
  private static final String WITH_CODECS =
      "core|codec-zstd|codec-lz4|codec-blosc|tiny-codec|broken-codec";
  private static final String WITH_A_CODEC = "core|tiny-codec";
  private static final String COMPRESSION = "zstd-jni|lz4-java";
  private static final String NONE = "none";
  private static final String LIBRARIES =
      "jackson-(core|databind|annotations)|fastcsv|fastdoubleparser|picocli";
  private static final String ARROW_FILES = "arrow-format|flatbuffers-java";
  private static final String ARROW_VECTORS =
      ARROW_FILES
          + "|arrow-vector|arrow-memory-(core|unsafe)|commons-codec|slf4j-(api|nop)"
          + "|jackson-datatype-jsr310";

  private static final String MISSING =
      """

      no codec 'zstd'; there are [bytes, crc32c, delta, gzip, numcodecs.delta, numcodecs.gzip, \
      numcodecs.shuffle, shuffle]; add io.mmaptable:mmaptable-codec-zstd\
      """;

  @TempDir private Path directory;

  @Test
  void tableIsUsedByAModule() throws IOException {
    assertEquals("module consumer.tables: 3 rows, mean 2.0, attr mm", runModule("tables"));
  }

  @Test
  void tableIsUsedFromTheClassPath() throws IOException {
    assertEquals("unnamed module: 3 rows, mean 2.0, attr mm", runClassPath("tables"));
  }

  @Test
  void filesAreUsedByAModuleWithTwoOfOurs() throws IOException {
    assertEquals("module consumer.files: <f8 [1.5 2.5]", runModule("files"));
  }

  @Test
  void filesAreUsedFromTheClassPathWithTwoOfOurs() throws IOException {
    assertEquals("unnamed module: <f8 [1.5 2.5]", runClassPath("files"));
  }

  @Test
  void chunksAreUsedByAModuleWithTwoOfOurs() throws IOException {
    assertEquals("module consumer.chunks: <f8 [1.5 2.5]" + MISSING, runModule("chunks"));
  }

  @Test
  void chunksAreUsedFromTheClassPathWithTwoOfOurs() throws IOException {
    assertEquals("unnamed module: <f8 [1.5 2.5]" + MISSING, runClassPath("chunks"));
  }

  @Test
  void arraysAreUsedByAModuleWithNothingFromOutside() throws IOException {
    assertEquals("module consumer.arrays: 2 rows, sum 10.0", runModule("arrays"));
  }

  @Test
  void arraysAreUsedFromTheClassPathWithNothingFromOutside() throws IOException {
    assertEquals("unnamed module: 2 rows, sum 10.0", runClassPath("arrays"));
  }

  @Test
  void recordsOfAModuleThatExportsNothingNeedALookup() throws IOException {
    assertEquals(
        "module consumer.records: Visible[price=99.5, hidden=Hidden[quantity=3, venue=XETRA]],"
            + " java.lang.IllegalAccessException",
        runModule("records"));
  }

  @Test
  void exportedRecordsOfAModuleNeedNone() throws IOException {
    assertEquals("module consumer.exported: Point[x=1.0, y=2.0]", runModule("exported"));
  }

  @Test
  void recordsAreUsedFromTheClassPath() throws IOException {
    assertEquals(
        "unnamed module: Visible[price=99.5, hidden=Hidden[quantity=3, venue=XETRA]],"
            + " Point[x=1.0, y=2.0]",
        runClassPath("records"));
  }

  @Test
  void formatOfAThirdPartyIsFoundOnTheModulePath() throws IOException {
    assertEquals(
        "module consumer.formats: [npy, raw, tiny], 3 rows, module org.example.tiny, sum 6.0",
        runModule("formats"));
  }

  @Test
  void formatOfAThirdPartyIsFoundOnTheClassPath() throws IOException {
    assertEquals(
        "unnamed module: [npy, raw, tiny], 3 rows, unnamed module, sum 6.0",
        runClassPath("formats"));
  }

  private static final String CODECS =
      ": [blosc, bytes, crc32c, gzip, numcodecs.delta, numcodecs.lz4, numcodecs.shuffle,"
          + " org.example.runs, zstd], ";

  private static final String BROKEN =
      """
      , equal true
      no codec 'org.example.broken'; there are [blosc, bytes, crc32c, delta, gzip, lz4, \
      numcodecs.blosc, numcodecs.delta, numcodecs.gzip, numcodecs.lz4, numcodecs.shuffle, \
      numcodecs.zstd, org.example.runs, shuffle, zstd]; add the artifact that provides it to \
      the class path or the module path; could not be loaded: io.mmaptable.codec.BytesCodec: \
      Provider org.example.broken.BrokenCodec could not be instantiated \
      (java.lang.UnsatisfiedLinkError: no libbroken.so here)\
      """;

  @Test
  void codecsAreFoundOnTheModulePathAndABrokenOneHidesNone() throws IOException {
    assertEquals(
        "module consumer.codecs" + CODECS + "module org.example.runs" + BROKEN,
        runModule("codecs", "--enable-native-access=com.github.luben.zstd_jni"));
  }

  @Test
  void codecsAreFoundOnTheClassPathAndABrokenOneHidesNone() throws IOException {
    assertEquals("unnamed module" + CODECS + "unnamed module" + BROKEN, runClassPath("codecs"));
  }

  @Test
  void twoCodecsOfOneIdOnTheModulePathAreAnErrorThatNamesBoth() throws IOException {
    String error = "module consumer.twice: two providers of the codec 'org.example.runs': ";
    String theirs = "org.example.runs.RunLengthCodec";
    String own = "consumer.twice.Main";
    // A service loader gives the providers of the module path in no order.
    Set<String> either = Set.of(error + theirs + " and " + own, error + own + " and " + theirs);
    String said = runModule("twice");
    assertTrue(either.contains(said), said);
  }

  @Test
  void arrowFilesNeedArrowsFormatAlone() throws IOException {
    assertEquals(
        "module consumer.arrow: 2 rows, [1.5 2.5], ['a' 'b']",
        runModule("arrow", "--add-modules=org.apache.arrow.format"));
  }

  @Test
  void arrowFilesNeedArrowsFormatAloneOnTheClassPath() throws IOException {
    assertEquals("unnamed module: 2 rows, [1.5 2.5], ['a' 'b']", runClassPath("arrow"));
  }

  @Test
  void moduleThatIsNotNamedIsMissing() throws IOException {
    assertEquals(
        "module consumer.arrow: Arrow files need the artifact org.apache.arrow:arrow-format, which"
            + " is missing; add it, and its module by --add-modules",
        runModule("arrow"));
  }

  @Test
  void arrowVectorsOfAModuleNeedAFlagThatIsNamed() throws IOException {
    assertEquals(
        "module consumer.vectors: Arrow vectors need the JVM flag"
            + " --add-opens=java.base/java.nio=org.apache.arrow.memory.core; start the JVM with it",
        runModule("vectors", "--sun-misc-unsafe-memory-access=allow"));
  }

  @Test
  void arrowVectorsOfAModuleNeedNothingElse() throws IOException {
    assertEquals(
        "module consumer.vectors: [1.5, 2.5]",
        runModule(
            "vectors",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.nio=org.apache.arrow.memory.core"));
  }

  @Test
  void commandRunsAsAModule() {
    try (ChildProcess java =
        ChildJvm.java(
            "mmaptable",
            List.of(
                "--module-path",
                path(EVERYTHING, LIBRARIES),
                "--enable-native-access=io.mmaptable.core",
                "--module",
                "io.mmaptable.cli/io.mmaptable.cli.Main",
                "demo",
                directory.resolve("weather").toString()))) {
      assertTrue(java.awaitSuccess().contains("days with rain 623 of 1461"));
      assertEquals("", java.errors());
    }
  }

  private String runModule(String consumer, String... flags) throws IOException {
    String dependencies = dependencies(consumer);
    Path classes = compile(consumer, List.of("--module-path", dependencies));
    var options = new ArrayList<>(List.of(flags));
    options.addAll(
        List.of(
            "--module-path",
            dependencies + File.pathSeparator + classes,
            "--enable-native-access=io.mmaptable.core",
            "--module",
            "consumer." + consumer + "/consumer." + consumer + ".Main"));
    return run(options);
  }

  private String runClassPath(String consumer) throws IOException {
    String dependencies = dependencies(consumer);
    Path classes = compile(consumer, List.of("--module-path", dependencies));
    return run(
        List.of(
            "--class-path",
            dependencies + File.pathSeparator + classes,
            "--enable-native-access=ALL-UNNAMED",
            "consumer." + consumer + ".Main"));
  }

  private String run(List<String> options) {
    var command = new ArrayList<>(options);
    command.add(directory.resolve("data").toString());
    try (ChildProcess java = ChildJvm.java("consumer", command)) {
      String output = java.awaitSuccess();
      assertEquals("", java.errors());
      return output.strip();
    }
  }

  private static String dependencies(String consumer) {
    return switch (consumer) {
      case "records", "exported" -> path(CORE_ONLY, NONE);
      case "files" -> path(FILES_ONLY, NONE);
      case "arrays" -> path(ARRAYS_ONLY, NONE);
      case "chunks" -> path(CHUNKS_ONLY, LIBRARIES);
      case "formats" -> path(WITH_A_FORMAT, LIBRARIES);
      case "twice" -> path(WITH_A_CODEC, NONE);
      case "codecs" -> path(WITH_CODECS, COMPRESSION);
      case "arrow" -> path(WITHOUT_COMMANDS, LIBRARIES + "|" + ARROW_FILES);
      case "vectors" -> path(WITHOUT_COMMANDS, LIBRARIES + "|" + ARROW_VECTORS);
      default -> path(EVERYTHING, LIBRARIES);
    };
  }

  private Path compile(String consumer, List<String> options) throws IOException {
    Path classes = Files.createDirectory(directory.resolve("classes"));
    Path sources = Files.createDirectory(directory.resolve("sources"));
    for (String name : List.of("module-info.java", "Main.java")) {
      try (var in = ModulesTest.class.getResourceAsStream("/consumer/" + consumer + "/" + name)) {
        Files.copy(Objects.requireNonNull(in, name), sources.resolve(name));
      }
    }
    String[] arguments =
        Stream.concat(
                options.stream(),
                Stream.of(
                    "-d",
                    classes.toString(),
                    sources.resolve("module-info.java").toString(),
                    sources.resolve("Main.java").toString()))
            .toArray(String[]::new);
    var messages = new ByteArrayOutputStream();
    int status = ToolProvider.getSystemJavaCompiler().run(null, null, messages, arguments);
    assertEquals(0, status, messages::toString);
    return classes;
  }

  /// What this JVM's class path has of our modules and of libraries.
  private static String path(String modules, String libraries) {
    String ours = ".*/(" + modules + ")/target/.*|.*/mmaptable-(" + modules + ")-[^/]*\\.jar";
    String theirs = ".*/(" + libraries + ")-[^/]*\\.jar";
    return ChildJvm.classPath().stream()
        .filter(entry -> entry.matches(ours) || entry.matches(theirs))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
