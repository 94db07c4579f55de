package io.mmaptable.zarr;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.testsupport.Strace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/// What a writer is killed at. In a process of its own it says its thread, waits for a line, and
/// does its work.
enum Operation {
  CREATE_FILES(0, 0),
  CREATE_SHARDS(0, 9),
  APPEND_FILES(13, 0),
  APPEND_SHARDS(13, 9),
  APPEND_WHOLE_CHUNKS(12, 9);

  private static final int ROWS = 40;

  private final int rowsBefore;
  private final int shardRows;

  Operation(int rowsBefore, int shardRows) {
    this.rowsBefore = rowsBefore;
    this.shardRows = shardRows;
  }

  static NdArray rows() {
    return Samples.random(DType.INT32, new Random(7), ROWS, 5);
  }

  /// The rows before the operation; none if there is no array.
  NdArray before() {
    return rows().rows(0, rowsBefore);
  }

  boolean creates() {
    return rowsBefore == 0;
  }

  private ZarrLayout layout() {
    return ZarrLayout.of(DType.INT32, 5).chunkRows(3).shardRows(shardRows);
  }

  void prepare(Path array) throws IOException {
    if (!creates()) {
      ZarrWriter.write(array, layout(), before());
    }
  }

  void apply(Path array) throws IOException {
    try (var writer = creates() ? ZarrWriter.create(array, layout()) : ZarrWriter.appendTo(array)) {
      writer.write(rows().rows(rowsBefore, ROWS));
      writer.finish();
    }
  }

  static void main(String... arguments) throws IOException {
    Operation operation = valueOf(arguments[0]);
    ZarrLayout _ = operation.layout();
    System.out.println(Strace.thisThread());
    int _ = System.in.read();
    operation.apply(Path.of(arguments[1]));
  }
}
