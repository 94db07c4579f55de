package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The console, asked through a pipe.
class InteractTest {
  @TempDir private Path directory;

  private String array(List<String> lines, Object... arguments) {
    try (ChildProcess console = Consoles.array(lines, arguments)) {
      String output = console.awaitSuccess();
      assertEquals("", console.errors());
      return output.strip();
    }
  }

  @Test
  void anEmptyArrayIsMadeAndItsShapePrinted() throws IOException {
    Path file = directory.resolve("a.npy");
    assertEquals(
        "jshell> da.shape()\n$1 ==> long[2] { 0, 3 }\njshell>",
        array(List.of("da.shape()"), file, "(0, 3)", "np.float32"));
    assertEquals(DType.FLOAT32, Npy.header(file).dtype());
    assertEquals(1, FileTree.snapshot(directory).size());
  }

  @Test
  void whatIsTypedIsInTheFileAfterwards() throws IOException {
    Path file = directory.resolve("a");
    array(
        List.of("da.append(1f, 2f, 3f)", "/exit", "da.append(4f, 5f, 6f)"),
        file,
        "0,3",
        "float32",
        "--capacity=10,3",
        "--growby=5",
        "--format=npy");
    assertEquals("[[1. 2. 3.]]", Npy.read(file).toString());
  }

  @Test
  void anArrayOfRecordsIsOpened() throws IOException {
    Path file = directory.resolve("a.npy");
    String output =
        array(
            List.of(
                "da.grow(2)",
                "da.get(1).field(\"v\").set(NdArray.of(1L, 2L, 3L).astype(DType.INT16))",
                "da.get(1).field(\"x\").set(0.5)",
                "da.array()"),
            file,
            "()",
            "[('x', '<f4'), ('v', np.int16, (3,))]");
    assertTrue(output.contains("[(0. , [0, 0, 0]) (0.5, [1, 2, 3])]"), output);
  }

  @Test
  void anArrayThatIsOnlyReadIsNotChanged() throws IOException {
    Path file = directory.resolve("a.npy");
    Npy.write(file, NdArray.of(1L, 2L));
    FileTree.assertUnchanged(
        directory,
        () -> {
          String output =
              array(List.of("da.append(3L)", "da.array()"), file, "()", "int64", "--mode", "r");
          assertTrue(output.contains("open it with mode r+ to append"), output);
          assertTrue(output.contains("$2 ==> [1 2]"), output);
        });
  }

  @Test
  void aTableIsCalledTab() throws IOException {
    Path table = directory.resolve("table");
    try (MmapTable made = MmapTable.create(table, 3)) {
      made.addColumnFrom("x", new double[] {1, 2, 3});
    }
    List<String> lines =
        List.of(
            "tab.column(\"x\").array().mean().getDouble()",
            "tab.append(Map.of(\"x\", new double[] {4}))",
            "tab.rowCount()");
    try (ChildProcess console = Consoles.table(lines, table)) {
      assertTrue(console.awaitSuccess().contains("$1 ==> 2.0\n"), console::toString);
      assertTrue(console.awaitSuccess().contains("\n$3 ==> 4\n"), console::toString);
      assertEquals("", console.errors());
    }
    try (MmapTable opened = MmapTable.open(table, Mode.READ_ONLY)) {
      assertEquals(4, opened.rowCount());
    }
  }

  @Test
  void theUserChoosesTheExitStatus() {
    try (ChildProcess console =
        Consoles.array(List.of("/exit 3"), directory.resolve("a.npy"), "()", "float32")) {
      assertEquals(3, console.exitStatus());
    }
  }

  static Stream<String> hostileNames() {
    return Stream.of(
        "a\"); System.exit(7); (\".npy",
        "a'; System.exit(7); '.npy",
        "a\\u0022); System.exit(7); (\\u0022.npy",
        "a\nSystem.exit(7)\n/exit 8\n.npy",
        "--startup\n/exit 8.npy",
        "${x}$(exit 7)`exit 7`.npy");
  }

