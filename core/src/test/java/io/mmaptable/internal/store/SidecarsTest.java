package io.mmaptable.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidecarsTest {
  @TempDir private Path directory;

  @BeforeEach
  void makeTable() throws IOException {
    directory = directory.toRealPath();
    Files.createDirectories(directory.resolve("table/.mmaptable"));
    Files.createFile(directory.resolve("table/.mmaptable/table.json"));
  }

  @Test
  void arrayOfItsOwnHasThemBesideIt() throws IOException {
    Sidecars sidecars = Sidecars.of(directory.resolve("x.npy"));
    assertNull(sidecars.table());
    assertEquals(directory.resolve(".x.npy.lock"), sidecars.lock());
    assertEquals(directory.resolve(".x.npy.journal"), sidecars.journal());
  }

  @Test
  void columnHasThoseOfItsTable() throws IOException {
    for (String column : new String[] {"x.npy", "group/x.npy", "group/of/groups/x.npy"}) {
      Sidecars sidecars = Sidecars.of(directory.resolve("table").resolve(column));
      assertEquals(directory.resolve("table"), sidecars.table());
      assertEquals(directory.resolve("table/.mmaptable/lock"), sidecars.lock());
      assertEquals(directory.resolve("table/.mmaptable/journal"), sidecars.journal());
    }
  }

  @Test
  void whatIsHiddenInATableIsNoColumn() throws IOException {
    assertNull(Sidecars.of(directory.resolve("table/.cache/x.npy")).table());
    assertNull(Sidecars.of(directory.resolve("table/.x.npy")).table());
  }

  @Test
  void directoryOfThatNameWithoutATableInItMakesNone() throws IOException {
    Files.createDirectories(directory.resolve("home/.mmaptable"));
    assertNull(Sidecars.of(directory.resolve("home/data/x.npy")).table());
  }
}
