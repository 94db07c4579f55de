package io.mmaptable.benchmarks;

import io.mmaptable.array.Casting;

/// Ten million uint8 are cast to float32; see [CastColumn].
public class CastUint8Float32 extends CastColumn {
  public CastUint8Float32() {
    super("|u1", "<f4", Casting.SAME_KIND);
  }
}
