package io.mmaptable.array;

import java.util.List;

/// Comparisons as indices: `x[x > 1]`, `x[(x > 1) & (x < 5)] = 9` and so on.
///
/// @param operands the array and what it is compared with
/// @param isEvaluated whether the mask becomes an array first
record CaseMasks(List<Object> operands, boolean isEvaluated) {

  Object call(String operation) {
    int dot = operation.indexOf('.');
    String comparison = operation.substring(dot + 1);
    return switch (operation.substring(0, dot)) {
      case "select" -> array().get(mask(comparison, array()));
      case "set" -> set(comparison);
      case "count" ->
          ((Expression) CaseCalls.binary(comparison, array(), operands.get(1))).countNonZero();
      case "flat" -> array().flat().get(mask(comparison, array().reshape(-1)));
      default -> array().get(mask(comparison, firstColumn()));
    };
  }

  private NdArray set(String comparison) {
    NdArray array = array();
    array.set(mask(comparison, array), operands.getLast());
    return array;
  }

  private Index mask(String comparison, NdArray array) {
    Expression mask =
        switch (comparison) {
          case "between" -> array.gt(operands.get(1)).and(array.lt(operands.get(2)));
          case "outside" -> array.gt(operands.get(1)).or(array.eq(operands.get(2))).not();
          default -> (Expression) CaseCalls.binary(comparison, array, operands.get(1));
        };
    return isEvaluated ? mask.toNdArray() : mask;
  }

  private NdArray firstColumn() {
    NdArray column = array();
    while (column.ndim() > 1) {
      column = column.get(Index.ELLIPSIS, Index.at(0));
    }
    return column;
  }

  private NdArray array() {
    return (NdArray) operands.getFirst();
  }
}
