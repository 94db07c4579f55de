package io.mmaptable.fuzz;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.dtype.DType;
import io.mmaptable.npy.Npy;
import io.mmaptable.npy.Npz;
import io.mmaptable.npy.NpzStorage;
import io.mmaptable.npy.WriteOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Inputs to begin with.
final class Seeds {

  private static final List<String> DTYPES =
      List.of(
          "|b1",
          "|i1",
          "<i2",
          ">i4",
          "<i8",
          "|u1",
          ">u2",
          "<u4",
          "<u8",
          "<f2",
          ">f4",
          "<f8",
          "<f16",
          "<c8",
          ">c16",
          "|S5",
          "|S0",
          "<U3",
          ">U0",
          "|V7",
          "<M8[ns]",
          ">M8[25us]",
          "<m8",
          "<m8[D]",
          "[('a', '<i4')]",
          "[('a', '|b1'), ('', '|V3'), ('b', '<f8', (2, 3))]",
          "[(('title', 'name'), '>U2'), ('n', [('x', '<f4'), ('y', '<M8[s]', (2,))])]",
          "[('\u00e9', '<i4'), ('\u6f22', '<f8')]");

  private static final BytesCodecs INSTALLED = BytesCodecs.system();

  private static final List<String> CODECS =
      List.of(
          "gzip",
          "crc32c",
          "zstd:level=3,checksum=true",
          "lz4",
          "blosc:cname=lz4",
          "blosc:cname=zstd,shuffle=bitshuffle,blocksize=128",
          "blosc:cname=zlib,shuffle=noshuffle",
          "blosc:clevel=0",
          "shuffle");

  private static final List<String> NOTATIONS =
      List.of(
          "f4",
          "int32",
          "double",
          "?",
          "=q",
          "str",
          "M8[s/2]",
          "datetime64[10ms]",
          "timedelta64",
          "m8[generic]",
          "i4,f8",
          "2i4,(2,3)f8,S3",
          "(2,)i4,",
          " i4 , f8 ",
          "O",
          "T",
          "c32",
          "U99999999999",
          "V2147483647",
          "[('f', '<i4', (4611686018427387904,))]",
          "[('f', 'V2147483647', 2), ('g', '<i4')]",
          "[('f', [('g', [('h', '<i4', (65536,))], (65536,))])]",
          "[['a', '<i4'], (u'b', r'<f8', 3)]",
          "[('a', '<i4'), ('a', '<i4')]",
          "[('', '<i4')]",
          "[('a', '<i4', ())]");

  private static final List<String> HEADERS =
      List.of(
          "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }\n",
          "{'descr': '<i4', 'fortran_order': True, 'shape': (2, 3) # comment\n}",
          " \t{\"shape\":(0x2,0b11,0o1),u'descr':'<' r'i4',\n'fortran_order':False}",
          "({('descr'): ([('a', '<i4')]), 'fortran_order': (False), 'shape': ((2), (+3))})",
          "{'descr': '''<i4''', 'de\\x73cr': \"<i2\", 'fortran_order': False, 'shape': (2_0L,)}",
          "{'descr': [('\\u6f22\\n\\101', '<i4')], 'fortran_order': False, 'shape': ()}",
          "{'descr': '|V0', 'fortran_order': False, 'shape': (1000000, 1000000)}",
          "{'descr': '<i4', 'fortran_order': False, 'shape': (0, 4611686018427387904)}",
          "{'descr': '<f8', 'fortran_order': True, 'shape': (3,                        2), }",
          "{'descr': 'i4,f8', 'fortran_order': False, 'shape': (1,), 'x': None}",
          "{'descr': b'<i4', 'fortran_order': 0, 'shape': [2, -3]}",
          "{'descr': '|O', 'fortran_order': False, 'shape': (2,)}",
          "{'descr': '<i4', 'fortran_order': False, \\\n'shape': (2L, 99999999999999999999)}");

  private Seeds() {}

  static List<byte[]> headers() throws IOException {
    var seeds = new ArrayList<byte[]>();
    for (String descr : DTYPES) {
      NdArray array = NdArray.zeros(DType.of(descr), 2, 1);
      seeds.add(npy(array, 0));
      seeds.add(npy(array.transpose(), 3));
      seeds.add(growable(array));
    }
    for (int version = 1; version <= 3; version++) {
      for (String text : HEADERS) {
        seeds.add(npy(version, text, 32));
      }
    }
    return seeds;
  }

  static List<byte[]> dtypes() {
    var seeds = new ArrayList<byte[]>();
    DTYPES.forEach(descr -> seeds.add(descr.getBytes(StandardCharsets.UTF_8)));
    NOTATIONS.forEach(notation -> seeds.add(notation.getBytes(StandardCharsets.UTF_8)));
    return seeds;
  }

