package io.mmaptable.benchmarks;

import io.mmaptable.array.Casting;

/// Ten million float64 are copied; see [CastColumn].
public class CastFloat64 extends CastColumn {
  public CastFloat64() {
    super("<f8", "<f8", Casting.SAME_KIND);
  }
}
