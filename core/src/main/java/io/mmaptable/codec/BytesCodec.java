package io.mmaptable.codec;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;

/// How a chunk of an array is encoded, in one step of those that a [CodecPipeline] puts together.
///
/// A codec is known by the name that Zarr version 3 has for it, is configured as Zarr configures it
/// and makes the bytes that Zarr defines, so that others read them:
/// <https://github.com/zarr-developers/zarr-extensions/tree/main/codecs>. What it does is apart
/// from what is said of it: [#spec()] is all that a file keeps, and [#configured] makes the codec
/// again.
///
/// Codecs are found with [java.util.ServiceLoader], on the class path and on the module path; see
/// [BytesCodecs]. A provider declares itself twice, since each of the two sees only one place:
///
/// ```java
/// provides BytesCodec with RunLengthCodec;         // module-info.java
/// org.example.runs.RunLengthCodec                  // META-INF/services/io.mmaptable.codec.BytesCodec
/// ```
///
/// Implementations are public, have a public constructor without parameters that makes the codec in
/// its default configuration, are immutable and safe for use by any number of threads: what they
/// need for a while, such as a context in native memory, belongs to one call or to one thread, and
/// is given back by whoever took it. [HeapCodec] has what those need that work on arrays of bytes.
/// The contract suite `BytesCodecContract` of `test-support` tests them.
///
/// Memory may be on the heap or native, begin at any offset, and be of any size; source and target
/// do not overlap. Memory of a mapped file must not be given to a codec: native code and the JVM's
/// intrinsics end the process where somebody cuts the file under them. Whoever has such memory
/// copies it first, as a [CodecPipeline] does.
public interface BytesCodec {

  /// What a codec takes and gives, which is what decides its place among others.
  enum Kind {
    /// Elements to elements of the same dtype, as they lie in memory.
    ARRAY_TO_ARRAY,
    /// Elements to bytes whose meaning does not depend on the machine.
    ARRAY_TO_BYTES,
    /// Bytes to bytes.
    BYTES_TO_BYTES
  }

  /// The codec's name, which is written into files and so never changes.
  ///
  /// @return one for which [BytesCodecs#isId] is true
  String id();

  /// Other names under which others write what this codec reads, with the same configuration.
  ///
  /// @return ids; none unless this is overridden
  default Set<String> aliases() {
    return Set.of();
  }

  /// What the codec takes and gives.
  ///
  /// @return bytes to bytes unless this is overridden
  default Kind kind() {
    return Kind.BYTES_TO_BYTES;
  }

  /// The codec's name and its configuration.
  ///
  /// @return what [#configured] makes this codec of; its name is [#id()]. One without a
  ///   configuration unless this is overridden
  default CodecSpec spec() {
    return CodecSpec.of(id());
  }

  /// Makes such a codec in another configuration.
  ///
  /// @param spec the configuration, under this codec's id or one of its aliases. What it leaves out
  ///   is as in a new codec, whatever this one's configuration is
  /// @return the codec; this one unless it is overridden, for a codec that has no configuration
  /// @throws IllegalArgumentException if the configuration is none of this codec's; the message
  ///   names codec, key and value
  default BytesCodec configured(CodecSpec spec) {
    spec.requireKeys();
    return this;
  }

  /// The key of the configuration that the short notation `id:value` means.
  ///
  /// @return a key; nothing unless this is overridden
  default Optional<String> mainKey() {
    return Optional.empty();
  }

  /// Makes the codec know the elements that it is for, where that is left to it, as the size of an
  /// element is to a codec that shuffles bytes. Afterwards [#spec()] says it.
  ///
  /// @param dtype what the elements are, before they are bytes
  /// @return the codec; this one unless it is overridden
  /// @throws IllegalArgumentException if it is not for such elements
  default BytesCodec adapted(DType dtype) {
    return this;
  }

  /// Whether what is encoded is the same as what is not, so that a pipeline may leave the codec
  /// out.
  ///
  /// @return false unless this is overridden
  default boolean isIdentity() {
    return false;
  }

  /// How large encoded bytes can be.
  ///
  /// @param decodedSize a number of bytes
  /// @return the most bytes that so many can become
  /// @throws IllegalArgumentException if `decodedSize` is negative, or more than the codec encodes
  ///   at once
  long maxEncodedSize(long decodedSize);

  /// Encodes bytes.
  ///
  /// @param source all the bytes to encode
  /// @param target where to encode them to, from its beginning on; at least
  ///   `maxEncodedSize(source.byteSize())` bytes, of which those that are not needed may be changed
  /// @return how many bytes the encoded ones are
  /// @throws IllegalArgumentException if the target is too small, or the source is nothing that the
  ///   codec encodes
  long encode(MemorySegment source, MemorySegment target);

  /// Decodes bytes, of which nothing is believed before it is checked: any source at all ends in
  /// bytes or in the exception, and nothing is allocated that is larger than source and target.
  ///
  /// @param source all the encoded bytes, and no others
  /// @param target where to decode them to, from its beginning on; what is not needed of it may be
  ///   changed
  /// @return how many bytes the decoded ones are, up to the size of the target
  /// @throws StorageException.Malformed if the source is none that this codec makes, or its bytes
  ///   are more than the target holds; its offset is one in the source, and its path is null
  /// @throws StorageException.Unsupported if the source is marked as something valid that this
  ///   codec cannot decode
  /// @throws StorageException if the source is at fault, in one of these two ways
  /// @throws IllegalArgumentException if source or target is larger than the codec handles at once
  long decode(MemorySegment source, MemorySegment target) throws StorageException;
}
