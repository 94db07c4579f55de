package io.mmaptable.array;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The operations of `cases/generate_computing.py` by name, as calls of the public methods.
final class CaseCalls {

  /// What a case has where a bound is left out.
  static final String NONE = "null";

  private static final Map<String, BiFunction<Elementwise<?>, Object, Object>> BINARY =
      Map.ofEntries(
          entry("add", Elementwise::add),
          entry("sub", Elementwise::sub),
          entry("mul", Elementwise::mul),
          entry("div", Elementwise::div),
          entry("floorDiv", Elementwise::floorDiv),
          entry("mod", Elementwise::mod),
          entry("pow", Elementwise::pow),
          entry("minimum", Elementwise::minimum),
          entry("maximum", Elementwise::maximum),
          entry("and", Elementwise::and),
          entry("or", Elementwise::or),
          entry("xor", Elementwise::xor),
          entry("eq", Elementwise::eq),
          entry("ne", Elementwise::ne),
          entry("lt", Elementwise::lt),
          entry("le", Elementwise::le),
          entry("gt", Elementwise::gt),
          entry("ge", Elementwise::ge));

  private static final Map<String, Function<Elementwise<?>, Object>> UNARY =
      Map.ofEntries(
          entry("neg", Elementwise::neg),
          entry("abs", Elementwise::abs),
          entry("not", Elementwise::not),
          entry("floor", Elementwise::floor),
          entry("ceil", Elementwise::ceil),
          entry("sqrt", Elementwise::sqrt),
          entry("isNaN", Elementwise::isNaN),
          entry("isFinite", Elementwise::isFinite),
          entry("isInf", Elementwise::isInf),
          entry("isNaT", Elementwise::isNaT));

  private static final Map<String, BiFunction<Reducing<?>, Reduction, Object>> REDUCTIONS =
      Map.ofEntries(
          entry("sum", Reducing::sum),
          entry("prod", Reducing::prod),
          entry("mean", Reducing::mean),
          entry("var", Reducing::var),
          entry("std", Reducing::std),
          entry("min", Reducing::min),
          entry("max", Reducing::max),
          entry("ptp", Reducing::ptp),
          entry("nanSum", Reducing::nanSum),
          entry("nanMean", Reducing::nanMean),
          entry("nanMin", Reducing::nanMin),
          entry("nanMax", Reducing::nanMax),
          entry("any", Reducing::any),
          entry("all", Reducing::all),
          entry("countNonZero", Reducing::countNonZero));

  private static final Map<String, Function<Reducing<?>, Object>> WHOLE =
      Map.ofEntries(
          entry("any", Reducing::any),
          entry("all", Reducing::all),
          entry("countNonZero", Reducing::countNonZero),
          entry("argMin", Reducing::argMin),
          entry("argMax", Reducing::argMax),
          entry("cumSum", Reducing::cumSum),
          entry("cumProd", Reducing::cumProd));

  private static final Map<String, BiFunction<Reducing<?>, Integer, Object>> ALONG =
      Map.ofEntries(
          entry("argMin", Reducing::argMin),
          entry("argMax", Reducing::argMax),
          entry("cumSum", Reducing::cumSum),
          entry("cumProd", Reducing::cumProd),
          entry("round", Elementwise::round));

  private static final Map<String, BiFunction<NdArray, CaseArguments, Object>> ORDER =
      Map.ofEntries(
          entry("sort", CaseCalls::sort),
          entry("sorted", (a, axis) -> a.sorted(axis.number())),
          entry("argSort", (a, axis) -> a.argSort(axis.number())),
          entry("unique", (a, _) -> a.unique()),
          entry("uniqueCounts.values", (a, _) -> a.uniqueCounts().values()),
          entry("uniqueCounts.counts", (a, _) -> a.uniqueCounts().counts()),
          entry("topK.values", (a, k) -> a.topK(k.number()).values()),
          entry("topK.positions", (a, k) -> a.topK(k.number()).positions()),
          entry("bottomK.values", (a, k) -> a.bottomK(k.number()).values()),
          entry("bottomK.positions", (a, k) -> a.bottomK(k.number()).positions()));

  private final List<Object> operands;
  private final CaseArguments arguments;
  private final boolean isLazy;

  private CaseCalls(List<Object> operands, CaseArguments arguments, boolean isLazy) {
    this.operands = operands;
    this.arguments = arguments;
    this.isLazy = isLazy;
  }

  /// Calls the operation that a case names.
  ///
  /// @return an array, an expression, or a Java value
  static Object call(
      String operation, List<Object> operands, CaseArguments arguments, boolean isLazy) {
    return new CaseCalls(operands, arguments, isLazy).call(operation);
  }

  private Object call(String operation) {
    int dot = operation.indexOf('.');
    return switch (dot < 0 ? operation : operation.substring(0, dot)) {
      case "where" -> where();
      case "clip" -> reducing().clip(bound(1), bound(2));
      case "dot" -> array().dot(operands.get(1));
      case "searchSorted" -> array().searchSorted(operands.get(1), arguments.side());
      case "into" -> binary(operation.substring(dot + 1)).into((NdArray) operands.get(2));
      case "select", "set", "count", "flat", "rows" ->
          new CaseMasks(operands, isLazy).call(operation);
      default -> named(operation);
    };
  }

  private Object named(String operation) {
    if (BINARY.containsKey(operation)) {
      return BINARY.get(operation).apply(reducing(), operands.get(1));
    }
    if (UNARY.containsKey(operation)) {
      return UNARY.get(operation).apply(reducing());
    }
    if (ORDER.containsKey(operation)) {
      return ORDER.get(operation).apply(array(), arguments);
    }
    if (arguments.isEmpty() && WHOLE.containsKey(operation)) {
      return WHOLE.get(operation).apply(reducing());
    }
    if (REDUCTIONS.containsKey(operation)) {
      return REDUCTIONS.get(operation).apply(reducing(), arguments.reduction());
    }
    return ALONG.get(operation).apply(reducing(), arguments.number());
  }

  /// A comparison or another operation of two operands, by its name.
  static Object binary(String operation, Elementwise<?> left, Object right) {
    return BINARY.get(operation).apply(left, right);
  }

  private Expression binary(String operation) {
    return (Expression) binary(operation, reducing().lazy(), operands.get(1));
  }

  private Object where() {
    return isLazy
        ? Expression.where(operands.get(0), operands.get(1), operands.get(2))
        : NdArray.where(operands.get(0), operands.get(1), operands.get(2));
  }

  private Object bound(int index) {
    return operands.get(index).equals(NONE) ? null : operands.get(index);
  }

  private NdArray array() {
    return (NdArray) operands.getFirst();
  }

  private Reducing<?> reducing() {
    return operands.getFirst() instanceof NdArray array && !isLazy
        ? array
        : Expression.of(operands.getFirst());
  }

  private static NdArray sort(NdArray array, CaseArguments axis) {
    array.sort(axis.number());
    return array;
  }
}
