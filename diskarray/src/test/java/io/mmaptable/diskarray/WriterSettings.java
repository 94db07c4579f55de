package io.mmaptable.diskarray;

import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/// How a writer of [ProvenRows] in another process works, drawn by a seed: with or without a
/// header, each way to append, to commit, to allocate and to make durable.
///
/// @param width how many elements a row has
/// @param format the format of the file
/// @param growBy how many rows are allocated at a time, 0 for half of what is there
/// @param commitEvery how many rows are committed together, 0 for none until asked
/// @param durability when rows are made durable
/// @param oneByOne whether rows are never appended as a block
/// @param appender whether an appender appends them
record WriterSettings(
    int width,
    String format,
    long growBy,
    long commitEvery,
    Durability durability,
    boolean oneByOne,
    boolean appender) {

  /// More bytes than are stored into a mapping at once.
  private static final int LARGE_BLOCK = 300_000;

  static WriterSettings draw(Random random, int mostElements) {
    int extra = random.nextInt(random.nextBoolean() ? 6 : mostElements - 1);
    return new WriterSettings(
        ProvenRows.LEAST_WIDTH + extra,
        random.nextInt(3) == 0 ? "raw" : "npy",
        random.nextInt(3) == 0 ? 1 + random.nextInt(50) : 0,
        random.nextBoolean() ? 1 : random.nextInt(100),
        switch (random.nextInt(5)) {
          case 0 -> Durability.ON_COMMIT;
          case 1 -> Durability.every(Duration.ofMillis(1 + random.nextInt(20)));
          default -> Durability.ON_FLUSH;
        },
        random.nextInt(3) == 0,
        random.nextInt(3) == 0);
  }

  boolean isRaw() {
    return format.equals("raw");
  }

  DiskArrayOptions options() {
    return reading().growBy(growBy).commitEvery(commitEvery).durability(durability);
  }

  /// Appends some rows.
  ///
  /// @return how many
  int append(DiskArray array, Random random, long from) throws IOException {
    int rows = 1 + random.nextInt(oneByOne ? 2 : 50);
    boolean asBlock = !oneByOne && random.nextBoolean();
    if (asBlock && random.nextInt(20) == 0) {
      rows = LARGE_BLOCK / (Long.BYTES * width);
    }
    if (appender) {
      append(array.appender(), asBlock, from, rows);
    } else if (asBlock) {
      array.extend(ProvenRows.block(from, rows, width));
    } else {
      for (int i = 0; i < rows; i++) {
        array.append(ProvenRows.row(from + i, width));
      }
    }
    return rows;
  }

  private void append(RowAppender rowAppender, boolean asBlock, long from, int rows)
      throws IOException {
    try (rowAppender) {
      if (asBlock) {
        rowAppender.extend(ProvenRows.block(from, rows, width));
        return;
      }
      for (int i = 0; i < rows; i++) {
        rowAppender.append(ProvenRows.row(from + i, width));
      }
    }
  }

  /// What a reader must say of a file without a header, and may say of one with a header.
  DiskArrayOptions reading() {
    return DiskArrayOptions.DEFAULT.dtype(DType.INT64).shape(0, width).format(format);
  }
}
