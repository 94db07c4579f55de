package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.file.Mode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A table whose memory is lent stays open.
class LeaseTest {
  @TempDir private Path directory;
  private Path path;

  @BeforeEach
  void make() throws IOException {
    path = directory.resolve("t");
    try (MmapTable table = MmapTable.create(path, 2)) {
      table.addColumnFrom("x", new double[] {1, 2});
    }
  }

  @Test
  void tableIsNotClosedWhileItIsLent() throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      try (Lease _ = table.lease("an engine");
          Lease _ = table.lease("another")) {
        var refused = assertThrows(IllegalStateException.class, table::close);
        assertEquals(
            path
                + " cannot be closed while its memory is lent to an engine, another; close that"
                + " first",
            refused.getMessage());
        assertFalse(table.isClosed());
        assertEquals(3.0, table.column("x").array().sum().getDouble());
      }
    }
  }

  @Test
  void leaseIsEndedByAnyThreadAndTwice() throws IOException, InterruptedException {
    MmapTable table = MmapTable.open(path, Mode.READ_ONLY);
    Lease lease = table.lease("an engine");
    lease.close();
    Thread.ofPlatform().start(lease::close).join();
    table.close();
    assertTrue(table.isClosed());
  }

  @Test
  void closedTableIsNotLent() throws IOException {
    MmapTable table = MmapTable.open(path, Mode.READ_ONLY);
    table.close();
    assertThrows(IllegalStateException.class, () -> table.lease("an engine"));
  }
}
