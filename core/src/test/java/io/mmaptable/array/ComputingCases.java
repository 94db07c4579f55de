package io.mmaptable.array;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Runs the cases of `cases/generate_computing.py`. Each runs at once and, by two threads, lazily
/// and into an array that is given; all ways give the same bits.
final class ComputingCases {
  static final List<String> GROUPS =
      List.of(
          "binary",
          "times",
          "scalar",
          "unary",
          "choice",
          "layout",
          "reduction",
          "scan",
          "order",
          "mask",
          "dot",
          "large");

  private final Path directory;
  private final CaseArrays arrays;

  ComputingCases(Path directory) {
    this.directory = directory;
    this.arrays = CaseArrays.read(directory.resolve("operands.tsv"));
  }

  NumPyCases.Report run(String group) {
    List<String[]> rows = CaseTable.read(directory.resolve(group + ".tsv")).rows();
    try (var both = Parallelism.ofThreads(2)) {
      return NumPyCases.report(rows, row -> differences(row, both));
    }
  }

  private List<String> differences(String[] row, Parallelism both) {
    var found = new ArrayList<String>();
    CaseTolerance tolerance = CaseTolerance.of(row[3]);
    var first = new ArrayList<NdArray>(); // where it is not refused
    String outcome =
        CaseOutcome.orRefusal(
            () -> {
              first.add(evaluated(call(row, false)));
              return tolerance.describe(first.getFirst());
            });
    if (!tolerance.accepts(row[4], outcome)) {
      found.add("found " + outcome);
    }
    compare(first, outcome, "lazily", () -> both.call(() -> evaluated(call(row, true))), found);
    compare(first, outcome, "into", () -> both.call(() -> into(call(row, true))), found);
    return found;
  }

  /// Looks whether another way comes to the same, bit for bit.
  private static void compare(
      List<NdArray> first, String outcome, String way, Supplier<NdArray> work, List<String> found) {
    String other =
        CaseOutcome.orRefusal(
            () -> {
              NdArray array = work.get();
              return !first.isEmpty() && isSame(first.getFirst(), array)
                  ? outcome
                  : CaseTolerance.EXACT.describe(array);
            });
    if (!other.equals(outcome)) {
      found.add(way + " " + other);
    }
  }

  private static boolean isSame(NdArray a, NdArray b) {
    return CaseOutcome.head(a).equals(CaseOutcome.head(b))
        && Arrays.equals(CaseOutcome.elements(a), CaseOutcome.elements(b));
  }

  private Object call(String[] row, boolean isLazy) {
    List<Object> operands =
        Arrays.stream(row[1].split("\\|", -1)).map(token -> operand(token, isLazy)).toList();
    return CaseCalls.call(row[0], operands, new CaseArguments(row[2], arrays), isLazy);
  }

  private Object operand(String token, boolean isOnHeap) {
    if (!token.startsWith("@")) {
      return token.equals(CaseCalls.NONE) ? token : CaseValues.scalar(token);
    }
    CaseArrays.Layout layout = arrays.get(token.substring(1));
    return isOnHeap ? layout.heapArray() : layout.array();
  }

  private static NdArray evaluated(Object result) {
    return switch (result) {
      case Expression expression -> expression.toNdArray();
      case NdArray array -> array;
      default -> NdArray.asArray(result);
    };
  }

  /// Expressions into an array in Fortran order; other results as they are.
  private static NdArray into(Object result) {
    if (!(result instanceof Expression expression)) {
      return evaluated(result);
    }
    long[] shape = expression.shape();
    for (int i = 0; i < shape.length; i++) {
      shape[i] = expression.shape()[shape.length - 1 - i];
    }
    return expression.into(NdArray.zeros(expression.dtype(), shape).transpose());
  }
}
