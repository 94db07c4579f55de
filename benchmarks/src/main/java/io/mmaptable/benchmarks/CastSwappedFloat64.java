package io.mmaptable.benchmarks;

import io.mmaptable.array.Casting;

/// Ten million float64 in the other byte order are cast to float64; see [CastColumn].
public class CastSwappedFloat64 extends CastColumn {
  public CastSwappedFloat64() {
    super(">f8", "<f8", Casting.SAME_KIND);
  }
}
