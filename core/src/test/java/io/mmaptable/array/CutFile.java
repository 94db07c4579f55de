package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.MappedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/// A program that reads and writes a mapped file until all that does so is compiled, cuts the file,
/// and expects each access to say so.
final class CutFile {
  private static final int ROUNDS = 12;

  private CutFile() {}

  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[0]);
    DType dtype = DType.of(arguments[1]);
    long length = Files.size(path) / dtype.itemSize();
    var file = MappedFile.open(path, Mode.READ_WRITE, Arena.global());
    file.map(Files.size(path));
    NdArray array = NdArray.view(file.segment(), dtype, false, path, length);
    var accesses = new ArrayList<>(accesses(dtype));
    if (!(dtype instanceof DType.Struct)) {
      accesses.addAll(CutJava.accesses(dtype));
      accesses.addAll(CutReductions.accesses(dtype));
      accesses.addAll(CutOrder.accesses());
    }
    if (dtype instanceof DType.Floating && dtype.itemSize() >= 4) {
      accesses.addAll(List.of(TypedAccess::added, TypedAccess::multiplied));
    }
    if (Promotion.isNumber(dtype)) {
      accesses.addAll(CutComputing.accesses());
    }
    require(!accesses.isEmpty(), "no accesses to " + dtype);
    for (var access : accesses) {
      for (int i = 0; i < ROUNDS; i++) {
        require(!Double.isNaN(access.applyAsDouble(array)), "NaN");
      }
    }
    try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
    for (int i = 0; i < accesses.size(); i++) {
      for (int round = 0; round < ROUNDS; round++) {
        expectFault(accesses.get(i), array, "access " + i + ", round " + round);
      }
    }
    System.out.println("done");
  }

  private static void expectFault(ToDoubleFunction<NdArray> access, NdArray array, String what) {
    try {
      double value = access.applyAsDouble(array);
      throw new AssertionError(what + " returned " + value);
    } catch (UncheckedIOException e) {
      require(e.getCause() instanceof StorageException.Malformed, what + " threw " + e);
    }
  }

  private static List<ToDoubleFunction<NdArray>> accesses(DType dtype) {
    return switch (dtype) {
      case DType.Bytes _, DType.Text _ ->
          List.of(
              CutFile::strings,
              CutFile::textCompared,
              CutFile::printed,
              CutFile::copied,
              CutFile::castToText,
              CutFile::taken,
              CutFile::put,
              CutFile::zeroed);
      case DType.DateTime _, DType.TimeDelta _ ->
          List.of(
              CutFile::longs,
              CutFile::extremes,
              CutFile::timesCompared,
              CutFile::copied,
              CutFile::castInBlocks,
              CutFile::setFromOthers,
              CutFile::taken,
              CutFile::put,
              CutFile::longsSet,
              TypedAccess::read,
              TypedAccess::readUnguarded,
              TypedAccess::bitsCounted,
              TypedAccess::written);
      case DType.Bool _, DType.Int _, DType.UInt _ ->
          List.of(
              CutFile::longs,
              CutFile::doubles,
              CutFile::sums,
              CutFile::strided,
              CutFile::extremes,
              CutFile::counts,
              CutFile::compared,
              CutFile::selected,
              CutFile::copied,
              CutFile::cast,
              CutFile::castInBlocks,
              CutFile::castToText,
              CutFile::setFromOthers,
              CutFile::taken,
              CutFile::put,
              CutFile::positions,
              CutFile::mask,
              CutFile::longsSet,
              CutFile::zeroed,
              TypedAccess::read,
              TypedAccess::readUnguarded,
              TypedAccess::bitsCounted,
              TypedAccess::written);
      case DType.Struct _ -> CutRows.accesses(dtype);
      case DType.Floating _, DType.Complex _, DType.Opaque _ ->
          List.of(
              CutFile::doubles,
              CutFile::sums,
              CutFile::strided,
              CutFile::extremes,
              CutFile::counts,
              CutFile::compared,
              CutFile::selected,
              CutFile::copied,
              CutFile::cast,
              CutFile::castInBlocks,
              CutFile::castToText,
              CutFile::setFromOthers,
              CutFile::taken,
              CutFile::put,
              CutFile::set,
              CutFile::zeroed,
              TypedAccess::read,
              TypedAccess::readUnguarded,
              TypedAccess::written);
    };
  }

  private static double longs(NdArray array) {
    long total = 0;
    for (long i = 0; i < array.size(); i++) {
      total += array.getLong(i);
    }
    return total;
  }

  private static double doubles(NdArray array) {
    double total = 0;
    for (long i = 0; i < array.size(); i++) {
      total += array.getDouble(i);
    }
    return total;
  }

  private static double strings(NdArray array) {
    long total = 0;
    for (long i = 0; i < array.size(); i++) {
      total += array.getString(i).length();
    }
    return total;
  }

  private static double sums(NdArray array) {
    return array.sum().getDouble() + array.mean().getDouble();
  }

  private static double strided(NdArray array) {
    return array.get("::-3").sum().getDouble();
  }

  private static double extremes(NdArray array) {
    return array.min().ndim() + array.max().ndim();
  }

  private static double counts(NdArray array) {
    return array.countNonZero();
  }

  private static double compared(NdArray array) {
    return array.gt(0.5).toNdArray().ndim() + array.le(array).toNdArray().ndim();
  }

  private static double textCompared(NdArray array) {
    NdArray turned = array.get("::-1");
    return array.eq("a").toNdArray().ndim()
        + turned.lt(array).toNdArray().ndim()
        + NdArray.arange(array.size()).get(turned.gt("b")).ndim();
  }

  private static double timesCompared(NdArray array) {
    NdArray some = array.get("::2");
    return array.isNaT().toNdArray().ndim()
        + some.lt(array.get("1::2")).toNdArray().ndim()
        + some.add(1).ndim()
        + NdArray.arange(array.size()).get(array.ne(array)).ndim();
  }

  private static double selected(NdArray array) {
    Expression mask = array.gt(0).or(array.eq(0));
    return array.get(mask).ndim() + NdArray.arange(array.size()).get(mask.not()).ndim();
  }

  private static double copied(NdArray array) {
    return array.copy().ndim() + array.get("::2").copy().ndim();
  }

  private static double cast(NdArray array) {
    NdArray.zeros(DType.FLOAT64, array.size()).set(array);
    return 0;
  }

  private static double castInBlocks(NdArray array) {
    NdArray some = array.get("::3");
    return array.astype(DType.of(">i2")).ndim()
        + array.astype(DType.INT64).ndim()
        + array.astype(DType.FLOAT32).ndim()
        + some.astype(DType.INT32).ndim()
        + some.astype(DType.of("<f16")).ndim();
  }

  private static double castToText(NdArray array) {
    return array.rows(0, 1000).astype(DType.of("U40")).ndim();
  }

  private static double setFromOthers(NdArray array) {
    array.set(Casting.UNSAFE, NdArray.zeros(DType.FLOAT64, array.size()));
    array.get("::3").set(Casting.UNSAFE, NdArray.zeros(DType.INT16, array.get("::3").size()));
    array.set(Casting.UNSAFE, NdArray.zeros(DType.INT64, 1));
    return 0;
  }

  private static double taken(NdArray array) {
    NdArray rows = array.reshape(-1, 2);
    return array.get(all(array)).ndim()
        + array.get(scattered(array)).ndim()
        + array.get(everySecond(array)).ndim()
        + rows.get(everySecond(rows)).ndim()
        + rows.get(Slice.ALL, Index.of(1)).ndim()
        + array.flat().get(Slice.of(0, array.size(), 3)).ndim();
  }

  private static double put(NdArray array) {
    NdArray zero = NdArray.zeros(array.dtype());
    NdArray rows = array.reshape(-1, 2);
    array.set(everySecond(array), zero);
    array.set(all(array), zero);
    array.set(scattered(array), zero);
    rows.set(everySecond(rows), zero);
    return 0;
  }

  private static NdArray all(NdArray array) {
    return NdArray.of(LongStream.range(0, array.size()).toArray());
  }

  private static NdArray scattered(NdArray array) {
    return NdArray.of(
        LongStream.range(0, array.size()).map(i -> i * 7919 % array.size()).toArray());
  }

  /// A mask on the heap, which is read whatever becomes of the file.
  private static NdArray everySecond(NdArray array) {
    NdArray mask = NdArray.zeros(DType.BOOL, array.shape()[0]);
    mask.view(DType.INT8).get("::2").set(1);
    return mask;
  }

  private static double positions(NdArray array) {
    return NdArray.zeros(DType.INT64, 1).get(array).ndim();
  }

  private static double mask(NdArray array) {
    NdArray mask = array.view(DType.BOOL);
    NdArray zeros = NdArray.zeros(DType.INT8, mask.size());
    return zeros.get(mask).ndim() + zeros.get("::2").get(mask.get("::2")).ndim();
  }

  private static double printed(NdArray array) {
    return array.toString().length();
  }

  private static double set(NdArray array) {
    array.get("::2").set(1);
    array.set(0);
    return 0;
  }

  private static double longsSet(NdArray array) {
    array.setLongs(new long[Math.toIntExact(array.size())]);
    return 0;
  }

  private static double zeroed(NdArray array) {
    array.fillZero();
    return 0;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }
}
