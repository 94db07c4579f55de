package io.mmaptable.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.testsupport.TestSeed;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Arrays of Zarr's layout beside zarr-python, of which only Debian's newer one reads version 3.
class ZarrPythonTest {
  private static final List<String> DTYPES =
      List.of(
          "bool",
          "int8",
          "int16",
          "int32",
          "int64",
          "uint8",
          "uint16",
          "uint32",
          "uint64",
          "float16",
          "float32",
          "float64",
          "complex64",
          "complex128");

  private static final String READ =
      """
      import os, sys, warnings
      warnings.simplefilter("ignore")  # codecs that are registered and not in the specification
      import zarr

      def show(array):
          values = array[:]
          values = values.astype(values.dtype.newbyteorder("<"))
          return values.dtype.name + " " + values.tobytes().hex()

      for name in sorted(os.listdir(sys.argv[1])):
          print(name, show(zarr.open_array(os.path.join(sys.argv[1], name), mode="r")))
      """;

  private static final String WRITE =
      """
      import sys, warnings
      warnings.simplefilter("ignore")
      import numpy as np, zarr
      from numcodecs import zarr3
      from zarr.codecs import *

      random = np.random.default_rng(int(sys.argv[2]))
      little, big = BytesCodec(endian="little"), BytesCodec(endian="big")
      ways = [
          dict(),
          dict(compressors=None),
          dict(compressors=[GzipCodec(level=1), Crc32cCodec()], serializer=big),
          dict(compressors=BloscCodec(cname="zstd", clevel=3, shuffle="bitshuffle")),
          dict(compressors=BloscCodec(cname="lz4", shuffle="shuffle"), shards=(8, 6)),
          dict(compressors=ZstdCodec(level=5, checksum=True), shards=(4, 6)),
          dict(compressors=BloscCodec(cname="blosclz", shuffle="noshuffle")),
          dict(filters=TransposeCodec(order=(1, 0)), compressors=GzipCodec()),
          dict(compressors=[zarr3.Shuffle(elementsize=2), zarr3.LZ4(acceleration=1)]),
          dict(chunk_key_encoding=dict(name="v2", separator=".")),
      ]
      for dtype in sys.argv[3:]:
          for i, way in enumerate(ways):
              values = random.integers(0, 256, 13 * 5 * 16, dtype="u1").view(dtype)[: 13 * 5].reshape(13, 5)
              if dtype == "bool":
                  values = random.integers(0, 2, (13, 5)).astype(bool)
              name = f"{dtype}-{i}"
              array = zarr.create_array(
                  store=f"{sys.argv[1]}/{name}", shape=(13, 5), chunks=(4, 3), dtype=dtype, fill_value=1,
                  attributes={"way": i, "of": dtype}, dimension_names=["row", "x"], **way)
              array[2:11] = values[2:11]  # the rest is the fill value, in chunks that are missing or not
              expected = np.ones((13, 5), dtype)
              expected[2:11] = values[2:11]
              print(name, expected.astype(expected.dtype.newbyteorder("<")).tobytes().hex())
      """;

  @TempDir(factory = SharedTempDir.class)
  private Path directory;

  @Test
  void pythonReadsWhatWeWrite() throws IOException {
    NumPyContainer python = NumPyContainer.TRIXIE.required();
    Path ours = directory.resolve("ours");
    Map<String, NdArray> written =
        new ZarrCases(TestSeed.random(ZarrPythonTest.class)).write(ours, DTYPES);
    Map<String, String> read = lines(python.run(READ, ours));
    assertEquals(written.keySet(), read.keySet());
    for (Map.Entry<String, NdArray> entry : written.entrySet()) {
      String name = entry.getKey();
      assertEquals(
          name.substring(0, name.indexOf('-')) + " " + ZarrCases.hex(entry.getValue()),
          read.get(name),
          ZarrCases.document(ours.resolve(name)));
    }
  }

  @Test
  void whatPythonWritesIsReadHere() throws IOException {
    NumPyContainer python = NumPyContainer.TRIXIE.required();
    Path theirs = Files.createDirectory(directory.resolve("theirs"));
    int seed = TestSeed.random(ZarrPythonTest.class).nextInt(1 << 20);
    Object[] arguments = new Object[2 + DTYPES.size()];
    arguments[0] = theirs;
    arguments[1] = seed;
    System.arraycopy(DTYPES.toArray(), 0, arguments, 2, DTYPES.size());
    Map<String, String> written = lines(python.run(WRITE, arguments));
    assertEquals(10 * DTYPES.size(), written.size());
    for (Map.Entry<String, String> entry : written.entrySet()) {
      String name = entry.getKey();
      int dash = name.indexOf('-');
      String dtype = name.substring(0, dash);
      ZarrArray array = ZarrArray.open(theirs.resolve(name));
      String document = ZarrCases.document(theirs.resolve(name));
      assertEquals(DType.of(dtype), array.dtype(), document);
      assertArrayEquals(new long[] {13, 5}, array.shape(), document);
      assertEquals(List.of("row", "x"), array.dimensionNames(), document);
      assertEquals(
          "{\"way\":" + name.substring(dash + 1) + ",\"of\":\"" + dtype + "\"}",
          array.attrJson(),
          document);
      assertEquals(entry.getValue(), ZarrCases.hex(array.read()), document);
      assertEquals(List.of(), array.verify(), document);
    }
  }

  /// Lines, each a name and what is said of it.
  private static Map<String, String> lines(String output) {
    var lines = new LinkedHashMap<String, String>();
    output
        .lines()
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              lines.put(line.substring(0, space), line.substring(space + 1));
            });
    return lines;
  }
}
