package io.mmaptable.cli;

import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.diskarray.DiskArrayOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `diskarray interact`.
@Command(
    name = "interact",
    description = "Opens an array, or makes it, in the JDK's console, JShell, as da.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ArrayInteractCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FPATH", description = "The array's file.")
  private Path path;

  @Parameters(
      index = "1",
      paramLabel = "SHAPE",
      description =
          "The shape of a new array, such as '(0, 3)'; () for one dimension, or what the file has.")
  private String shape;

  @Parameters(
      index = "2",
      paramLabel = "DTYPE",
      description = "Its dtype, such as np.float32, '<f4' or \"[('x', '<f4'), ('n', '<i2')]\".")
  private String dtype;

  @Option(
      names = "--capacity",
      paramLabel = "SHAPE",
      description = "The shape that there is to be room for at once, such as '(10, 3)'.")
  private @Nullable String capacity;

  @Option(
      names = "--growby",
      paramLabel = "N",
      description = "How many rows to make room for when there is none left.")
  private @Nullable Long growBy;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "r to read, r+ to read and write (the default), w+ for a new array in any case, c to"
              + " write into memory alone.")
  private String mode = "r+";

  @Option(
      names = "--format",
      paramLabel = "npy|raw",
      description = "The file's format; by default .npy by the name, else raw.")
  private @Nullable String format;

  @Override
  public Integer call() throws IOException {
    DiskArrayOptions options = options();
    try (DiskArray array = DiskArray.open(path, options)) {
      return Console.run(array);
    }
  }

  private DiskArrayOptions options() {
    try {
      var options = DiskArrayOptions.DEFAULT.dtype(DTypeNotation.parse(dtype)).mode(mode);
      long[] lengths = ShapeNotation.parse(shape);
      if (lengths.length > 0) {
        options = options.shape(lengths);
      }
      if (capacity != null) {
        options = options.capacity(rows(lengths, ShapeNotation.parse(capacity)));
      }
      if (growBy != null) {
        options = options.growBy(growBy);
      }
      if (format == null) {
        return options;
      }
      if (!format.equals("npy") && !format.equals("raw")) {
        throw new IllegalArgumentException("format '" + format + "' is neither npy nor raw");
      }
      return options.format(format);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /// The rows of a capacity, along the one axis in which it may differ from the shape.
  private static long rows(long[] shape, long[] capacity) {
    long[] expected = shape.length == 0 ? new long[1] : shape.clone();
    int axis = capacity.length == expected.length ? Arrays.mismatch(expected, capacity) : -1;
    if (axis >= 0) {
      expected[axis] = capacity[axis];
    }
    if (!Arrays.equals(expected, capacity)) {
      throw new IllegalArgumentException(
          "capacity "
              + Arrays.toString(capacity)
              + " differs from the shape "
              + Arrays.toString(shape)
              + " in more than the axis that grows");
    }
    return capacity[Math.max(axis, 0)];
  }
}
