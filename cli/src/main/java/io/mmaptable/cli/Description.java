package io.mmaptable.cli;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayFormats;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.codec.HeaderSource;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.npy.NpyFormat;
import io.mmaptable.npy.NpyHeader;
import io.mmaptable.npy.Npz;
import io.mmaptable.table.MmapColumn;
import io.mmaptable.table.MmapTable;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What `info` says of a path, as the JSON object that scripts rely on.
final class Description {
  private static final int BLOCK = 1 << 18;

  private final boolean checksum;

  Description(boolean checksum) {
    this.checksum = checksum;
  }

  /// Describes an array, an archive or a table.
  Map<String, @Nullable Object> of(Path path) throws IOException {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("path", path.toString());
    if (Paths.isTable(path)) {
      table(json, path);
    } else if (Paths.isArchive(path)) {
      archive(json, path);
    } else {
      json.put("kind", "array");
      try (Arena arena = Arena.ofConfined()) {
        Optional<ArrayFormat> format = pluggedIn(path);
        if (format.isPresent()) {
          array(json, path, format.get(), arena);
        } else {
          // Mapping checks that the elements are all there.
          NdArray elements = Npy.map(path, Mode.READ_ONLY, arena);
          npy(json, Npy.header(path), elements);
        }
      }
    }
    return json;
  }

  /// The format of a file that is in none of NumPy's.
  private static Optional<ArrayFormat> pluggedIn(Path path) throws IOException {
    if (Npy.isNpy(path)) {
      return Optional.empty();
    }
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return ArrayFormats.system().probe(HeaderSource.of(path, channel));
    }
  }

  private void array(Map<String, @Nullable Object> json, Path path, ArrayFormat format, Arena arena)
      throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ArrayLayout layout = format.describe(HeaderSource.of(path, channel), null);
      layout.requireIn(path, channel.size());
      MemorySegment elements =
          channel.map(FileChannel.MapMode.READ_ONLY, layout.dataOffset(), layout.nbytes(), arena);
      json.put("format", format.id());
      array(
          json,
          layout,
          NdArray.view(elements, layout.dtype(), layout.fortranOrder(), path, layout.shape()));
    }
  }

  /// Describes what could not be opened.
  static Map<String, @Nullable Object> refused(Path path, Exception e) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("path", path.toString());
    json.put("error", error(e));
    return json;
  }

  private static Map<String, @Nullable Object> error(Exception e) {
    var error = new LinkedHashMap<String, @Nullable Object>();
    error.put("kind", kind(e));
    error.put("message", Main.explain(e));
    return error;
  }

  private static String kind(Exception e) {
    return switch (e) {
      case StorageException.Malformed _ -> "malformed";
      case StorageException.Unsupported _ -> "unsupported";
      case StorageException.Locked _ -> "locked";
      case StorageException.Inconsistent _ -> "inconsistent";
      case NoSuchFileException _ -> "missing";
      // What the system does not let us read is, for us, as good as not there.
      default -> "missing";
    };
  }

  private void table(Map<String, @Nullable Object> json, Path path) throws IOException {
    json.put("kind", "table");
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      json.put("rows", table.rowCount());
      json.put("attr", table.attr());
      var columns = new ArrayList<Map<String, @Nullable Object>>();
      for (MmapColumn column : table.columns()) {
        var entry = new LinkedHashMap<String, @Nullable Object>();
        entry.put("name", column.name());
        entry.put("attr", column.attr());
        ArrayLayout layout = column.layout();
        if (layout.growthAxis() == 0) {
          layout = layout.withRowCount(table.rowCount());
        }
        String format = column.format().id();
        entry.put("format", format);
        if (format.equals(NpyFormat.ID)) {
          entry.put("version", Npy.header(column.path()).version());
        }
        array(entry, layout, checksum && !column.isFrozen() ? column.array() : null);
        if (column.frozen().isPresent()) {
          chunks(entry, column.frozen().get());
        }
        columns.add(entry);
      }
      json.put("columns", columns);
    }
  }

  /// What compressed chunks have in the place of a file whose bytes are the elements.
  private void chunks(Map<String, @Nullable Object> json, ZarrArray chunks) throws IOException {
    json.remove("data_offset");
    if (checksum) {
      json.put("sha256", sha256(chunks.blocks()));
    }
    json.put("codecs", chunks.chunkCodecs().stream().map(CodecSpec::toString).toList());
    json.put("chunk_rows", chunks.chunkShape()[0]);
    json.put("stored_bytes", chunks.storedBytes());
  }

  private void archive(Map<String, @Nullable Object> json, Path path) throws IOException {
    json.put("kind", "archive");
    var members = new ArrayList<Map<String, @Nullable Object>>();
    try (Npz archive = Npz.open(path)) {
      for (String name : archive.names()) {
        var entry = new LinkedHashMap<String, @Nullable Object>();
        entry.put("name", name);
        try {
          npy(entry, archive.header(name), checksum ? archive.read(name) : null);
        } catch (StorageException e) {
          entry.put("error", error(e));
        }
        members.add(entry);
      }
    }
    json.put("members", members);
  }

  private void npy(
      Map<String, @Nullable Object> json, NpyHeader header, @Nullable NdArray elements) {
    json.put("format", NpyFormat.ID);
    json.put("version", header.version());
    array(json, header.layout(), elements);
  }

  private void array(
      Map<String, @Nullable Object> json, ArrayLayout layout, @Nullable NdArray elements) {
    json.put("descr", descr(layout.dtype()));
    json.put("shape", layout.shape());
    json.put("fortran_order", layout.fortranOrder());
    json.put("data_offset", layout.dataOffset());
    json.put("itemsize", layout.dtype().itemSize());
    json.put("nbytes", layout.nbytes());
    if (checksum && elements != null) {
      json.put("sha256", sha256(Stream.of(elements)));
    }
  }

  /// A string, or for a structured dtype the list that a header holds.
  static Object descr(DType dtype) {
    return dtype instanceof DType.Struct struct
        ? struct.paddedFields().stream().map(Description::field).toList()
        : dtype.descr();
  }

  private static List<Object> field(Field field) {
    var entry = new ArrayList<Object>();
    entry.add(field.title() == null ? field.name() : List.of(field.title(), field.name()));
    entry.add(descr(field.dtype()));
    if (field.shape().length > 0) {
      entry.add(field.shape());
    }
    return entry;
  }

  /// Hashes the elements of arrays, one after the other.
  private static String sha256(Stream<NdArray> arrays) {
    try (arrays) {
      var digest = MessageDigest.getInstance("SHA-256");
      arrays.forEachOrdered(array -> update(digest, array));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }

  /// Hashes the elements in C order, through a block on the heap: what is mapped may be cut at any
  /// time.
  private static void update(MessageDigest digest, NdArray array) {
    NdArray elements = array.isContiguous() ? array : array.copy();
    byte[] block = new byte[(int) Math.min(BLOCK, elements.nbytes())];
    for (long at = 0; at < elements.nbytes(); at += block.length) {
      int length = (int) Math.min(block.length, elements.nbytes() - at);
      elements.copyBytes(at, block, length);
      digest.update(block, 0, length);
    }
  }
}
