package io.mmaptable.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Limits;
import io.mmaptable.npy.Npy;
import io.mmaptable.npy.WriteOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.util.Optional;

/// A `.npy` file is an array or refused, in memory as in a stream, and an array can be written and
/// read again.
final class HeaderCheck {

  private static final Limits NO_LIMIT = Limits.DEFAULT.withMaxHeaderLength(Integer.MAX_VALUE);
  private static final WriteOptions ANY_LENGTH =
      WriteOptions.DEFAULT.withMaxHeaderLength(Integer.MAX_VALUE);

  /// What is written again: elements of no size may be many without being in the file.
  private static final long MOST_ELEMENTS = 1 << 16;

  private HeaderCheck() {}

  static void check(byte[] input) throws IOException {
    Optional<NdArray> viewed =
        read(Bounds.HEADER_BYTES, () -> Npy.view(MemorySegment.ofArray(input)));
    Optional<NdArray> streamed =
        read(
            Bounds.HEADER_BYTES + 4L * input.length,
            () -> Npy.read(new ByteArrayInputStream(input)));
    assertEquals(viewed.isPresent(), streamed.isPresent(), "in memory and in a stream");
    if (viewed.isPresent()) {
      assertSame(viewed.get(), streamed.orElseThrow());
      checkWritten(viewed.get());
      return;
    }
    Optional<NdArray> _ =
        read(
            Bounds.HEADER_BYTES + 1000L * input.length,
            () -> Npy.view(MemorySegment.ofArray(input), NO_LIMIT));
  }

  private static Optional<NdArray> read(long bytes, Bounds.Work<NdArray> work) throws IOException {
    try {
      return Optional.of(Bounds.within(bytes, work));
    } catch (StorageException e) {
      assertTrue(e.getMessage() != null && !e.getMessage().isBlank(), "a message");
      return Optional.empty();
    }
  }

  private static void checkWritten(NdArray array) throws IOException {
    String _ = array.toString();
    if (array.size() > MOST_ELEMENTS) {
      return;
    }
    var out = new ByteArrayOutputStream();
    Npy.write(Channels.newChannel(out), array, ANY_LENGTH);
    assertSame(array, Npy.view(MemorySegment.ofArray(out.toByteArray()), NO_LIMIT));
    if (array.ndim() > 0) {
      checkGrowable(array);
    }
  }

  private static void checkGrowable(NdArray array) throws IOException {
    byte[] header;
    try {
      header = Npy.growableHeader(array.dtype(), array.shape(), false);
    } catch (IllegalArgumentException e) {
      assertTrue(
          array.dtype().descr().length() > 9_000, () -> "no growable header: " + e.getMessage());
      return;
    }
    var out = new ByteArrayOutputStream();
    out.writeBytes(header);
    out.writeBytes(new byte[Math.toIntExact(array.nbytes())]);
    NdArray again = Npy.view(out.toByteArray());
    assertEquals(array.dtype(), again.dtype());
    assertArrayEquals(array.shape(), again.shape());
  }

  static void assertSame(NdArray expected, NdArray found) {
    assertEquals(expected.dtype(), found.dtype());
    assertEquals(expected.dtype().hashCode(), found.dtype().hashCode());
    assertEquals(expected.dtype().descr(), found.dtype().descr());
    assertArrayEquals(expected.shape(), found.shape());
    if (expected.nbytes() > 0) {
      assertArrayEquals(bytes(expected), bytes(found));
    }
  }

  private static byte[] bytes(NdArray array) {
    byte[] bytes = new byte[Math.toIntExact(array.nbytes())];
    (array.isContiguous() ? array : array.copy()).copyBytes(0, bytes, bytes.length);
    return bytes;
  }
}
