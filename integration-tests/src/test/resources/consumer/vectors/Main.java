package consumer.vectors;

import io.mmaptable.export.ArrowOptions;
import io.mmaptable.export.ArrowStreams;
import io.mmaptable.table.MmapTable;
import java.nio.file.Path;
import org.apache.arrow.memory.RootAllocator;

public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    try (MmapTable table = MmapTable.create(Path.of(arguments[0]), 2)) {
      table.addColumnFrom("x", new double[] {1.5, 2.5});
      try (var allocator = new RootAllocator();
          var reader = ArrowStreams.reader(table.rows(), allocator, ArrowOptions.DEFAULT)) {
        reader.loadNextBatch();
        System.out.println(
            Main.class.getModule() + ": " + reader.getVectorSchemaRoot().getVector("x"));
      } catch (UnsupportedOperationException e) {
        System.out.println(Main.class.getModule() + ": " + e.getMessage());
      }
    }
  }
}
