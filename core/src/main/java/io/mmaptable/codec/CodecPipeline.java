package io.mmaptable.codec;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/// Codecs one after the other, built and checked once for chunks of one dtype and size: elements
/// become bytes, and these are encoded further. Afterwards only bytes move.
///
/// The codecs are in Zarr's order: those from array to array, then the one that makes bytes, then
/// those from bytes to bytes. What changes the shape of a chunk, as Zarr's `transpose` and
/// `sharding_indexed` do, is no codec here, but the business of who has the shape.
///
/// Memory of a mapped file may be given to a pipeline: it is copied before a codec sees it. If the
/// file was cut, that copy fails as any access to the mapping does.
///
/// Immutable, but for scratch memory that is kept from one call to the next while the pipeline is
/// reachable, and safe for use by any number of threads.
public final class CodecPipeline {

  /// All of them, in order.
  private final List<BytesCodec> codecs;

  /// Those of them that change bytes.
  private final List<BytesCodec> stages;

  /// How many bytes each stage is given at most, and what the last one gives at most.
  private final long[] bounds;

  private final ScratchPool pool = new ScratchPool();

  private CodecPipeline(List<BytesCodec> codecs, List<BytesCodec> stages, long[] bounds) {
    this.codecs = codecs;
    this.stages = stages;
    this.bounds = bounds;
  }

  /// Builds a pipeline.
  ///
  /// @param installed where the codecs are found
  /// @param specs what they are, in order; exactly one makes bytes of elements
  /// @param dtype what the elements of a chunk are
  /// @param elementCount how many a chunk has
  /// @return the pipeline
  /// @throws NoSuchElementException if a codec is not installed; the message says what to add
  /// @throws IllegalArgumentException if a codec cannot be configured so, is not for this dtype or
  ///   so many bytes, or they are in an order that makes no sense
  public static CodecPipeline of(
      BytesCodecs installed, List<CodecSpec> specs, DType dtype, long elementCount) {
    if (elementCount < 0 || elementCount > Long.MAX_VALUE / Math.max(1, dtype.itemSize())) {
      throw new IllegalArgumentException(
          "elementCount (" + elementCount + ") of " + dtype.itemSize() + " bytes each");
    }
    var codecs = new ArrayList<BytesCodec>();
    for (CodecSpec spec : specs) {
      codecs.add(installed.make(spec).adapted(dtype));
    }
    requireOrder(codecs);
    List<BytesCodec> stages = codecs.stream().filter(codec -> !codec.isIdentity()).toList();
    long[] bounds = new long[stages.size() + 1];
    bounds[0] = elementCount * dtype.itemSize();
    for (int i = 0; i < stages.size(); i++) {
      bounds[i + 1] = stages.get(i).maxEncodedSize(bounds[i]);
    }
    return new CodecPipeline(List.copyOf(codecs), stages, bounds);
  }

  private static void requireOrder(List<BytesCodec> codecs) {
    List<BytesCodec.Kind> kinds = codecs.stream().map(BytesCodec::kind).toList();
    boolean oneMakesBytes =
        kinds.stream().filter(kind -> kind == BytesCodec.Kind.ARRAY_TO_BYTES).count() == 1;
    if (!oneMakesBytes || !kinds.equals(kinds.stream().sorted().toList())) {
      throw new IllegalArgumentException(
          "codecs "
              + codecs.stream().map(BytesCodec::id).toList()
              + ": expected any from array to array, one from array to bytes as 'bytes' is, any"
              + " from bytes to bytes, in this order; they are "
              + kinds);
    }
  }

  /// What the codecs are, and how they are configured now that they know the dtype. A pipeline of
  /// the same dtype that is built of it encodes and decodes the same.
  ///
  /// @return name and configuration of each, in order
  public List<CodecSpec> specs() {
    return codecs.stream().map(BytesCodec::spec).toList();
  }

  /// The size of a chunk.
  ///
  /// @return a number of bytes
  public long decodedSize() {
    return bounds[0];
  }

  /// How large an encoded chunk can be.
  ///
  /// @return a number of bytes
  public long maxEncodedSize() {
    return bounds[bounds.length - 1];
  }

