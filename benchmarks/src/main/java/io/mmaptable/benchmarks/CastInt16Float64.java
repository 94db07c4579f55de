package io.mmaptable.benchmarks;

import io.mmaptable.array.Casting;

/// Ten million int16 are cast to float64; see [CastColumn].
public class CastInt16Float64 extends CastColumn {
  public CastInt16Float64() {
    super("<i2", "<f8", Casting.SAME_KIND);
  }
}
