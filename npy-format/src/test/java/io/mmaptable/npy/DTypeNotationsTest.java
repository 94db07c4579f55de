package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.UnsupportedDTypeException;
import org.junit.jupiter.api.Test;

class DTypeNotationsTest {

  @Test
  void notationsMeanWhatTheyMeanToNumPy() {
    var differences = new StringBuilder();
    for (String[] row : Matrix.table("dtypes.tsv").toList()) {
      String expected = row[1].equals("read") ? row[2] + " " + row[3] : row[1];
      String found = found(row[0]);
      if (!expected.equals(found)) {
        differences.append("'").append(row[0]).append("': expected ").append(expected);
        differences.append(", found ").append(found).append('\n');
      }
    }
    assertEquals("", differences.toString());
  }

  private static String found(String notation) {
    try {
      DType dtype = DType.of(notation);
      return dtype.itemSize() + " " + dtype.descr();
    } catch (UnsupportedDTypeException e) {
      return "unsupported";
    } catch (IllegalArgumentException e) {
      return "refused";
    }
  }
}
