package io.mmaptable.table;

import io.mmaptable.testsupport.AotCache;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Strace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts child JVMs that do one operation each.
final class Operators {
  private static final List<String> OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData");

  private final AotCache cache;
  private final List<String> options;

  private Operators(AotCache cache, List<String> options) {
    this.cache = cache;
    this.options = options;
  }

  /// Begins with one that does an operation undisturbed, so that the others are ready sooner.
  ///
  /// @param directory for files of its own
  /// @param options options of the JVMs
  static Operators in(Path directory, List<String> options) throws IOException {
    var all = new ArrayList<>(OPTIONS);
    all.addAll(options);
    AotCache cache = AotCache.in(directory.resolve("classes"));
    TableOperation operation = TableOperation.WITHOUT_HEADERS.getFirst();
    Path table = directory.resolve("table");
    operation.start().apply(table);
    try (ChildProcess child =
        cache.train(
            all,
            Operator.class,
            operation.name(),
            table,
            directory.resolve("done"),
            directory.resolve("elsewhere"))) {
      child.send("");
      child.awaitSuccess();
    }
    return new Operators(cache, all);
  }

  /// Starts one, which waits when it has printed its thread.
  ChildProcess start(TableOperation operation, Path table, Path done, Path elsewhere) {
    return cache.start(options, Operator.class, operation.name(), table, done, elsewhere);
  }

  /// Does an operation when it is told to, and makes a directory when it has returned. It has done
  /// it elsewhere before, so that no class is loaded any more while it is watched.
  static final class Operator {
    public static void main(String[] args) throws IOException {
      var operation = TableOperation.named(args[0]);
      Path done = Path.of(args[2]);
      Path elsewhere = Path.of(args[3]);
      operation.start().apply(elsewhere);
      operation.apply(elsewhere, _ -> Files.createDirectory(elsewhere.resolve("done")));
      System.out.println(Strace.thisThread());
      int _ = System.in.read();
      operation.apply(Path.of(args[1]), _ -> Files.createDirectory(done));
    }
  }
}
