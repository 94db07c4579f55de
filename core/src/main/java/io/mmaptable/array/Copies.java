package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Elements;
import io.mmaptable.internal.element.NumberKind;
import io.mmaptable.internal.time.TimeCast;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// Copies elements between arrays of one shape and of any dtypes, as NumPy's casts do. Elements
/// that are made of others are copied part by part; all else goes run by run.
final class Copies {
  private static final NdArray ZERO = NdArray.zeros(DType.FLOAT64);

  private Copies() {}

  /// Copies every element. The arrays do not overlap, or only element by element.
  static void copy(NdArray target, NdArray source) {
    DType to = target.dtype();
    DType from = source.dtype();
    if (target.size() == 0) {
      return; // a view of no elements may begin past the end of the memory
    }
    if (to.equals(from) && Layouts.isWhole(to)) {
      PairedRuns.copy(
          target, source, new RawCopy(from.itemSize(), to.itemSize(), false, target.size()));
    } else if (to instanceof DType.Struct || from instanceof DType.Struct) {
      StructCopy.copy(target, source);
    } else if (from instanceof DType.Complex complex) {
      copyComplex(target, source, complex);
    } else {
      copySimple(target, source);
    }
  }

  private static void copyComplex(NdArray target, NdArray source, DType.Complex from) {
    switch (target.dtype()) {
      case DType.Complex to -> {
        copy(Parts.real(target, to), Parts.real(source, from));
        copy(Parts.imaginary(target, to), Parts.imaginary(source, from));
      }
      case DType.Int _, DType.UInt _, DType.Floating _, DType.DateTime _, DType.TimeDelta _ ->
          copy(target, Parts.real(source, from));
      case DType.Bool _ -> copyTruth(target, source, (memory, at) -> isNonZero(memory, at, from));
      case DType.Bytes _, DType.Text _ -> copyText(target, source);
      case DType.Opaque _ -> copyOpaque(target, source);
      case DType.Struct _ -> StructCopy.copy(target, source);
    }
  }

  /// Whether an element is true.
  private interface Truth {
    boolean of(MemorySegment memory, long at);
  }

  private static void copyTruth(NdArray target, NdArray source, Truth truth) {
    PairedRuns.copy(
        target,
        source,
        (memory, at, step, into, toAt, toStep, count) -> {
          for (long i = 0; i < count; i++) {
            int value = truth.of(memory, at + i * step) ? 1 : 0;
            Elements.setBits(into, toAt + i * toStep, 1, ByteOrder.nativeOrder(), value);
          }
        });
  }

  private static boolean isNonZero(MemorySegment memory, long at, DType.Complex dtype) {
    int size = dtype.itemSize() / 2;
    return Elements.real(memory, at, size, dtype.byteOrder()) != 0
        || Elements.real(memory, at + size, size, dtype.byteOrder()) != 0;
  }

  private static boolean isNonZero(MemorySegment memory, long at, int size) {
    for (int i = 0; i < size; i++) {
      if (Elements.bits(memory, at + i, 1, ByteOrder.nativeOrder()) != 0) {
        return true;
      }
    }
    return false;
  }

  private static void copySimple(NdArray target, NdArray source) {
    DType from = source.dtype();
    switch (target.dtype()) {
      case DType.Complex to -> {
        if (NumberKind.isKindOf(from)) {
          copy(Parts.real(target, to), source);
          copy(Parts.imaginary(target, to), Broadcasting.to(target.lengths(), ZERO));
        } else {
          copyText(target, source);
        }
      }
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Floating _,
          DType.DateTime _,
          DType.TimeDelta _ -> {
        if (NumberKind.isKindOf(from)) {
          copyNumbers(target, source);
        } else if (from instanceof DType.Opaque(int size) && target.dtype() instanceof DType.Bool) {
          copyTruth(target, source, (memory, at) -> isNonZero(memory, at, size));
        } else {
          copyText(target, source);
        }
      }
      case DType.Bytes _ -> {
        if (from instanceof DType.Bytes) {
          copyRaw(target, source);
        } else {
          copyText(target, source);
        }
      }
      case DType.Text to -> {
        if (from instanceof DType.Text text) {
          copyCodePoints(target, to, source, text);
        } else {
          copyText(target, source);
        }
      }
      case DType.Opaque _ -> copyOpaque(target, source);
      case DType.Struct _ -> StructCopy.copy(target, source);
    }
  }

  private static void copyNumbers(NdArray target, NdArray source) {
    DType to = target.dtype();
    DType from = source.dtype();
    if (from instanceof DType.Floating(int size, _) && size == 16 && to.itemSize() == 16) {
      copy(Parts.words(target), Parts.words(source));
      return;
    }
    boolean times = Operands.isTime(from) && Operands.isTime(to);
    TimeCast any = times ? TimeCast.of(from, to) : null;
    TimeCast cast = any != null && !any.isIdentity() ? any : null;
    NumberKind kind = NumberKind.of(from);
    if (cast == null && kind.size <= 8 && kind.hasBytesOf(NumberKind.of(to))) {
      boolean swap = from.byteOrder() != to.byteOrder();
      PairedRuns.copy(target, source, new RawCopy(kind.size, kind.size, swap, target.size()));
      return;
    }
    PairedRuns.copy(target, source, new NumberCopy(from, to, cast, target.size()));
  }

  private static void copyText(NdArray target, NdArray source) {
    DType from = source.dtype();
    DType to = target.dtype();
    if (from instanceof DType.Opaque) {
      throw new IllegalArgumentException(
          "cannot cast from " + from + " to " + to + ": opaque bytes have no value; view does it");
    }
    PairedRuns.copy(target, source, new TextCopy(from, to));
  }

  private static void copyRaw(NdArray target, NdArray source) {
    PairedRuns.copy(
        target, source, new RawCopy(source.itemSize(), target.itemSize(), false, target.size()));
  }

  private static void copyCodePoints(
      NdArray target, DType.Text to, NdArray source, DType.Text from) {
    if (to.byteOrder() == from.byteOrder()) {
      copyRaw(target, source);
      return;
    }
    int common = Math.min(to.length(), from.length());
    copy(Parts.codePoints(target, to, 0, common), Parts.codePoints(source, from, 0, common));
    NdArray rest = Parts.codePoints(target, to, common, to.length() - common);
    copy(rest, Broadcasting.to(rest.lengths(), ZERO));
  }

  /// Numbers and text become bytes in the machine's order.
  private static void copyOpaque(NdArray target, NdArray source) {
    DType plain = Layouts.inNativeOrder(source.dtype());
    if (plain.equals(source.dtype())) {
      copyRaw(target, source);
      return;
    }
    NdArray copy = NdArray.zeros(plain, source.lengths());
    copy(copy, source);
    copyRaw(target, copy);
  }
}
