package org.example.tiny;

import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.testsupport.ArrayFormatContract;

class TinyFormatTest extends ArrayFormatContract {

  @Override
  protected ArrayFormat format() {
    return new TinyFormat();
  }

  @Override
  protected boolean keepsFortranOrder() {
    return false;
  }
}
