package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LongDoubleTest {

  /// The bytes are what NumPy 2.4.6 makes of the texts on x86-64.
  @ParameterizedTest
  @CsvSource({
    "0.1, cdccccccccccccccfb3f",
    "18446744073709551615, ffffffffffffffff3e40",
    "12345678901234567891.5, d40a1feb8ca954ab3e40",
    "1e4000, 618c55fe2383bad1e673",
    "1e4932, cdf67e5ca9b22cd7fe7f",
    "1.18973149535723176505e4932, fffffffffffffffffe7f",
    "1.18973149535723176509e4932, 0000000000000080ff7f",
    "1e5000, 0000000000000080ff7f",
    "-1e99999999999, 0000000000000080ffff",
    "1e-4940, 628e2763060000000000",
    "1.9e-4951, 01000000000000000000",
    "1.8225997659412373012e-4951, 00000000000000000000",
    "1e-5000, 00000000000000000000",
    "1e-99999999999, 00000000000000000000",
    "-0, 00000000000000000080",
    "-0.0e99999999999, 00000000000000000080",
    "inf, 0000000000000080ff7f",
    "-Infinity, 0000000000000080ffff",
    "1, 0000000000000080ff3f"
  })
  void textIsReadExactly(String text, String bytes) {
    for (String dtype : new String[] {"S", "U"}) {
      NdArray texts = NdArray.asArray(text).astype(DType.of(dtype + text.length()));
      byte[] little = texts.astype(DType.of("<f16")).getBytes();
      assertEquals(bytes, HexFormat.of().formatHex(little, 0, 10));
      byte[] big = texts.astype(DType.of(">f16")).getBytes();
      for (int i = 0; i < 10; i++) {
        assertEquals(little[i], big[15 - i]);
      }
    }
  }

  /// One bit past a tie between two floats, which a double has no room for.
  @ParameterizedTest
  @ValueSource(strings = {"<f16", ">f16"})
  void longDoubleIsRoundedToSinglePrecisionOnce(String dtype) {
    NdArray array = ones(dtype, 1, 1L << 39 | 1);
    float up = Math.nextUp(1.0f);
    assertEquals(up, array.astype(DType.FLOAT32).getDouble(0));
    assertEquals(up, array.toFloats()[0]);
    assertEquals(up, array.astype(DType.of("c8")).getComplex(0).real());
    assertEquals(1.0f, ones(dtype, 1, 1L << 39).toFloats()[0]);
    assertEquals(-up, ones(dtype, -1, 1L << 39 | 1).toFloats()[0]);
  }

  /// NumPy makes a half of a single, and rounds twice.
  @Test
  void halfIsMadeOfASingleAsInNumPy() {
    NdArray array = ones("<f16", 1, 1L << 52 | 1L << 23);
    assertEquals(1.0, array.astype(DType.of("f2")).getDouble(0));
  }

  @Test
  void opaqueBytesHaveNoValueButATruth() {
    NdArray array = NdArray.asArray(new byte[] {0, 1}, DType.of("V2"));
    assertEquals("True", array.astype(DType.BOOL).toString());
    for (String dtype : new String[] {"i4", "f8", "c16", "S2", "U2", "M8[s]", "m8[s]"}) {
      var e = assertThrows(IllegalArgumentException.class, () -> array.astype(DType.of(dtype)));
      assertEquals(
          "cannot cast from |V2 to "
              + DType.of(dtype)
              + ": opaque bytes have no value; view does it",
          e.getMessage());
    }
  }

  /// An array of one number whose mantissa is one and some bits.
  private static NdArray ones(String dtype, int sign, long bits) {
    NdArray array = NdArray.zeros(DType.of(dtype), 1);
    boolean little = dtype.startsWith("<");
    NdArray words = array.view(DType.of(dtype.charAt(0) + "u8"));
    words.setLong(Long.MIN_VALUE | bits, little ? 0 : 1);
    long signAndExponent = 16383 | (sign < 0 ? 0x8000 : 0);
    words.setLong(signAndExponent, little ? 1 : 0);
    return array;
  }
}
