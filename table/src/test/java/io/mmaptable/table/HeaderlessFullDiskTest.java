package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.Ballast;
import io.mmaptable.testsupport.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables without headers that are closed when others have taken all the room on the disk.
class HeaderlessFullDiskTest {

  @TempDir private Path directory;

  private static long[] numbers(int count) {
    return LongStream.range(0, count).toArray();
  }

  private void closeOnAFullDisk(int rows, int appended) throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 8)) {
      Path table = disk.directory().resolve("t");
      var ballast = new Ballast(disk.directory().resolve("ballast"));
      MmapTable written = MmapTable.create(table, 100_000, Layout.HEADERLESS);
      written.addColumnFrom("x", numbers(100_000));
      written.addColumnFrom("g/y", numbers(100_000));
      written.resize(rows);
      written.append(Map.of("x", new long[appended], "g/y", new long[appended]));
      ballast.fill();
      written.close();
      TableState closed = TableState.read(table, Mode.READ_ONLY);
      assertEquals(rows + appended, closed.rows());
      assertEquals(List.of(), Verification.of(table));
      ballast.remove();
      try (MmapTable opened = MmapTable.open(table, Mode.READ_WRITE)) {
        assertEquals(closed, TableState.of(opened));
        assertEquals(Optional.empty(), opened.recoveryNote());
        opened.compact();
      }
      assertEquals((rows + appended) * 8L, Files.size(table.resolve("x.npy")));
      assertEquals(closed, TableState.read(table, Mode.READ_ONLY));
    }
  }

  @Test
  void shrunkTableIsClosedOnAFullDisk() throws IOException {
    closeOnAFullDisk(90_000, 0);
  }

  @Test
  void tableThatWasShrunkAndAppendedToIsClosedOnAFullDisk() throws IOException {
    closeOnAFullDisk(90_000, 10);
  }

  @Test
  void rowsThatCannotBeDescribedWhenTheTableIsClosedAreThere() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 4)) {
      Path path = disk.directory().resolve("t");
      var ballast = new Ballast(disk.directory().resolve("ballast"));
      MmapTable table = MmapTable.create(path, 100_000, Layout.HEADERLESS);
      table.addColumnFrom("x", numbers(100_000));
      table.resize(99_990);
      ballast.fill();
      table.append(Map.of("x", new long[] {1, 2, 3}));
      String message = assertThrows(IOException.class, table::close).getMessage();
      assertTrue(message.startsWith(path.resolve("x.attr") + ": no space for "), message);
      TableState left = TableState.read(path, Mode.READ_ONLY);
      assertEquals(99_993, left.rows());
      ballast.remove();
      assertEquals(left, TableState.read(path, Mode.READ_WRITE));
      assertEquals(List.of(), Verification.of(path));
      assertEquals(99_993 * 8L, Files.size(path.resolve("x.npy")));
    }
  }
}
