package io.mmaptable.array;

import io.mmaptable.dtype.DType;

/// Whether texts, and what is written as one, fit where they are to go.
final class TextFitting {
  private TextFitting() {}

  /// Checks that a width is enough for every element.
  static void requireWidth(DType dtype, int width, NdArray source) {
    DType from = source.dtype();
    boolean latin1 = from instanceof DType.Text && dtype instanceof DType.Bytes;
    int most =
        switch (from) {
          case DType.Bytes(int size) -> size;
          case DType.Text(int length, _) -> length;
          case DType.Bool _, DType.Int _, DType.UInt _, DType.Floating _, DType.Complex _ ->
              CastRules.textWidth(from);
          case DType.Opaque _, DType.DateTime _, DType.TimeDelta _, DType.Struct _ -> 0;
        };
    if (most <= width && !latin1) {
      return;
    }
    var offsets = new Offsets(source, 0);
    for (long i = 0; i < source.size(); i++) {
      String text = TextCopy.text(source.segment(), offsets.next(), from);
      requireWidth(dtype, width, text);
    }
  }

  /// Checks that a width is enough for a text, and that bytes can stand for it.
  static void requireWidth(DType dtype, int width, String value) {
    if (value.codePointCount(0, value.length()) > width) {
      throw Fitting.unfit("'" + value + "'", dtype);
    }
    if (dtype instanceof DType.Bytes) {
      requireLatin1(dtype, value);
    }
  }

  /// Checks that bytes can stand for a text, which no cast gets around.
  static void requireLatin1(DType dtype, String value) {
    if (value.chars().anyMatch(c -> c > 0xff)) {
      throw new IllegalArgumentException(
          "value ('" + value + "') does not fit into " + dtype + ", which holds Latin-1");
    }
  }
}
