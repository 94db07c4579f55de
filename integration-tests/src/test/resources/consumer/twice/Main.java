package consumer.twice;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.HeapCodec;

/// A codec with the id of another module's, and what is said of both.
public final class Main extends HeapCodec {
  public static void main(String[] args) {
    try {
      BytesCodecs.system();
    } catch (IllegalStateException e) {
      System.out.println(Main.class.getModule() + ": " + e.getMessage());
    }
  }

  @Override
  public String id() {
    return "org.example.runs";
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
