package consumer.formats;

import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayFormats;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Keeps a column in a format that only the path knows of.
public class Main {
  public static void main(String[] args) throws IOException {
    Path path = Path.of(args[0]);
    ArrayFormats formats = ArrayFormats.system();
    ArrayFormat tiny = formats.get("tiny");
    try (MmapTable table = MmapTable.create(path, 1)) {
      table.addColumn("x", tiny, DType.FLOAT64);
      table.append(Map.of("x", new double[] {2, 4}));
    }
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      System.out.printf(
          "%s: %s, %d rows, %s, sum %s%n",
          module(Main.class),
          formats.ids(),
          table.rowCount(),
          module(table.column("x").format().getClass()),
          table.column("x").array().sum().getDouble());
    }
  }

  private static String module(Class<?> type) {
    return type.getModule().isNamed() ? type.getModule().toString() : "unnamed module";
  }
}
