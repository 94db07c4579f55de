package io.mmaptable.internal.codec;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.codec.HeapCodec;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Zarr's `bytes`: elements one after the other, every number of them in one byte order. Made for
/// no dtype, it takes bytes as they are. Left open, the byte order is that of the elements.
public final class ByteOrderCodec extends HeapCodec {
  private static final String ENDIAN = "endian";

  private final @Nullable ByteOrder endian;
  private final int itemSize;
  private final List<ByteRun> reversed;

  public ByteOrderCodec() {
    this(null, 1, List.of());
  }

  private ByteOrderCodec(@Nullable ByteOrder endian, int itemSize, List<ByteRun> reversed) {
    this.endian = endian;
    this.itemSize = itemSize;
    this.reversed = reversed;
  }

  @Override
  public String id() {
    return "bytes";
  }

  @Override
  public Kind kind() {
    return Kind.ARRAY_TO_BYTES;
  }

  @Override
  public Optional<String> mainKey() {
    return Optional.of(ENDIAN);
  }

  @Override
  public CodecSpec spec() {
    CodecSpec spec = CodecSpec.of(id());
    return endian == null ? spec : spec.with(ENDIAN, text(endian));
  }

  private static String text(ByteOrder order) {
    return order == ByteOrder.LITTLE_ENDIAN ? "little" : "big";
  }

  @Override
  public ByteOrderCodec configured(CodecSpec spec) {
    spec.requireKeys(ENDIAN);
    return spec.has(ENDIAN)
        ? new ByteOrderCodec(
            spec.choice(
                ENDIAN,
                ByteOrder.LITTLE_ENDIAN,
                List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN),
                ByteOrderCodec::text),
            1,
            List.of())
        : new ByteOrderCodec();
  }

  @Override
  public ByteOrderCodec adapted(DType dtype) {
    int size = Math.max(1, dtype.itemSize());
    if (!ByteRuns.haveOrder(dtype)) {
      return new ByteOrderCodec(endian, size, List.of());
    }
    ByteOrder order = endian == null ? dtype.byteOrder() : endian;
    return new ByteOrderCodec(order, size, ByteRuns.notIn(order, dtype));
  }

  @Override
  public boolean isIdentity() {
    return reversed.isEmpty();
  }

  @Override
  protected long encodedBound(int decodedSize) {
    return decodedSize;
  }

  @Override
  protected int encode(ByteSpan source, ByteSpan target) {
    if (source.length() % itemSize != 0) {
      throw new IllegalArgumentException(
          "codec 'bytes': " + source.length() + " bytes are no elements of " + itemSize);
    }
    return reorder(source, target);
  }

  @Override
  protected int decode(ByteSpan source, ByteSpan target) throws StorageException {
    requireRoom(source.length(), target);
    if (source.length() % itemSize != 0) {
      throw malformed(source.length(), source.length() + " bytes are no elements of " + itemSize);
    }
    return reorder(source, target);
  }

  private int reorder(ByteSpan source, ByteSpan target) {
    byte[] from = source.array();
    byte[] into = target.array();
    int at = source.offset();
    int to = target.offset();
    int length = source.length();
    if (reversed.size() == 1 && reversed.getFirst().equals(whole())) {
      ByteRun.reverse(reversed.getFirst().width(), from, at, into, to, length);
      return length;
    }
    System.arraycopy(from, at, into, to, length);
    for (ByteRun run : reversed) {
      int bytes = run.width() * run.count();
      for (int i = to + run.offset(); i < to + length; i += itemSize) {
        ByteRun.reverse(run.width(), into, i, into, i, bytes);
      }
    }
    return length;
  }

  /// Numbers of the first run's width, and nothing else.
  private ByteRun whole() {
    int width = reversed.getFirst().width();
    return new ByteRun(0, width, itemSize / width);
  }
}
