package org.example.runs;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.codec.HeapCodec;
import io.mmaptable.file.StorageException;
import java.util.Arrays;

/// Runs of equal bytes: how many there are, and the byte.
public final class RunLengthCodec extends HeapCodec {
  private final int longest;

  /// Makes the codec for runs of up to 255 bytes.
  public RunLengthCodec() {
    this(255);
  }

  private RunLengthCodec(int longest) {
    this.longest = longest;
  }

  @Override
  public String id() {
    return "org.example.runs";
  }

  @Override
  public CodecSpec spec() {
    return CodecSpec.of(id()).with("longest", longest);
  }

  @Override
  public RunLengthCodec configured(CodecSpec spec) {
    spec.requireKeys("longest");
    return new RunLengthCodec((int) spec.integer("longest", 255, 1, 255));
  }

  @Override
  protected long encodedBound(int decodedSize) {
    return 2L * decodedSize;
  }

  @Override
  protected int encode(ByteSpan source, ByteSpan target) {
    byte[] from = source.array();
    int to = target.offset();
    for (int at = source.offset(); at < source.end(); ) {
      int end = at + 1;
      while (end < source.end() && end - at < longest && from[end] == from[at]) {
        end++;
      }
      target.array()[to++] = (byte) (end - at);
      target.array()[to++] = from[at];
      at = end;
    }
    return to - target.offset();
  }

  @Override
  protected int decode(ByteSpan source, ByteSpan target) throws StorageException {
    int size = 0;
    for (int at = 0; at < source.length(); at += 2) {
      if (at + 1 == source.length()) {
        throw malformed(at, "ends within a run");
      }
      int count = source.array()[source.offset() + at] & 0xff;
      requireRoom(size + count, target);
      int to = target.offset() + size;
      Arrays.fill(target.array(), to, to + count, source.array()[source.offset() + at + 1]);
      size += count;
    }
    return size;
  }
}
