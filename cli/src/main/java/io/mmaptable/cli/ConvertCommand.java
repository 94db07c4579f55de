package io.mmaptable.cli;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.diskarray.DiskArrayOptions;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import io.mmaptable.table.Layout;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `mmaptable convert`.
@Command(
    name = "convert",
    description =
        "Writes an array into a .npy file, or into one without a header; or all columns of a table"
            + " anew, in their places.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ConvertCommand implements Callable<Integer> {

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
      description =
          "A .npy file; one without a header, whose --dtype must be given; or a table's directory.")
  private Path from;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DST",
      description =
          "The new file: a .npy file if its name ends so, else one without a header. None for a"
              + " table.")
  private @Nullable Path to;

  @Mixin private RawOptions raw;

  @Option(
      names = "--order",
      paramLabel = "C|F",
      description = "How they lie in the new file; as in SRC by default.")
  private RawOptions.@Nullable Order order;

  @Option(
      names = "--byte-order",
      paramLabel = "little|big",
      description = "Their byte order in the new file; as in SRC by default.")
  private @Nullable Endian byteOrder;

  @Option(
      names = "--layout",
      paramLabel = "npy|headerless",
      description =
          "How all columns of a table are to lie in their files: as .npy in C order, or without"
              + " headers, as the Python package mmaptable has them.")
  private @Nullable Layout layout;

  @Option(names = "--overwrite", description = "Replaces a file that is there.")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    if (Paths.isTable(from)) {
      convertTable();
      return 0;
    }
    if (to == null) {
      throw wrong("Missing required parameter: 'DST'");
    }
    if (layout != null) {
      throw wrong(from + " is an array, and --layout is said of tables");
    }
    @Nullable RawDescription described = raw.describe(from);
    if (described == null ? Npy.header(from).layout().ndim() > 0 : described.countsRows()) {
      convertRows(raw.arrayOptions(from));
    } else {
      convertAll(described);
    }
    return 0;
  }

  private void convertTable() throws IOException {
    if (to != null || order != null || byteOrder != null || overwrite || raw.isSaid()) {
      throw wrong(from + " is a table, which is converted in its place by --layout alone");
    }
    if (layout == null) {
      throw wrong(from + " is a table; say with --layout how its columns are to be");
    }
    try (MmapTable table = MmapTable.open(from, Mode.READ_WRITE)) {
      table.convert(layout);
    }
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  /// Converts the rows that count: a writer may have the file open, or have been killed, and then
  /// what else is in it is none.
  private void convertRows(DiskArrayOptions options) throws IOException {
    try (DiskArray array = DiskArray.open(from, options.mode(Mode.READ_ONLY))) {
      convert(array.array(), array.growthAxis() > 0);
    }
  }

  private void convertAll(@Nullable RawDescription described) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      if (described == null) {
        convert(Npy.map(from, Mode.READ_ONLY, arena), false);
        return;
      }
      try (var channel = FileChannel.open(from, StandardOpenOption.READ)) {
        ArrayLayout layout = described.layout(from, channel.size());
        var elements =
            channel.map(FileChannel.MapMode.READ_ONLY, layout.dataOffset(), layout.nbytes(), arena);
        boolean fortranOrder = layout.fortranOrder();
        convert(
            NdArray.view(elements, layout.dtype(), fortranOrder, from, layout.shape()),
            fortranOrder);
      }
    }
  }

  private void convert(NdArray elements, boolean fortranOrder) throws IOException {
    boolean fortran = order == null ? fortranOrder : order == RawOptions.Order.F;
    @Nullable ByteOrder bytes = byteOrder == null ? null : byteOrder.order;
    Path written = Objects.requireNonNull(to);
    DType dtype = new Conversion(elements, written, bytes, fortran).run(overwrite);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        written
            + ": dtype "
            + dtype
            + ", shape "
            + JsonMapper.shared().writeValueAsString(elements.shape())
            + (fortran ? ", Fortran order" : ""));
    out.flush();
  }
}
