package io.mmaptable.array;

import io.mmaptable.dtype.DType;

/// The operations that `cases/generate.py` calls by name.
///
/// @param arrays the arrays by name
record CaseOperations(CaseArrays arrays) {

  NdArray shaped(NdArray array, String operation, String arguments) {
    return switch (operation) {
      case "reshape" -> array.reshape(CaseTable.lengths(arguments));
      case "transpose" -> array.transpose(CaseTable.axes(arguments));
      case "swapaxes" -> array.swapAxes(CaseTable.axes(arguments)[0], CaseTable.axes(arguments)[1]);
      case "squeeze" -> array.squeeze();
      case "expand_dims" -> array.expandDims(CaseTable.axes(arguments)[0]);
      case "broadcast_to" -> array.broadcastTo(CaseTable.lengths(arguments));
      case "ravel" -> array.ravel();
      case "copy" -> array.copy();
      case "real" -> array.real();
      case "imag" -> array.imag();
      case "flat" -> array.flat().get(CaseIndex.of(arguments).objects(arrays)[0]);
      case "view" -> array.view(DType.of(arguments));
      default -> throw new AssertionError(operation);
    };
  }

  static NdArray made(String operation, String arguments) {
    String[] parts = arguments.split(",", -1);
    if (operation.equals("full")) {
      int space = arguments.indexOf(' ');
      DType dtype = DType.of(arguments.substring(0, space));
      return NdArray.full(dtype, CaseValues.scalar(arguments.substring(space + 1)), 2, 2);
    }
    if (operation.equals("linspace")) {
      return NdArray.linspace(
          CaseValues.real(parts[0]),
          CaseValues.real(parts[1]),
          Long.parseLong(parts[2]),
          parts[3].equals("True"));
    }
    if (arguments.matches("[-0-9,]+")) {
      long[] numbers = CaseTable.lengths(arguments);
      return switch (numbers.length) {
        case 1 -> NdArray.arange(numbers[0]);
        case 2 -> NdArray.arange(numbers[0], numbers[1]);
        default -> NdArray.arange(numbers[0], numbers[1], numbers[2]);
      };
    }
    return NdArray.arange(
        CaseValues.real(parts[0]), CaseValues.real(parts[1]), CaseValues.real(parts[2]));
  }
}
