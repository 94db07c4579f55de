package io.mmaptable.testsupport;

import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.RawFormat;

/// Here rather than in `core`, which the contract suite depends on.
class RawFormatTest extends ArrayFormatContract {

  @Override
  protected ArrayFormat format() {
    return new RawFormat();
  }
}
