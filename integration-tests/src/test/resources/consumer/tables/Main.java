package consumer.tables;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import java.nio.file.Path;
import java.util.Map;

public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Path path = Path.of(arguments[0]);
    try (MmapTable table = MmapTable.create(path, 0)) {
      table.addColumn("x/y", DType.FLOAT64).setAttr("unit", "mm");
      table.append(Map.of("x/y", new double[] {1, 2, 3}));
    }
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      System.out.println(
          (Main.class.getModule().isNamed() ? Main.class.getModule() : "unnamed module")
              + ": "
              + table.rowCount()
              + " rows, mean "
              + table.column("x/y").array().mean().getDouble()
              + ", attr "
              + table.column("x/y").attr("unit"));
    }
  }
}
