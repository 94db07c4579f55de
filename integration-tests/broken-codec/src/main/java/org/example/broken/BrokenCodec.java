package org.example.broken;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.codec.HeapCodec;

/// A codec that looks for its native library when it is made, and does not find it.
public final class BrokenCodec extends HeapCodec {

  /// Fails.
  ///
  /// @throws UnsatisfiedLinkError always
  public BrokenCodec() {
    throw new UnsatisfiedLinkError("no libbroken.so here");
  }

  @Override
  public String id() {
    return "org.example.broken";
  }

  @Override
  protected long encodedBound(int decodedSize) {
    return decodedSize;
  }

  @Override
  protected int encode(ByteSpan source, ByteSpan target) {
    return 0;
  }

  @Override
  protected int decode(ByteSpan source, ByteSpan target) {
    return 0;
  }
}
