package io.mmaptable.cli;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `mmaptable convert`.
@Command(
    name = "convert",
    description = "Writes an array into a .npy file, or into one without a header.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ConvertCommand implements Callable<Integer> {

  /// How elements lie in memory, with NumPy's letters.
  private enum Order {
    C,
    F
  }

  /// How the bytes of a number lie.
  private enum Endian {
    LITTLE(ByteOrder.LITTLE_ENDIAN),
    BIG(ByteOrder.BIG_ENDIAN);

    private final ByteOrder order;

    Endian(ByteOrder order) {
      this.order = order;
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "SRC",
      description = "A .npy file, or one without a header, whose --dtype must be given.")
  private Path from;

  @Parameters(
      index = "1",
      paramLabel = "DST",
      description = "The new file: a .npy file if its name ends so, else one without a header.")
  private Path to;

  @Option(
      names = "--dtype",
      paramLabel = "DTYPE",
      description = "The elements of a file without a header, such as float32 or '<i2'.")
  private @Nullable String dtype;

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      description = "Their shape, such as 100,3; a length of -1 is as long as the file allows.")
  private @Nullable String shape;

  @Option(names = "--offset", paramLabel = "BYTES", description = "Where they begin in the file.")
  private @Nullable Long offset;

  @Option(
      names = "--source-order",
      paramLabel = "C|F",
      description = "How they lie in the file; C by default.")
  private @Nullable Order sourceOrder;

  @Option(
      names = "--order",
      paramLabel = "C|F",
      description = "How they lie in the new file; as in SRC by default.")
  private @Nullable Order order;

  @Option(
      names = "--byte-order",
      paramLabel = "little|big",
      description = "Their byte order in the new file; as in SRC by default.")
  private @Nullable Endian byteOrder;

  @Option(names = "--overwrite", description = "Replaces a file that is there.")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    if (Paths.isTable(from)) {
      throw new IllegalArgumentException(from + " is a directory, and arrays are files");
    }
    if (!Npy.isNpy(from)) {
      convertRaw();
    } else if (dtype != null || shape != null || offset != null || sourceOrder != null) {
      throw wrong(
          from
              + " is a .npy file, whose header says what --dtype, --shape, --offset and"
              + " --source-order say of others");
    } else {
      convertNpy();
    }
    return 0;
  }

  private void convertNpy() throws IOException {
    ArrayLayout layout = Npy.header(from).layout();
    if (layout.ndim() == 0) {
      try (Arena arena = Arena.ofConfined()) {
        convert(Npy.map(from, Mode.READ_ONLY, arena), false);
      }
      return;
    }
    // Its writer may have been killed, and then the header may be behind.
    try (DiskArray array = DiskArray.open(from, Mode.READ_ONLY)) {
      convert(array.array(), layout.fortranOrder());
    }
  }

  private void convertRaw() throws IOException {
    RawDescription described = described();
    try (var channel = FileChannel.open(from, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      ArrayLayout layout = described.layout(from, channel.size());
      var elements =
          channel.map(FileChannel.MapMode.READ_ONLY, layout.dataOffset(), layout.nbytes(), arena);
      boolean fortranOrder = layout.fortranOrder();
      convert(
          NdArray.view(elements, layout.dtype(), fortranOrder, from, layout.shape()), fortranOrder);
    }
  }

  private RawDescription described() {
    if (dtype == null) {
      throw wrong(from + " is no .npy file; say with --dtype what its elements are");
    }
    if (offset != null && offset < 0) {
      throw wrong("--offset: " + offset + " is negative");
    }
    try {
      return new RawDescription(
          DTypeNotation.parse(dtype),
          shape == null ? null : ShapeNotation.parse(shape),
          offset == null ? 0 : offset,
          sourceOrder == Order.F);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private void convert(NdArray elements, boolean fortranOrder) throws IOException {
    boolean fortran = order == null ? fortranOrder : order == Order.F;
    @Nullable ByteOrder bytes = byteOrder == null ? null : byteOrder.order;
    DType written = new Conversion(elements, to, bytes, fortran).run(overwrite);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        to
            + ": dtype "
            + written
            + ", shape "
            + JsonMapper.shared().writeValueAsString(elements.shape())
            + (fortran ? ", Fortran order" : ""));
    out.flush();
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
