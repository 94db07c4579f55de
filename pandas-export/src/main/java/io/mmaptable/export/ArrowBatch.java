package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Rows of all columns as Arrow has them: for each field its length and its buffers, in the order
/// of the schema, parents before children.
final class ArrowBatch {
  private final long rows;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Content> buffers = new ArrayList<>();

  ArrowBatch(long rows) {
    this.rows = rows;
  }

  /// A field in a batch.
  ///
  /// @param length how many values it has
  /// @param nulls how many of them are null
  record Node(long length, long nulls) {}

  /// What is in a buffer.
  sealed interface Content {

    /// How long the buffer is.
    long bytes();

    /// Elements of a column, which are in Arrow's form as they are.
    record Elements(NdArray values) implements Content {
      @Override
      public long bytes() {
        return values.nbytes();
      }
    }

    /// Native memory that nobody can cut.
    record Made(MemorySegment memory) implements Content {
      @Override
      public long bytes() {
        return memory.byteSize();
      }
    }
  }

  static final Content NOTHING = new Content.Made(MemorySegment.NULL);

  long rows() {
    return rows;
  }

  List<Node> nodes() {
    return nodes;
  }

  List<Content> buffers() {
    return buffers;
  }

  /// Adds a field.
  void add(long length, long nulls, Content... contents) {
    nodes.add(new Node(length, nulls));
    buffers.addAll(List.of(contents));
  }
}
