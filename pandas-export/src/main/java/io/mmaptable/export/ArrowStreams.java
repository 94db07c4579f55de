package io.mmaptable.export;

import io.mmaptable.table.TableSlice;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

/// Tables handed to engines in this process that take Arrow: to libraries of Java's by an
/// `ArrowReader`, whose `VectorSchemaRoot` they read, and to native ones by the C stream interface,
/// as DuckDB's `registerArrowStream` takes it.
///
/// Columns whose bytes are Arrow's are not copied: vectors lie over the mapping. As long as one of
/// them is in use the table cannot be closed. Native code that reads one does not expect that
/// somebody cuts the column's file meanwhile, and then ends the process; write a file where that
/// may happen. The types are those of [ArrowExport].
///
/// It needs the artifacts `org.apache.arrow:arrow-vector`, one of `arrow-memory-unsafe` and
/// `arrow-memory-netty`, for the C stream interface `arrow-c-data`, and the JVM flag
/// `--add-opens=java.base/java.nio=ALL-UNNAMED`, or `=org.apache.arrow.memory.core` where Arrow is
/// on the module path.
@SuppressWarnings("exports") // who calls it requires these modules of Arrow, and nobody else does
public final class ArrowStreams {
  private ArrowStreams() {}

  /// Reads rows as Arrow vectors, a batch at a time.
  ///
  /// @param rows the rows and columns
  /// @param allocator what vectors are counted in, mapped ones too; the caller closes it after the
  ///   reader
  /// @param options how; compression does not matter here
  /// @return a reader, which the caller closes; one thread at a time may use it
  /// @throws UnsupportedOperationException if Arrow has no type for a column's dtype, a library is
  ///   missing, or the JVM was started without the flag; the message names it
  /// @throws java.util.NoSuchElementException if the options name a column that is not there
  /// @throws IllegalArgumentException if a column that is to have a dictionary is no text
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column cannot be mapped
  public static ArrowReader reader(TableSlice rows, BufferAllocator allocator, ArrowOptions options)
      throws IOException {
    Libraries.requireArrow(ArrowCompression.NONE);
    Libraries.requireVectors();
    return Vectors.reader(rows, allocator, options);
  }

  /// Hands rows over as a C stream. Whoever takes it reads it once, and ends it.
  ///
  /// @param rows the rows and columns
  /// @param allocator what vectors are counted in, mapped ones too
  /// @param stream an empty stream, as `ArrowArrayStream.allocateNew` makes it
  /// @param options how; compression does not matter here
  /// @throws UnsupportedOperationException as for [#reader]
  /// @throws java.util.NoSuchElementException as for [#reader]
  /// @throws IllegalArgumentException as for [#reader]
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column cannot be mapped
  public static void export(
      TableSlice rows, BufferAllocator allocator, ArrowArrayStream stream, ArrowOptions options)
      throws IOException {
    Libraries.requireCStreams();
    Data.exportArrayStream(allocator, reader(rows, allocator, options), stream);
  }

  /// Names vectors in what the JVM looks at before it runs anything of it, and so is not there
  /// until they are.
  private static final class Vectors {
    static ArrowReader reader(TableSlice rows, BufferAllocator allocator, ArrowOptions options)
        throws IOException {
      requireOpenBuffers(BufferAllocator.class.getModule());
      var content = new ArrowRows(rows, options);
      try {
        return new RowsReader(content, allocator);
      } catch (RuntimeException | Error e) {
        content.close();
        throw e;
      }
    }

    /// Arrow makes buffers of addresses by a constructor that the JDK keeps to itself.
    private static void requireOpenBuffers(Module arrow) {
      if (!ByteBuffer.class.getModule().isOpen("java.nio", arrow)) {
        throw new UnsupportedOperationException(
            "Arrow vectors need the JVM flag --add-opens=java.base/java.nio="
                + (arrow.isNamed() ? arrow.getName() : "ALL-UNNAMED")
                + "; start the JVM with it");
      }
    }
  }
}
