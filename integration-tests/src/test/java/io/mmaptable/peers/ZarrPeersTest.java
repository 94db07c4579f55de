package io.mmaptable.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.TestSeed;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Arrays of Zarr's layout beside zarrita, which shares no code with us: every value of every dtype
/// that it has is read there, and what it writes is read here.
class ZarrPeersTest {
  private static final List<String> DTYPES =
      List.of(
          "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
          "float32", "float64");

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  @Test
  void zarritaReadsWhatWeWriteAndWritesWhatWeRead() throws IOException {
    Npm.install();
    Path ours = directory.resolve("ours");
    Map<String, NdArray> written =
        new ZarrCases(TestSeed.random(ZarrPeersTest.class)).write(ours, DTYPES);
    Map<String, String> read = new LinkedHashMap<>();
    Npm.run("zarrita.mjs", ours, directory.resolve("theirs"))
        .lines()
        .map(line -> line.split(" "))
        .forEach(words -> read.put(words[0], words[1] + " " + words[2]));
    assertEquals(written.size(), read.size());
    for (var entry : written.entrySet()) {
      String name = entry.getKey();
      assertEquals(
          name.substring(0, name.indexOf('-')) + " " + ZarrCases.hex(entry.getValue()),
          read.get(name),
          ZarrCases.document(ours.resolve(name)));
      if (entry.getValue().dtype().equals(DType.BOOL)) {
        continue; // which zarrita does not write
      }
      ZarrArray theirs = ZarrArray.open(directory.resolve("theirs").resolve(name));
      assertEquals(entry.getValue().dtype(), theirs.dtype(), name);
      assertArrayEquals(entry.getValue().shape(), theirs.shape(), name);
      assertEquals(ZarrCases.hex(entry.getValue()), ZarrCases.hex(theirs.read()), name);
      assertEquals(List.of(), theirs.verify(), name);
    }
  }
}
