package consumer.arrow;

import io.mmaptable.export.ArrowExport;
import io.mmaptable.export.ArrowImport;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import java.nio.file.Path;

public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Path path = Path.of(arguments[0]);
    Path file = Path.of(path + ".arrow");
    Path back = Path.of(path + "-back");
    try (MmapTable table = MmapTable.create(path, 2)) {
      table.addColumnFrom("x", new double[] {1.5, 2.5});
      table.addColumnFrom("s", new String[] {"a", "b"});
      ArrowExport.write(table.rows(), file);
      long rows = ArrowImport.from(file).to(back);
      try (MmapTable found = MmapTable.open(back, Mode.READ_ONLY)) {
        System.out.println(
            module()
                + ": "
                + rows
                + " rows, "
                + found.column("x").array()
                + ", "
                + found.column("s").array());
      }
    } catch (UnsupportedOperationException e) {
      System.out.println(module() + ": " + e.getMessage());
    }
  }

  private static String module() {
    Module module = Main.class.getModule();
    return module.isNamed() ? module.toString() : "unnamed module";
  }
}
