package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What [CutFile] does with elements as Java's values, arrays and streams.
final class CutJava {
  private static final long SOME = 1024;

  private CutJava() {}

  static List<ToDoubleFunction<NdArray>> accesses(DType dtype) {
    var accesses = new ArrayList<ToDoubleFunction<NdArray>>();
    accesses.addAll(List.of(CutJava::items, CutJava::texts, CutJava::bytes, CutJava::allBytes));
    accesses.addAll(List.of(CutJava::nested, CutJava::nestedRows, CutJava::flatItems));
    boolean real = Fitting.isReal(dtype);
    if (real) {
      accesses.addAll(List.of(CutJava::allDoubles, CutJava::someDoubles, CutJava::allFloats));
      accesses.addAll(List.of(CutJava::someFloats, CutJava::truths, CutJava::allTruths));
      accesses.addAll(List.of(CutJava::doubles, CutJava::doublesOneByOne, CutJava::flatDoubles));
      accesses.addAll(List.of(CutJava::complex, CutJava::longsSetOneByOne));
    }
    if (dtype instanceof DType.Floating) {
      accesses.add(CutJava::doublesSetOneByOne);
    }
    if (Fitting.hasLongs(dtype)) {
      accesses.addAll(List.of(CutJava::allLongs, CutJava::someLongs, CutJava::longs));
      accesses.addAll(List.of(CutJava::longsOneByOne, CutJava::flatLongs, CutJava::bigIntegers));
      if (real) {
        accesses.addAll(List.of(CutJava::allInts, CutJava::someInts));
      }
    }
    if (dtype instanceof DType.Text || dtype instanceof DType.Bytes) {
      accesses.addAll(List.of(CutJava::allStrings, CutJava::strings));
    }
    return accesses;
  }

  /// A loop over elements, whose results are used.
  private interface Element {
    @Nullable Object at(long i);
  }

  private static double each(NdArray array, Element element) {
    long total = 0;
    for (long i = 0; i < Math.min(SOME, array.size()); i++) {
      total += String.valueOf(element.at(i)).length();
    }
    return total;
  }

  private static double items(NdArray array) {
    return each(array, array::item);
  }

  private static double texts(NdArray array) {
    return each(array, array::toString);
  }

  private static double bytes(NdArray array) {
    return each(array, i -> array.getBytes(i).length);
  }

  private static double truths(NdArray array) {
    return each(array, array::getBoolean);
  }

  private static double complex(NdArray array) {
    return each(array, array::getComplex);
  }

  private static double bigIntegers(NdArray array) {
    return each(array, array::getBigInteger);
  }

  private static double flatItems(NdArray array) {
    long total = 0;
    for (NdArray element : array.rows(0, SOME).flat()) {
      total += String.valueOf(element.item()).length();
    }
    return total;
  }

  private static double flatDoubles(NdArray array) {
    double total = 0;
    Flat flat = array.flat();
    for (long i = 0; i < flat.size(); i++) {
      total += flat.getDouble(i) + (int) flat.getDouble(i);
    }
    return total;
  }

  private static double flatLongs(NdArray array) {
    double total = 0;
    Flat flat = array.flat();
    for (long i = 0; i < flat.size(); i++) {
      total += flat.getLong(i);
    }
    return total;
  }

  private static double allBytes(NdArray array) {
    return array.toBytes().length + array.get("::2").toBytes().length;
  }

  private static double nested(NdArray array) {
    return String.valueOf(array.toArray()).length();
  }

  private static double nestedRows(NdArray array) {
    return String.valueOf(array.rows(0, SOME).reshape(-1, 64).toArray()).length();
  }

  private static double allDoubles(NdArray array) {
    return array.toDoubles().length;
  }

  private static double someDoubles(NdArray array) {
    return array.get("::3").toDoubles().length;
  }

  private static double allFloats(NdArray array) {
    return array.toFloats().length;
  }

  private static double someFloats(NdArray array) {
    return array.get("::3").toFloats().length;
  }

  private static double allTruths(NdArray array) {
    return array.toBooleans().length;
  }

  private static double allLongs(NdArray array) {
    return array.toLongs().length;
  }

  private static double someLongs(NdArray array) {
    return array.get("::3").toLongs().length;
  }

  private static double allInts(NdArray array) {
    return array.toInts().length;
  }

  private static double someInts(NdArray array) {
    return array.get("::3").toInts().length;
  }

  private static double allStrings(NdArray array) {
    return array.toStrings().length;
  }

  private static double doubles(NdArray array) {
    return array.doubles().sum();
  }

  private static double doublesOneByOne(NdArray array) {
    double total = 0;
    for (var doubles = array.doubles().iterator(); doubles.hasNext(); ) {
      total += doubles.nextDouble();
    }
    return total;
  }

  private static double longs(NdArray array) {
    return (double) array.longs().sum();
  }

  private static double longsOneByOne(NdArray array) {
    double total = 0;
    for (var longs = array.longs().iterator(); longs.hasNext(); ) {
      total += longs.nextLong();
    }
    return total;
  }

  private static double strings(NdArray array) {
    return array.strings().mapToInt(String::length).sum();
  }

  private static double longsSetOneByOne(NdArray array) {
    for (long i = 0; i < array.size(); i++) {
      array.setLong(i & 1, i);
    }
    return 0;
  }

  private static double doublesSetOneByOne(NdArray array) {
    for (long i = 0; i < array.size(); i++) {
      array.setDouble((double) (i & 1), i);
    }
    return 0;
  }
}
