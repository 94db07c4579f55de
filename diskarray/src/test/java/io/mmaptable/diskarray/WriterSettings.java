package io.mmaptable.diskarray;

import io.mmaptable.dtype.DType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;

/// How a writer of [ProvenRows] in another process works, drawn by a seed: with or without a
/// header, each way to commit, to allocate and to make durable.
///
/// @param width how many elements a row has
/// @param format the format of the file
/// @param growBy how many rows are allocated at a time, 0 for half of what is there
/// @param commitEvery how many rows are committed together, 0 for none until asked
/// @param durability when rows are made durable
record WriterSettings(
    int width, String format, long growBy, long commitEvery, Durability durability) {

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
        });
  }

  boolean isRaw() {
    return format.equals("raw");
  }

  DiskArrayOptions options() {
    return reading().growBy(growBy).commitEvery(commitEvery).durability(durability);
  }

  /// What a reader must say of a file without a header, and may say of one with a header.
  DiskArrayOptions reading() {
    return DiskArrayOptions.DEFAULT.dtype(DType.INT64).shape(0, width).format(format);
  }

  /// Acknowledges rows by one write to the pipe, so that no line is ever cut.
  static void acknowledge(long rows) {
    System.out.writeBytes((rows + "\n").getBytes(StandardCharsets.US_ASCII));
    System.out.flush();
  }
}