  static List<byte[]> archives() throws IOException {
    var seeds = new ArrayList<byte[]>();
    byte[] array = npy(NdArray.of(1L, 2L, 3L), 0);
    byte[] struct = npy(NdArray.zeros(DType.of("[('a', '<i4')]"), 2), 0);
    for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
      seeds.add(zip(method, Map.of("x.npy", array)));
      seeds.add(zip(method, Map.of()));
      var members = new LinkedHashMap<String, byte[]>();
      members.put("x.npy", array);
      members.put("group/y.npy", struct);
      members.put("readme", new byte[] {1, 2, 3});
      seeds.add(zip(method, members));
    }
    Map<String, NdArray> arrays =
        Map.of("x", NdArray.of(1L, 2L), "\u00e9", NdArray.zeros(DType.of("<U1"), 2, 2).transpose());
    for (NpzStorage storage :
        List.of(NpzStorage.stored(), NpzStorage.aligned(), NpzStorage.deflated())) {
      seeds.add(archive(arrays, storage));
    }
    seeds.add(array);
    return seeds;
  }

  private static byte[] archive(Map<String, NdArray> arrays, NpzStorage storage)
      throws IOException {
    Path path = Files.createTempFile("seed", ".npz");
    Npz.write(path, arrays, storage);
    byte[] bytes = Files.readAllBytes(path);
    Files.delete(path);
    return bytes;
  }

  static List<byte[]> tables() throws IOException {
    byte[] column = npy(NdArray.of(1L, 2L, 3L), 0);
    byte[] json =
        "{\"format\": 1, \"rows\": 3, \"columns\": [\"g/y\", \"x\"], \"attr\": {\"a\": NaN}}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] attr = "{\"attr\": [1, 2.5, null, \"\u00e9\"]}".getBytes(StandardCharsets.UTF_8);
    var seeds = new ArrayList<byte[]>();
    seeds.add(TableCheck.FILES.pack(Map.of("x.npy", column)));
    seeds.add(TableCheck.FILES.pack(Map.of("x.npy", growable(NdArray.of(1L, 2L)))));
    var raw = new LinkedHashMap<String, byte[]>();
    raw.put("x.npy", new byte[24]);
    raw.put(
        "x.attr",
        "{\"dtype\": \"<i4\", \"shape\": [3, 2], \"attr\": 1}".getBytes(StandardCharsets.UTF_8));
    seeds.add(TableCheck.FILES.pack(raw));
    var files = new LinkedHashMap<String, byte[]>();
    files.put("x.npy", column);
    files.put("x.attr", attr);
    files.put("g/y.npy", npy(NdArray.zeros(DType.of("<U1"), 3, 2), 0));
    files.put(".mmaptable/table.json", json);
    seeds.add(TableCheck.FILES.pack(files));
    for (String intent :
        List.of(
            "{\"operation\": \"add\", \"name\": \"x\"}",
            "{\"operation\": \"delete\", \"name\": \"g/y\"}",
            "{\"operation\": \"rename\", \"name\": \"x\", \"to\": \"h/z\"}")) {
      files.put(".mmaptable/intent", intent.getBytes(StandardCharsets.UTF_8));
      seeds.add(TableCheck.FILES.pack(files));
    }
    files.remove(".mmaptable/intent");
    files.put(".mmaptable/journal", journal(2));
    seeds.add(TableCheck.FILES.pack(files));
    files.put(".x.npy.header", column);
    files.put(".x.npy.lock", "1".getBytes(StandardCharsets.UTF_8));
    files.put(".mmaptable/.table.json.1.tmp", json);
    seeds.add(TableCheck.FILES.pack(files));
    return seeds;
  }

  /// A file of zeros with a header's text in a version of the format.
  static byte[] npy(int version, String text, int elements) {
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    byte[] bytes = text.getBytes(charset);
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    var length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length);
    out.write(length.array(), 0, version == 1 ? 2 : 4);
    out.writeBytes(bytes);
    out.writeBytes(new byte[elements]);
    return out.toByteArray();
  }

  private static byte[] npy(NdArray array, int version) throws IOException {
    var out = new ByteArrayOutputStream();
    Npy.write(Channels.newChannel(out), array, WriteOptions.DEFAULT.withVersion(version));
    return out.toByteArray();
  }

  private static byte[] growable(NdArray array) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(Npy.growableHeader(array.dtype(), array.shape(), false));
    out.writeBytes(new byte[Math.toIntExact(array.nbytes())]);
    return out.toByteArray();
  }

  private static byte[] journal(int files) {
    var out = ByteBuffer.allocate(56 + 32 * files).order(ByteOrder.LITTLE_ENDIAN);
    out.put("MMTJRNL1".getBytes(StandardCharsets.US_ASCII)).putLong(1).putLong(2);
    return out.putLong(files).putLong(3).putLong(2).putLong(3).array();
  }

  private static byte[] zip(int method, Map<String, byte[]> members) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        var entry = new ZipEntry(member.getKey());
        entry.setMethod(method);
        entry.setTime(0);
        if (method == ZipEntry.STORED) {
          var checksum = new CRC32();
          checksum.update(member.getValue());
          entry.setCrc(checksum.getValue());
          entry.setSize(member.getValue().length);
        }
        zip.putNextEntry(entry);
        zip.write(member.getValue());
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  /// Chunks as each codec encodes them.
  static List<byte[]> codecs() {
    var seeds = new ArrayList<byte[]>();
    byte[] chunk = new byte[400];
    for (int i = 0; i < chunk.length; i++) {
      chunk[i] = (byte) (i % 4 == 0 ? i : i >> 6);
    }
    for (String notation : CODECS) {
      List<CodecSpec> specs = INSTALLED.parse(notation);
      BytesCodec codec = INSTALLED.make(specs.getLast()).adapted(DType.INT32);
      String name = notation.substring(0, (notation + ":").indexOf(':'));
      seeds.add(CodecCheck.input(name, CodecCheck.encode(codec, chunk)));
      seeds.add(CodecCheck.input(name, CodecCheck.encode(codec, new byte[1000])));
    }
    return seeds;
  }
}
