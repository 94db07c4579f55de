package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Imports and exports that are killed at any moment. `-Dio.mmaptable.killRounds=N` says how often
/// each is.
@Tag("long")
class CommandKillTest {
  private static final int ROWS = 200_000;
  private static final int KILLS = Integer.getInteger("io.mmaptable.killRounds", 2);

  /// The JVM needs a part of a second to come to work, which takes about as long.
  private static final int FIRST_MILLIS = 200;

  private static final int LAST_MILLIS = 1400;

  @TempDir private Path directory;
  @TempDir private Path others;
  private final Random random = TestSeed.random(CommandKillTest.class);
  private Path csv;

  @BeforeEach
  void writeCsv() throws IOException {
    csv = directory.resolve("in.csv");
    String text =
        IntStream.range(0, ROWS)
            .mapToObj(i -> i + "," + i / 4.0 + ",text " + i + "\n")
            .collect(Collectors.joining("", "i,x,text\n", ""));
    Files.writeString(csv, text);
  }

  /// Runs a command that reads a file as its standard input, and kills it.
  private void killed(Path input, List<Object> arguments) {
    var command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" < \"$INPUT\"", "sh"));
    command.addAll(Shell.command());
    arguments.forEach(argument -> command.add(argument.toString()));
    try (ChildProcess child =
        ChildProcess.start("mmaptable", command, Map.of("INPUT", input.toString()))) {
      child.killAfter(Duration.ofMillis(random.nextInt(FIRST_MILLIS, LAST_MILLIS)));
    }
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> visible() throws IOException {
    return entries().stream().filter(name -> !name.startsWith(".")).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "in.csv",
        "in.csv --rows ::2 --columns text,x",
        "- --format csv",
        "- --format csv --rows :-1",
        "in.npy --rows ::2",
        "- --format npy",
        "- --format npz",
        "- --format arrow",
        "- --format arrows --columns i"
      })
  void aKilledImportLeavesNoTableAndGivesWayToTheNext(String imported) throws IOException {
    Path table = directory.resolve("table");
    List<String> words = List.of(imported.split(" ", -1));
    String format =
        words.getFirst().equals("-") ? words.get(2) : words.getFirst().substring("in.".length());
    Path input = directory.resolve("in." + format);
    if (!format.equals("csv")) {
      Path made = others.resolve("made");
      Cli.run("import", csv, made).lines();
      Cli.run("export", made, input).lines();
    }
    List<String> before = entries();
    List<Object> arguments = new ArrayList<>(List.of("import", words.getFirst(), table));
    if (!words.getFirst().equals("-")) {
      arguments.set(1, input);
    }
    arguments.addAll(words.subList(1, words.size()));
    for (int i = 0; i < KILLS; i++) {
      killed(input, arguments);
      if (Files.exists(table)) {
        Cli.run("verify", table).lines();
        Files.move(table, others.resolve("finished-" + i));
      } else {
        assertEquals(before, visible());
      }
    }
    assertEquals(List.of(table + ": " + ROWS + " rows"), Cli.run("import", csv, table).lines());
    assertEquals(Stream.concat(before.stream(), Stream.of("table")).sorted().toList(), entries());
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "csv.zst", "npy", "npz", "arrow", "arrows"})
  void aKilledExportKeepsTheOldFileAndGivesWayToTheNext(String format) throws IOException {
    Path table = directory.resolve("table");
    Cli.run("import", csv, table).lines();
    Path out = directory.resolve("out." + format);
    Cli.run("export", table, out).lines();
    byte[] whole = Files.readAllBytes(out);
    byte[] old = {'o', 'l', 'd'};
    Files.write(out, old);
    List<String> before = entries();
    for (int i = 0; i < KILLS; i++) {
      killed(csv, List.of("export", table, out));
      byte[] found = Files.readAllBytes(out);
      assertTrue(found.length == old.length || found.length == whole.length, out::toString);
      assertEquals(before, visible());
    }
    assertEquals(List.of(), Cli.run("export", table, out).lines());
    assertEquals(before, entries());
    assertEquals(whole.length, Files.size(out));
  }
}
