package io.mmaptable.internal.codec;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.codec.HeapCodec;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.shuffle.ByteShuffle;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The `shuffle` of numcodecs: the first bytes of all elements, then all second ones and so on.
/// What is left over behind the last whole element stays behind, as HDF5 and Blosc have it.
public final class ShuffleCodec extends HeapCodec {
  private static final String ELEMENT_SIZE = "elementsize";

  /// What numcodecs takes where nothing is said.
  private static final int USUAL = 4;

  private final @Nullable Integer elementSize;

  public ShuffleCodec() {
    this(null);
  }

  private ShuffleCodec(@Nullable Integer elementSize) {
    this.elementSize = elementSize;
  }

  @Override
  public String id() {
    return "numcodecs.shuffle";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("shuffle");
  }

  @Override
  public Optional<String> mainKey() {
    return Optional.of(ELEMENT_SIZE);
  }

  @Override
  public CodecSpec spec() {
    CodecSpec spec = CodecSpec.of(id());
    return elementSize == null ? spec : spec.with(ELEMENT_SIZE, elementSize);
  }

  @Override
  public ShuffleCodec configured(CodecSpec spec) {
    spec.requireKeys(ELEMENT_SIZE);
    return spec.has(ELEMENT_SIZE)
        ? new ShuffleCodec((int) spec.integer(ELEMENT_SIZE, USUAL, 1, Integer.MAX_VALUE))
        : new ShuffleCodec();
  }

  @Override
  public ShuffleCodec adapted(DType dtype) {
    return elementSize == null ? new ShuffleCodec(Math.max(1, dtype.itemSize())) : this;
  }

  private int size() {
    return elementSize == null ? USUAL : elementSize;
  }

  @Override
  public boolean isIdentity() {
    return size() == 1;
  }

  @Override
  protected long encodedBound(int decodedSize) {
    return decodedSize;
  }

  @Override
  protected int encode(ByteSpan source, ByteSpan target) {
    ByteShuffle.shuffle(
        source.array(), source.offset(), target.array(), target.offset(), source.length(), size());
    return source.length();
  }

  @Override
  protected int decode(ByteSpan source, ByteSpan target) throws StorageException {
    requireRoom(source.length(), target);
    ByteShuffle.unshuffle(
        source.array(), source.offset(), target.array(), target.offset(), source.length(), size());
    return source.length();
  }
}
