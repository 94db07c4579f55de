package io.mmaptable.codec.blosc;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.codec.HeapCodec;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Zarr's `blosc`: blocks that are shuffled and compressed, in a frame of C-Blosc 1:
/// <https://zarr-specs.readthedocs.io/en/latest/v3/codecs/blosc/>.
///
/// Its configuration is that of Zarr: `cname` (`lz4`, `lz4hc`, `zlib` and `zstd`; `blosclz` is read
/// only, `snappy` only kept), `clevel` from 0 to 9, `shuffle` (`noshuffle`, `shuffle`,
/// `bitshuffle`, or the number that numcodecs has for it), `typesize`, which is the elements' size
/// where it is left open, and `blocksize`, where 0 leaves it to the codec. A frame says itself how
/// it is to be decoded, whatever the configuration.
///
/// The frame is read and written in Java, and each of its sizes is checked; only blocks reach
/// native code, that of Zstandard and of the JDK's zlib, with the bounds that they have to keep.
public final class BloscCodec extends HeapCodec {
  private static final String COMPRESSOR = "cname";
  private static final String LEVEL = "clevel";
  private static final String SHUFFLE = "shuffle";
  private static final String TYPE_SIZE = "typesize";
  private static final String BLOCK_SIZE = "blocksize";
  private static final int USUAL_LEVEL = 5;
  private static final int LARGEST_TYPE = 255;

  private final Compressor compressor;
  private final int level;
  private final Shuffle shuffle;

  /// 0 if it is not known.
  private final int typeSize;

  private final int blockSize;

  /// Makes the codec with LZ4 at level 5 after shuffling the bytes of elements, whose size is left
  /// open.
  public BloscCodec() {
    this(Compressor.LZ4, USUAL_LEVEL, Shuffle.BYTES, 0, 0);
  }

  private BloscCodec(
      Compressor compressor, int level, Shuffle shuffle, int typeSize, int blockSize) {
    this.compressor = compressor;
    this.level = level;
    this.shuffle = shuffle;
    this.typeSize = typeSize;
    this.blockSize = blockSize;
  }

  @Override
  public String id() {
    return "blosc";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("numcodecs.blosc");
  }

  @Override
  public Optional<String> mainKey() {
    return Optional.of(COMPRESSOR);
  }

  @Override
  public CodecSpec spec() {
    CodecSpec spec =
        CodecSpec.of(id())
            .with(COMPRESSOR, compressor.text())
            .with(LEVEL, level)
            .with(SHUFFLE, shuffle.text())
            .with(BLOCK_SIZE, blockSize);
    return typeSize == 0 ? spec : spec.with(TYPE_SIZE, typeSize);
  }

  @Override
  public BloscCodec configured(CodecSpec spec) {
    spec.requireKeys(COMPRESSOR, LEVEL, SHUFFLE, TYPE_SIZE, BLOCK_SIZE);
    return new BloscCodec(
        spec.choice(COMPRESSOR, Compressor.LZ4, List.of(Compressor.values()), Compressor::text),
        (int) spec.integer(LEVEL, USUAL_LEVEL, 0, 9),
        shuffle(spec),
        (int) spec.integer(TYPE_SIZE, 0, 1, Integer.MAX_VALUE),
        (int) spec.integer(BLOCK_SIZE, 0, 0, Integer.MAX_VALUE));
  }

  /// By name, or by the number of numcodecs, where -1 leaves it open.
  private static Shuffle shuffle(CodecSpec spec) {
    List<Shuffle> all = List.of(Shuffle.values());
    if (spec.configuration().get(SHUFFLE) instanceof Long) {
      int number = (int) spec.integer(SHUFFLE, 1, -1, all.size() - 1);
      return number < 0 ? Shuffle.BYTES : all.get(number);
    }
    return spec.choice(SHUFFLE, Shuffle.BYTES, all, Shuffle::text);
  }

  @Override
  public BloscCodec adapted(DType dtype) {
    return typeSize != 0
        ? this
        : new BloscCodec(compressor, level, shuffle, Math.max(1, dtype.itemSize()), blockSize);
  }

  @Override
  protected long encodedBound(int decodedSize) {
    return (long) decodedSize + BloscHeader.SIZE;
  }

  @Override
  protected int encode(ByteSpan source, ByteSpan target) {
    int size = typeSize == 0 || typeSize > LARGEST_TYPE ? 1 : typeSize;
    return new BloscEncoder(compressor, level, shuffle, size, blockSize).encode(source, target);
  }

  @Override
  protected int decode(ByteSpan source, ByteSpan target) throws StorageException {
    return BloscDecoder.decode(source, target);
  }
}
