package io.mmaptable.npy;

import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.testsupport.ArrayFormatContract;

class NpyFormatTest extends ArrayFormatContract {

  @Override
  protected ArrayFormat format() {
    return new NpyFormat();
  }
}
