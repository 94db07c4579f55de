package io.mmaptable.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.dtype.DType;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.TestSeed;
import io.mmaptable.zarr.ChunkKeys;
import io.mmaptable.zarr.ZarrArray;
import io.mmaptable.zarr.ZarrLayout;
import io.mmaptable.zarr.ZarrWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Arrays of Zarr's layout beside zarrita, which shares no code with us: every value of every dtype
/// that it has is read there, and what it writes is read here.
class ZarrPeersTest {
  private static final List<String> DTYPES =
      List.of(
          "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
          "float32", "float64");

  private static final List<String> CODECS =
      List.of(
          "bytes:little",
          "bytes:big,crc32c",
          "gzip:1",
          "shuffle,gzip:5,crc32c",
          "delta,zstd:3",
          "lz4",
          "blosc");

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private final Random random = TestSeed.random(ZarrPeersTest.class);

  private NdArray random(DType dtype, long... shape) {
    NdArray array = NdArray.zeros(dtype, shape);
    byte[] bytes = new byte[(int) array.nbytes()];
    random.nextBytes(bytes);
    if (dtype.equals(DType.BOOL)) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] &= 1;
      }
    }
    array.base().copyFrom(MemorySegment.ofArray(bytes));
    return array;
  }

  private static String hex(NdArray array) {
    return HexFormat.of().formatHex(array.base().toArray(ValueLayout.JAVA_BYTE));
  }

  private static List<ZarrLayout> layouts(ZarrLayout plain, boolean mayBeTransposed) {
    List<ZarrLayout> layouts = new ArrayList<>();
    for (ChunkKeys keys : ChunkKeys.values()) {
      layouts.add(plain.chunkRows(5).shardRows(0).chunkKeys(keys));
      layouts.add(plain.chunkRows(3).shardRows(9).chunkKeys(keys));
    }
    layouts.add(plain);
    if (mayBeTransposed) {
      List<CodecSpec> codecs = new ArrayList<>(plain.codecs());
      codecs.addFirst(CodecSpec.of("transpose", Map.of("order", List.of(1, 0, 2))));
      layouts.add(plain.chunkRows(5).shardRows(0).codecs(codecs));
    }
    return layouts;
  }

  @Test
  void zarritaReadsWhatWeWriteAndWritesWhatWeRead() throws IOException {
    Npm.install();
    Map<String, NdArray> written = new LinkedHashMap<>();
    Path ours = Files.createDirectory(directory.resolve("ours"));
    for (String dtype : DTYPES) {
      for (String codecs : CODECS) {
        if (codecs.startsWith("delta") && !dtype.contains("int")) {
          continue; // for integers alone
        }
        ZarrLayout plain =
            ZarrLayout.of(DType.of(dtype), 4, 2).codecs(BytesCodecs.system().parse(codecs));
        for (ZarrLayout layout : layouts(plain, true)) {
          String name = dtype + "-" + written.size();
          written.put(name, random(DType.of(dtype), 13, 4, 2));
          ZarrWriter.write(ours.resolve(name), layout, written.get(name));
        }
      }
    }
    Map<String, String> read = new LinkedHashMap<>();
    Npm.run("zarrita.mjs", ours, directory.resolve("theirs"))
        .lines()
        .map(line -> line.split(" "))
        .forEach(words -> read.put(words[0], words[1] + " " + words[2]));
    assertEquals(written.size(), read.size());
    for (var entry : written.entrySet()) {
      String name = entry.getKey();
      String layout = Files.readString(ours.resolve(name).resolve("zarr.json"));
      assertEquals(
          name.substring(0, name.indexOf('-')) + " " + hex(entry.getValue()),
          read.get(name),
          layout);
      if (entry.getValue().dtype().equals(DType.BOOL)) {
        continue; // which zarrita does not write
      }
      ZarrArray theirs = ZarrArray.open(directory.resolve("theirs").resolve(name));
      assertEquals(entry.getValue().dtype(), theirs.dtype(), name);
      assertArrayEquals(entry.getValue().shape(), theirs.shape(), name);
      assertEquals(hex(entry.getValue()), hex(theirs.read()), name);
      assertEquals(List.of(), theirs.verify(), name);
    }
  }
}
