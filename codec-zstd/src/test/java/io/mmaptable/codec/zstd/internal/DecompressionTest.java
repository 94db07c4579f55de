package io.mmaptable.codec.zstd.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.mmaptable.codec.ByteSpan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DecompressionTest {
  private static final byte[] TEXT = "rows and columns".getBytes(StandardCharsets.US_ASCII);

  private static byte[] decompress(byte[] frame) {
    byte[] room = new byte[TEXT.length];
    int size =
        Decompression.decompress(
            new ByteSpan(frame, 0, frame.length), new ByteSpan(room, 0, room.length));
    assertEquals(room.length, size);
    return room;
  }

  @Test
  void contextIsUsedAgain() {
    byte[] frame = Zstd.compress(TEXT);
    assertArrayEquals(TEXT, decompress(frame));
    int kept = Decompression.unusedCount();
    assertArrayEquals(TEXT, decompress(frame));
    assertTrue(kept > 0);
    assertEquals(kept, Decompression.unusedCount());
  }

  @Test
  void contextThatFailedIsNotKept() {
    byte[] frame = Zstd.compress(TEXT);
    assertArrayEquals(TEXT, decompress(frame));
    int kept = Decompression.unusedCount();
    frame[0] ^= 1;
    assertThrows(ZstdException.class, () -> decompress(frame));
    assertEquals(kept - 1, Decompression.unusedCount());
  }

  @Test
  void noMoreContextsAreKeptThanThreadsCanRun() throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    byte[] frame = Zstd.compress(TEXT);
    List<Callable<byte[]>> calls = new ArrayList<>();
    for (int i = 0; i < 100 * cores; i++) {
      calls.add(() -> decompress(frame));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<byte[]> found : threads.invokeAll(calls)) {
        assertArrayEquals(TEXT, found.get());
      }
    }
    assertTrue(Decompression.unusedCount() <= cores);
  }
}
