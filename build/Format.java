import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.StringWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Prints which Java sources are not as google-java-format writes them (`check`), or rewrites those
/// (`write`). Runs in the root of the repository. No output means that all of them are formatted.
final class Format {
  private final boolean write;

  private Format(boolean write) {
    this.write = write;
  }

  static void main(String[] args) throws IOException {
    var format =
        switch (String.join(" ", args)) {
          case "check" -> new Format(false);
          case "write" -> new Format(true);
          default -> throw new IllegalArgumentException("expected check or write");
        };
    sources().parallelStream().flatMap(format::report).toList().forEach(System.out::println);
  }

  /// Our own sources: `build`, and `src` of each module. Build outputs and hidden folders are none.
  private static List<Path> sources() throws IOException {
    try (Stream<Path> top = Files.list(Path.of(""))) {
      return top.map(path -> path.endsWith("build") ? path : path.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(Format::javaFiles)
          .sorted()
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(path -> path.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<String> report(Path path) {
    try {
      String source = Files.readString(path);
      String formatted = formatted(source);
      if (formatted.equals(source)) {
        return Stream.empty();
      }
      if (!write) {
        return Stream.of("not formatted: " + path);
      }
      Files.writeString(path, formatted);
      System.err.println("formatted: " + path);
      return Stream.empty();
    } catch (FormatterException e) {
      return Stream.of("cannot be formatted: " + path + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }

  private static String formatted(String source) throws FormatterException {
    var formatter = new Formatter();
    String formatted = formatter.formatSourceAndFixImports(source);
    return StringWrapper.wrap(formatted, formatter);
  }
}
