package consumer.chunks;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.dtype.DType;
import io.mmaptable.zarr.ZarrArray;
import io.mmaptable.zarr.ZarrLayout;
import io.mmaptable.zarr.ZarrWriter;
import java.nio.file.Path;
import java.util.NoSuchElementException;

public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Path path = Path.of(arguments[0]);
    var codecs = BytesCodecs.system().parse("shuffle,gzip:1,crc32c");
    ZarrWriter.write(path, ZarrLayout.of(DType.FLOAT64).codecs(codecs), NdArray.of(1.5, 2.5));
    ZarrArray array = ZarrArray.open(path);
    System.out.println(
        (Main.class.getModule().isNamed() ? Main.class.getModule() : "unnamed module")
            + ": "
            + array.dtype()
            + " "
            + array.read());
    try {
      BytesCodecs.system().get("zstd");
    } catch (NoSuchElementException e) {
      System.out.println(e.getMessage());
    }
  }
}
