package io.mmaptable.internal.store;

import io.mmaptable.file.Mode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Appends to an array until the disk is full, makes room, and appends again. Also a program, for a
/// JVM without native access.
final class FullDisk {
  private static final int ROW = 128;

  private FullDisk() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("native access: " + NativeFiles.instance().isPresent());
    run(Path.of(arguments[0]));
    System.out.println("done");
  }

  static void run(Path directory) throws IOException {
    Path filler = Files.write(directory.resolve("filler"), new byte[8 << 20]);
    Path path = GrowableFile.create(directory.resolve("x"));
    Path journal = directory.resolve("journal");
    long rows;
    try (Arena arena = Arena.ofShared()) {
      var file = new RowFile(path, GrowableFile.layout(path, ROW), Mode.READ_WRITE, 0, arena);
      var commit =
          new RowCommit(
              journal,
              List.of("x"),
              List.of(file),
              new CountResolution(0, 0, 0, false, null),
              arena);
      String refusal = fill(commit, file);
      rows = commit.committed();
      require(rows > 4000 && rows < 16_000, "rows: " + rows);
      require(refusal.contains(path.toString()), refusal);
      require(GrowableFile.count(path) == rows, "the header counts " + GrowableFile.count(path));
      check(file, rows);
      // What is mapped ahead has no blocks, and is half of what has some at most.
      require(Files.size(path) < 13 << 20, "the size is " + Files.size(path));

      Files.delete(filler);
      append(commit, file, 5000);
      rows = commit.committed();
      check(file, rows);
      commit.close();
    }
    require(Files.notExists(journal), "the journal was left");
    require(GrowableFile.count(path) == rows, "the header counts " + GrowableFile.count(path));
    require(Files.size(path) == GrowableFile.HEADER + rows * ROW * 8, "capacity was left");
    Files.delete(path);
  }

  /// Appends until an exception says that the disk is full.
  private static String fill(RowCommit commit, RowFile file) throws IOException {
    while (true) {
      try {
        commit.ensure(commit.committed() + 1);
      } catch (IOException full) {
        return String.valueOf(full.getMessage());
      }
      append(commit, file, 1);
    }
  }

  private static void append(RowCommit commit, RowFile file, long rows) throws IOException {
    long from = commit.committed();
    commit.ensure(from + rows);
    for (long row = from; row < from + rows; row++) {
      for (int i = 0; i < ROW; i++) {
        file.memory(row, 1).setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i, row * ROW + i);
      }
    }
    commit.commit(from + rows);
  }

  private static void check(RowFile file, long rows) throws IOException {
    var array = file.view(rows);
    long count = rows * ROW;
    require(array.sum().getLong() == count * (count - 1) / 2, "the elements are others");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }
}
