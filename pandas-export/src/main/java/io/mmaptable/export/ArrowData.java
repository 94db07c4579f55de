package io.mmaptable.export;

import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A field's values in a message of somebody's: its buffers, and those of its children. Buffers are
/// as long as they have to be for as many values, and nothing is said about what is in them.
///
/// @param field the field
/// @param length how many values there are
/// @param hasNulls whether some may be null
/// @param buffers the buffers, as the format lists them for the field's type
/// @param children what a list or struct is of
record ArrowData(
    ArrowField field,
    long length,
    boolean hasNulls,
    List<MemorySegment> buffers,
    List<ArrowData> children) {

  /// Bits that say which values are there.
  MemorySegment validity() {
    return buffers.getFirst();
  }

  /// The last buffer that every field of values has.
  MemorySegment content() {
    return buffers.get(isVariable() ? 2 : 1);
  }

  /// Where values of different length are, or what views say.
  MemorySegment places() {
    return buffers.get(1);
  }

  private boolean isVariable() {
    return field.dictionary() == null
        && switch (field.type()) {
          case ArrowType.Text text -> text.places() != ArrowType.Places.VIEW;
          case ArrowType.Binary binary -> binary.places() != ArrowType.Places.VIEW;
          default -> false;
        };
  }

  /// Finds the values of fields in a message.
  static final class Finder {
    /// Buffers of as many bytes are made whatever they say that they were compressed from.
    private static final long LARGE = 256 << 20;

    /// And longer ones where they are compressed by no more than this.
    private static final long MOST_COMPRESSED = 1024;

    private final @Nullable Path path;
    private final long at;
    private final ArrowParser.Rows rows;
    private final MemorySegment body;
    private final Iterator<ArrowBatch.Node> nodes;
    private final Iterator<Extent> buffers;
    private final Iterator<Long> variadic;

    /// Takes a message.
    ///
    /// @param path the file, for messages
    /// @param at where in the file it is, for messages
    Finder(@Nullable Path path, long at, ArrowParser.Rows rows, MemorySegment body) {
      this.path = path;
      this.at = at;
      this.rows = rows;
      this.body = body;
      this.nodes = rows.nodes().iterator();
      this.buffers = rows.buffers().iterator();
      this.variadic = rows.variadic().iterator();
    }

    /// The next field's values, compressed if the message is.
    ///
    /// @param least how many there have to be
    ArrowData next(ArrowField field, long least) throws StorageException {
      if (!nodes.hasNext()) {
        throw malformed("expected values of '" + field.name() + "', found fewer fields");
      }
      ArrowBatch.Node node = nodes.next();
      if (node.length() < least) {
        throw malformed(
            "expected " + least + " values of '" + field.name() + "', found " + node.length());
      }
      var found = new ArrayList<MemorySegment>();
      var children = new ArrayList<ArrowData>();
      boolean hasNulls = node.nulls() != 0;
      if (field.dictionary() != null) {
        validity(field, least, hasNulls, found);
        found.add(buffer(field, bytes(least, field.dictionary().index().bytes())));
        return new ArrowData(field, least, hasNulls, found, children);
      }
      switch (field.type()) {
        case ArrowType.Null _ -> hasNulls = true;
        case ArrowType.Bool _ -> {
          validity(field, least, hasNulls, found);
          found.add(buffer(field, bits(least)));
        }
        case ArrowType.Int type -> fixed(field, least, type.bytes(), hasNulls, found);
        case ArrowType.Floating type -> fixed(field, least, type.bytes(), hasNulls, found);
        case ArrowType.FixedBinary type -> fixed(field, least, type.bytes(), hasNulls, found);
        case ArrowType.Days _ -> fixed(field, least, Integer.BYTES, hasNulls, found);
        case ArrowType.DayMillis _, ArrowType.Timestamp _, ArrowType.Duration _ ->
            fixed(field, least, Long.BYTES, hasNulls, found);
        case ArrowType.TimeOfDay type -> fixed(field, least, type.bytes(), hasNulls, found);
        case ArrowType.Text type -> variable(field, type.places(), least, hasNulls, found);
        case ArrowType.Binary type -> variable(field, type.places(), least, hasNulls, found);
        case ArrowType.FixedList list -> {
          validity(field, least, hasNulls, found);
          children.add(next(field.children().getFirst(), bytes(least, list.length())));
        }
        case ArrowType.Struct _ -> {
          validity(field, least, hasNulls, found);
          for (ArrowField child : field.children()) {
            children.add(next(child, least));
          }
        }
        case ArrowType.Other other ->
            throw new StorageException.Unsupported(
                path,
                "'"
                    + field.name()
                    + "' is of Arrow's type "
                    + other.name()
                    + ", which no dtype is; leave it out or cast it");
      }
      return new ArrowData(field, least, hasNulls, found, children);
    }

    private void fixed(
        ArrowField field, long length, int bytes, boolean hasNulls, List<MemorySegment> found)
        throws StorageException {
      validity(field, length, hasNulls, found);
      found.add(buffer(field, bytes(length, bytes)));
    }

    private void variable(
        ArrowField field,
        ArrowType.Places places,
        long length,
        boolean hasNulls,
        List<MemorySegment> found)
        throws StorageException {
      validity(field, length, hasNulls, found);
      switch (places) {
        case INT, LONG -> {
          long width = places == ArrowType.Places.INT ? Integer.BYTES : Long.BYTES;
          found.add(buffer(field, length == 0 ? 0 : bytes(Math.addExact(length, 1), width)));
          found.add(buffer(field, 0));
        }
        case VIEW -> {
          found.add(buffer(field, bytes(length, ArrowVariable.VIEW_BYTES)));
          if (!variadic.hasNext()) {
            throw malformed("expected the number of buffers of '" + field.name() + "'");
          }
          for (long left = variadic.next(); left > 0; left--) {
            found.add(buffer(field, 0));
          }
        }
      }
    }

    private void validity(
        ArrowField field, long length, boolean hasNulls, List<MemorySegment> found)
        throws StorageException {
      found.add(buffer(field, hasNulls ? bits(length) : 0));
    }

    private long bytes(long count, long each) throws StorageException {
      try {
        return Math.multiplyExact(count, each);
      } catch (ArithmeticException _) {
        throw malformed("expected fewer values than " + count + " times " + each);
      }
    }

    private static long bits(long count) {
      return count / 8 + (count % 8 == 0 ? 0 : 1);
    }

    /// The next buffer.
    ///
    /// @param least how long it has to be, decompressed
    private MemorySegment buffer(ArrowField field, long least) throws StorageException {
      if (!buffers.hasNext()) {
        throw malformed("expected a buffer of '" + field.name() + "', found fewer");
      }
      Extent extent = buffers.next();
      if (extent.at() < 0
          || extent.bytes() < 0
          || extent.at() > body.byteSize()
          || extent.bytes() > body.byteSize() - extent.at()) {
        throw malformed(
            "expected a buffer of '"
                + field.name()
                + "' in "
                + body.byteSize()
                + " bytes, found "
                + extent);
      }
      MemorySegment buffer = body.asSlice(extent.at(), extent.bytes());
      long bytes = originalBytes(buffer);
      if (bytes < least) {
        throw malformed(
            "expected " + least + " bytes in a buffer of '" + field.name() + "', found " + bytes);
      }
      return buffer;
    }

    private long originalBytes(MemorySegment buffer) throws StorageException {
      if (rows.compression() == ArrowCompression.NONE || buffer.byteSize() == 0) {
        return buffer.byteSize();
      }
      if (buffer.byteSize() < Long.BYTES) {
        throw malformed("expected a compressed buffer, found one of too few bytes");
      }
      long bytes = ArrowCodec.originalBytes(buffer);
      if (bytes == -1) {
        return buffer.byteSize() - Long.BYTES;
      }
      if (bytes < 0 || bytes > Math.max(LARGE, MOST_COMPRESSED * buffer.byteSize())) {
        throw malformed(
            "expected a compressed buffer, found one of "
                + buffer.byteSize()
                + " bytes that says it was of "
                + bytes);
      }
      return bytes;
    }

    /// The same values, decompressed.
    ///
    /// @param arena what the memory ends with
    ArrowData plain(ArrowData data, Arena arena) throws IOException {
      if (rows.compression() == ArrowCompression.NONE) {
        return data;
      }
      var plain = new ArrayList<MemorySegment>();
      for (MemorySegment buffer : data.buffers()) {
        plain.add(decompressed(buffer, arena));
      }
      var children = new ArrayList<ArrowData>();
      for (ArrowData child : data.children()) {
        children.add(plain(child, arena));
      }
      return new ArrowData(data.field(), data.length(), data.hasNulls(), plain, children);
    }

    private MemorySegment decompressed(MemorySegment buffer, Arena arena) throws IOException {
      if (buffer.byteSize() == 0) {
        return buffer;
      }
      long bytes = ArrowCodec.originalBytes(buffer);
      MemorySegment frame = buffer.asSlice(Long.BYTES);
      if (bytes == -1) {
        return frame;
      }
      if (bytes > Integer.MAX_VALUE || frame.byteSize() > Integer.MAX_VALUE) {
        throw new StorageException.Unsupported(
            path, "has a compressed buffer of more than 2 GB; write it in smaller batches");
      }
      MemorySegment plain = arena.allocate(originalBytes(buffer), Long.BYTES);
      // A decompressor does not expect that the file is cut under it.
      MemorySegment copy = arena.allocate(frame.byteSize(), Long.BYTES).copyFrom(frame);
      try {
        ArrowCodec.decompress(rows.compression(), copy, plain);
      } catch (IllegalArgumentException e) {
        var malformed = malformed("expected compressed bytes: " + e.getMessage());
        malformed.initCause(e);
        throw malformed;
      }
      return plain;
    }

    StorageException.Malformed malformed(String message) {
      return new StorageException.Malformed(path, at, message);
    }
  }
}
