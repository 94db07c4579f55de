package io.mmaptable.benchmarks;

import io.mmaptable.array.Casting;

/// Ten million float64 are cast to float32; see [CastColumn].
public class CastFloat64Float32 extends CastColumn {
  public CastFloat64Float32() {
    super("<f8", "<f4", Casting.SAME_KIND);
  }
}
