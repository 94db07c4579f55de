package io.mmaptable.internal.codec;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.codec.HeapCodec;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/// The `delta` of numcodecs: the first integer, then what each is more than the one before, without
/// regard to overflow. Floats are refused: their differences do not add up to what they were.
///
/// The configuration's dtype is what readers hold in memory on the machines of today,
/// little-endian, whatever the order is in which the elements are given here and written.
public final class DeltaCodec extends HeapCodec {
  private static final String DTYPE = "dtype";
  private static final String ENCODED = "astype";

  /// The integers, and whether somebody has said that they are these.
  private final DType dtype;

  private final boolean isGiven;

  public DeltaCodec() {
    this(DType.UINT8, false);
  }

  private DeltaCodec(DType dtype, boolean isGiven) {
    this.dtype = dtype;
    this.isGiven = isGiven;
  }

  @Override
  public String id() {
    return "numcodecs.delta";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("delta");
  }

  @Override
  public Kind kind() {
    return Kind.ARRAY_TO_ARRAY;
  }

  @Override
  public Optional<String> mainKey() {
    return Optional.of(DTYPE);
  }

  @Override
  public CodecSpec spec() {
    CodecSpec spec = CodecSpec.of(id());
    return isGiven ? spec.with(DTYPE, little(dtype).descr()) : spec;
  }

  @Override
  public DeltaCodec configured(CodecSpec spec) {
    spec.requireKeys(DTYPE, ENCODED);
    if (!spec.has(DTYPE)) {
      return new DeltaCodec();
    }
    DType dtype = integers(spec, DTYPE);
    if (spec.has(ENCODED) && !integers(spec, ENCODED).equals(dtype)) {
      throw spec.wrong(ENCODED, dtype + ", as dtype is");
    }
    return new DeltaCodec(dtype, true);
  }

  private static DType integers(CodecSpec spec, String key) {
    try {
      DType dtype = DType.of(spec.text(key, ""));
      if (isInteger(dtype) && dtype.equals(little(dtype))) {
        return dtype;
      }
    } catch (IllegalArgumentException e) {
      // No dtype at all.
    }
    throw spec.wrong(key, "little-endian integers, such as <i4");
  }

  private static boolean isInteger(DType dtype) {
    return dtype instanceof DType.Int || dtype instanceof DType.UInt;
  }

  private static DType little(DType dtype) {
    return dtype instanceof DType.UInt
        ? new DType.UInt(dtype.itemSize(), ByteOrder.LITTLE_ENDIAN)
        : new DType.Int(dtype.itemSize(), ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public DeltaCodec adapted(DType dtype) {
    if (!isInteger(dtype) || (isGiven && !little(dtype).equals(little(this.dtype)))) {
      throw new IllegalArgumentException(
          "codec '"
              + id()
              + "': elements of "
              + dtype
              + " must be "
              + (isGiven ? this.dtype + ", in either byte order" : "integers"));
    }
    return new DeltaCodec(dtype, true);
  }

  @Override
  protected long encodedBound(int decodedSize) {
    return decodedSize;
  }

  @Override
  protected int encode(ByteSpan source, ByteSpan target) {
    if (source.length() % dtype.itemSize() != 0) {
      throw new IllegalArgumentException(
          "codec '" + id() + "': " + source.length() + " bytes are no elements of " + dtype);
    }
    Differences.subtract(source, target, dtype.itemSize(), dtype.byteOrder());
    return source.length();
  }

  @Override
  protected int decode(ByteSpan source, ByteSpan target) throws StorageException {
    requireRoom(source.length(), target);
    if (source.length() % dtype.itemSize() != 0) {
      throw malformed(source.length(), source.length() + " bytes are no elements of " + dtype);
    }
    Differences.add(source, target, dtype.itemSize(), dtype.byteOrder());
    return source.length();
  }
}
