package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.Python;
import io.mmaptable.testsupport.Strace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One operation that is killed at its steps in child JVMs, and what is there before and after it.
final class StepKills implements AutoCloseable {

  private static final String SHOW =
      TableState.PYTHON
          + """
          import sys
          for line in sys.stdin:
              try:
                  print(show(line.rstrip("\\n")))
              except Exception as e:
                  print("refused:", repr(e))
          """;

  private final Strace strace;
  private final Operators operators;
  private final TableOperation operation;
  private final Path log;
  private final Path start;

  /// Holds nothing but the table, and what an operation may leave beside it.
  private final Path place;

  private final Path table;
  private final Path done;
  private final Path elsewhere;
  private final TableState before;
  private final @Nullable ChildProcess numPy;
  private TableState after;

  StepKills(Strace strace, Operators operators, Path directory, TableOperation operation)
      throws IOException {
    this.strace = strace;
    this.operators = operators;
    this.operation = operation;
    this.log = directory.resolve("log");
    this.start = directory.resolve("start");
    this.place = directory.resolve("place");
    this.table = place.resolve("table");
    this.done = directory.resolve("done");
    this.elsewhere = directory.resolve("elsewhere");
    operation.start().apply(start);
    this.before = TableState.read(start, Mode.READ_ONLY);
    this.after = before;
    this.numPy = Python.startIfThere(SHOW).orElse(null);
  }

  @Override
  public void close() {
    if (numPy != null) {
      numPy.close();
    }
  }

  private ChildProcess operator() throws IOException {
    for (Path made : List.of(place, done, elsewhere)) {
      FileTree.delete(made);
    }
    FileTree.copy(start, table);
    return operators.start(operation, table, done, elsewhere);
  }

  /// Lets the operation come to its end.
  ///
  /// @return the calls that it makes
  List<Strace.Call> doItAll() throws IOException {
    try (ChildProcess child = operator();
        ChildProcess _ = strace.list(Long.parseLong(child.nextLine()), log)) {
      child.send("");
      child.awaitSuccess();
    }
    after = TableState.read(table, Mode.READ_ONLY);
    if (operation.isSeen()) {
      assertNotEquals(before, after, operation + " changes nothing");
    }
    requireNumPySees(after, operation.name());
    return Strace.calls(log);
  }

  /// Kills the operation at calls that follow each other: once it is done it stays so.
  void killAt(List<Strace.Call> steps) throws IOException {
    boolean wasDone = false;
    for (Strace.Call step : steps) {
      String where = operation + ", killed at " + step.text();
      try (ChildProcess child = operator();
          ChildProcess _ = strace.killAt(Long.parseLong(child.nextLine()), step)) {
        child.send("");
        assertEquals(137, child.exitStatus(), where);
      }
      TableState left = recovered(where);
      boolean isDone = left.equals(after);
      assertTrue(isDone || left.equals(before), () -> where + ", left " + left);
      assertTrue(isDone || !wasDone, () -> where + ", is undone, and was done at a step before");
      assertTrue(isDone || !Files.exists(done), () -> where + ", had returned and is undone");
      wasDone = isDone;
      goOn(isDone, where);
    }
  }

  /// Opens what was left, and returns what it shows.
  private TableState recovered(String where) throws IOException {
    SortedMap<String, String> killed = FileTree.snapshot(place);
    TableState seen = TableState.read(table, Mode.READ_ONLY);
    for (Finding finding : Verification.of(table)) {
      assertEquals(Finding.Severity.NOTE, finding.severity(), () -> where + ": " + finding);
    }
    assertEquals(killed, FileTree.snapshot(place), () -> where + ": readers change nothing");
    // It may see fewer rows yet, but opens every file that stays what it is.
    String seenByNumPy = ask(seen.numPySees());
    assertTrue(
        before.layout() != after.layout() || !seenByNumPy.startsWith("refused"),
        () -> where + ": " + seenByNumPy);
    assertEquals(seen, TableState.read(table, Mode.READ_WRITE), where);
    SortedMap<String, String> recovered = FileTree.snapshot(place);
    for (String file : recovered.keySet()) {
      assertTrue((file + "/").startsWith("table/"), () -> where + ": " + file);
      assertFalse(file.matches(".*(tmp|intent|journal|header|convert)"), () -> where + ": " + file);
    }
    assertEquals(List.of(), Verification.of(table), where);
    requireNumPySees(seen, where);
    assertEquals(seen, TableState.read(table, Mode.READ_WRITE), where);
    assertEquals(
        recovered, FileTree.snapshot(place), () -> where + ": a second recovery changes nothing");
    return seen;
  }

  /// Does what is undone, and changes the rows of what is done.
  private void goOn(boolean isDone, String where) throws IOException {
    if (!isDone) {
      operation.apply(table, _ -> {});
      assertEquals(after, TableState.read(table, Mode.READ_ONLY), where);
    }
    try (MmapTable opened = MmapTable.open(table, Mode.READ_WRITE)) {
      for (TableState.Column column : after.columns()) {
        if (column.isFrozen()) {
          opened.thaw(column.name());
        }
      }
      opened.resize(after.rows() + 1);
    }
    assertEquals(List.of(), Verification.of(table), where);
  }

  private void requireNumPySees(TableState state, String where) {
    assertEquals(state.numPySees(), ask(state.numPySees()), where);
  }

  /// What NumPy sees, or the expected where there is no NumPy to be asked.
  private String ask(String expected) {
    if (numPy == null) {
      return expected;
    }
    numPy.send(table.toString());
    return numPy.nextLine();
  }
}