  /// Encodes a chunk.
  ///
  /// @param source the elements, in C order and as the dtype has them; [#decodedSize()] bytes
  /// @param target where to encode them to, from its beginning on; at least [#maxEncodedSize()]
  ///   bytes, of which those that are not needed may be changed
  /// @return how many bytes the encoded ones are
  /// @throws IllegalArgumentException if one of them has not this size
  public long encode(MemorySegment source, MemorySegment target) {
    requireSize(source.byteSize() == decodedSize(), "source", source);
    requireSize(target.byteSize() >= maxEncodedSize(), "target", target);
    Scratch scratch = pool.take();
    try {
      MemorySegment bytes = source;
      if (!stages.isEmpty() && !suits(bytes, stages.getFirst())) {
        bytes = scratch.copy(bytes);
      }
      for (int i = 0; i < stages.size(); i++) {
        boolean isDirect = i == stages.size() - 1 && suits(target, stages.get(i));
        MemorySegment into = isDirect ? target : scratch.room(bounds[i + 1]);
        bytes = into.asSlice(0, stages.get(i).encode(bytes, into));
      }
      return settle(bytes, target);
    } finally {
      pool.giveBack(scratch);
    }
  }

  /// Decodes a chunk. No more memory is used than twice the size of a chunk or what is encoded,
  /// whatever the bytes claim.
  ///
  /// @param source all the bytes of an encoded chunk, and no others
  /// @param target where to decode it to; [#decodedSize()] bytes, which hold anything if it fails
  /// @throws StorageException.Malformed if the source is no such chunk; its path is null, and its
  ///   offset is one in the input of the codec that the message names
  /// @throws StorageException.Unsupported if it is marked as something that a codec cannot decode
  /// @throws StorageException if the source is at fault, in one of these two ways
  /// @throws IllegalArgumentException if the target has not this size
  public void decode(MemorySegment source, MemorySegment target) throws StorageException {
    requireSize(target.byteSize() == decodedSize(), "target", target);
    Scratch scratch = pool.take();
    try {
      MemorySegment bytes = source;
      if (!stages.isEmpty() && !suits(bytes, stages.getLast())) {
        bytes = scratch.copy(bytes);
      }
      for (int i = stages.size() - 1; i >= 0; i--) {
        // Others may encode less tightly than is our bound, but what they encode shrinks.
        MemorySegment into =
            i == 0 && suits(target, stages.get(i))
                ? target
                : scratch.room(i == 0 ? bounds[0] : Math.max(bounds[i], bytes.byteSize()));
        bytes = into.asSlice(0, stages.get(i).decode(bytes, into));
      }
      if (bytes.byteSize() != decodedSize()) {
        throw new StorageException.Malformed(
            null,
            source.byteSize(),
            "a chunk of " + bytes.byteSize() + " bytes where one has " + decodedSize());
      }
      settle(bytes, target);
    } finally {
      pool.giveBack(scratch);
    }
  }

  /// Whether a stage may be given memory, and takes it as it is: one that works on arrays of bytes
  /// copies what is none into new ones at every call, where scratch memory is used again.
  private static boolean suits(MemorySegment memory, BytesCodec stage) {
    return !memory.isMapped()
        && (!(stage instanceof HeapCodec)
            || memory.heapBase().filter(byte[].class::isInstance).isPresent());
  }

  /// Puts bytes that the last stage left elsewhere into the target.
  private static long settle(MemorySegment bytes, MemorySegment target) {
    if (bytes.byteSize() > 0 && !isAt(bytes, target)) {
      MemorySegment.copy(bytes, 0, target, 0, bytes.byteSize());
    }
    return bytes.byteSize();
  }

  private static boolean isAt(MemorySegment bytes, MemorySegment target) {
    return bytes.address() == target.address() && bytes.heapBase().equals(target.heapBase());
  }

  private void requireSize(boolean isRight, String what, MemorySegment memory) {
    if (!isRight) {
      throw new IllegalArgumentException(
          what
              + " of "
              + memory.byteSize()
              + " bytes; a chunk has "
              + decodedSize()
              + ", and encoded "
              + maxEncodedSize()
              + " at most");
    }
  }
}
