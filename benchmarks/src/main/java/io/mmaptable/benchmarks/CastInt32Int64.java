package io.mmaptable.benchmarks;

import io.mmaptable.array.Casting;

/// Ten million int32 are cast to int64; see [CastColumn].
public class CastInt32Int64 extends CastColumn {
  public CastInt32Int64() {
    super("<i4", "<i8", Casting.SAME_KIND);
  }
}
