package org.example.runs;

import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.testsupport.BytesCodecContract;
import java.util.List;

class RunLengthCodecTest extends BytesCodecContract {

  @Override
  protected BytesCodec codec() {
    return new RunLengthCodec();
  }

  @Override
  protected List<CodecSpec> specs() {
    return List.of(codec().spec(), codec().spec().with("longest", 1));
  }
}
