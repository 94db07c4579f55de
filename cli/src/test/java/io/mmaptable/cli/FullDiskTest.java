package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A disk of four megabytes, and a table of twice as many.
class FullDiskTest {
  private static final int ROWS = 500_000;

  @TempDir private Path directory;
  private Path table;

  @BeforeEach
  void makeTable() throws IOException {
    table = directory.resolve("table");
    Path csv =
        Files.writeString(
            directory.resolve("in.csv"),
            IntStream.range(0, ROWS)
                .mapToObj(i -> Long.toString(i * 0x9E3779B97F4A7C15L) + ",1\n")
                .collect(Collectors.joining("", "x,y\n", "")));
    Cli.run("import", csv, table).lines();
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "csv.gz", "csv.zst", "npy", "npz", "arrow", "feather", "arrows"})
  void anExportThatDoesNotFitIsOneLineAndKeepsTheOldFile(String format) throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 4)) {
      Path out = Files.writeString(disk.directory().resolve("out." + format), "old");
      FileTree.assertUnchanged(
          disk.directory(),
          () -> {
            String reason = Cli.run("export", table, out).failure();
            assertTrue(reason.contains(disk.directory().toString()), reason);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "npy", "npz", "arrow", "arrows"})
  void anImportThatDoesNotFitIsOneLineAndLeavesNothing(String format) throws IOException {
    Path file = directory.resolve("out." + format);
    Cli.run("export", table, file).lines();
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 4)) {
      Path made = disk.directory().resolve("table");
      FileTree.assertUnchanged(
          disk.directory(),
          () -> {
            String reason = Cli.run("import", file, made).failure();
            assertTrue(reason.contains(disk.directory().toString()), reason);
            reason = Cli.run("import", file, made, "--rows", ":10").failure();
            assertTrue(reason.contains(disk.directory().toString()), reason);
          });
    }
  }

  @Test
  void standardInputThatDoesNotFitIsOneLineAndLeavesNothing() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 4)) {
      for (String format : new String[] {"csv", "npy"}) {
        Path file = directory.resolve("out." + format);
        Cli.run("export", table, file).lines();
        FileTree.assertUnchanged(
            disk.directory(),
            () -> {
              try (var shell =
                  new Shell(directory)
                      .start(
                          "mmaptable import - disk/table --format %s < %s"
                              .formatted(format, file))) {
                assertEquals(1, shell.exitStatus());
                assertEquals(1, shell.errors().lines().count(), shell::errors);
                assertTrue(shell.errors().contains("disk/.table.scratch/"), shell::errors);
              }
            });
      }
    }
  }
}