  @ParameterizedTest
  @MethodSource("hostileNames")
  void aPathIsNeverCode(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    array(List.of("da.append(1.5)"), file, "()", "float64");
    assertEquals("[1.5]", Npy.read(file).toString());
    assertEquals(1, FileTree.snapshot(file.getParent()).size());
  }

  @Test
  void aFieldNameIsNeverCode() throws IOException {
    Path file = directory.resolve("a.npy");
    array(List.of("da.grow(1)"), file, "()", "[('x\"); System.exit(7); (\"', '<f4')]");
    try (DiskArray array = DiskArray.open(file, Mode.READ_ONLY)) {
      assertEquals(1, array.rowCount());
    }
  }

  record Wrong(String reason, List<String> arguments) {
    static Wrong of(String reason, String... arguments) {
      return new Wrong(reason, List.of(arguments));
    }
  }

  static Stream<Wrong> wrongUsage() {
    return Stream.of(
        Wrong.of("Missing required parameters: 'FPATH', 'SHAPE', 'DTYPE'"),
        Wrong.of("Missing required parameter: 'DTYPE'", "a", "3"),
        Wrong.of("Unknown option: '--nonsense'", "a", "3", "f4", "--nonsense"),
        Wrong.of(
            "'System.exit(7)' is no shape such as (0, 3), 5 or ()", "a", "System.exit(7)", "f4"),
        Wrong.of("unknown dtype 'System.exit(7)'", "a", "3", "System.exit(7)"),
        Wrong.of("dtype 'object_': Python objects are pickles", "a", "3", "np.object_"),
        Wrong.of("mode 'w' is none of r, r+, w+, c", "a", "3", "f4", "--mode=w"),
        Wrong.of("format 'csv' is neither npy nor raw", "a", "3", "f4", "--format=csv"),
        Wrong.of("growBy (-1) is negative", "a", "3", "f4", "--growby=-1"),
        Wrong.of("Invalid value for option '--growby'", "a", "3", "f4", "--growby=x"),
        Wrong.of(
            "capacity [10, 4] differs from the shape [0, 3] in more than the axis that grows",
            "a",
            "0,3",
            "f4",
            "--capacity=10,4"));
  }

  @ParameterizedTest
  @MethodSource("wrongUsage")
  void wrongUsageIsOneLine(Wrong wrong) {
    var out = new StringWriter();
    var err = new StringWriter();
    int status =
        DiskArrayMain.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                Stream.concat(Stream.of("interact"), wrong.arguments().stream())
                    .toArray(String[]::new));
    assertEquals(2, status);
    assertEquals("", out.toString());
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().startsWith("diskarray: " + wrong.reason()), err::toString);
    assertFalse(Files.exists(Path.of("a")));
  }

  @Test
  void aFileThatSaysSomethingElseIsRefused() throws IOException {
    Path file = directory.resolve("a.npy");
    Npy.write(file, NdArray.of(1L, 2L));
    FileTree.assertUnchanged(
        directory,
        () -> {
          try (ChildProcess console = Consoles.array(List.of(), file, "()", "float32")) {
            assertEquals(1, console.exitStatus());
            assertTrue(console.errors().startsWith("diskarray: " + file + ": "), console::errors);
            assertEquals(1, console.errors().lines().count(), console::errors);
          }
        });
  }

  @Test
  void aTerminalRemembersWhatWasTypedInAnotherSession() {
    Path file = directory.resolve("a.npy");
    Path preferences = directory.resolve("preferences");
    try (ChildProcess console =
        Consoles.terminal(preferences, List.of("da.append(41)", "/exit"), file, "0", "int64")) {
      String seen = console.awaitSuccess();
      assertTrue(seen.contains("/exit leaves, /help explains"), seen);
      assertFalse(seen.contains("INFO"), seen);
    }
    try (ChildProcess console =
        Consoles.terminal(preferences, List.of("/history -all", "/exit"), file, "0", "int64")) {
      String seen = console.awaitSuccess();
      assertTrue(seen.contains("da.append(41)"), seen);
    }
  }
}
