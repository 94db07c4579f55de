package io.mmaptable.benchmarks;

import io.mmaptable.array.Casting;

/// Ten million float64 are cast to int32 by `unsafe`; see [CastColumn].
public class CastFloat64Int32 extends CastColumn {
  public CastFloat64Int32() {
    super("<f8", "<i4", Casting.UNSAFE);
  }
}
