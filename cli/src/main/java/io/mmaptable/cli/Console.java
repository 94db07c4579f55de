package io.mmaptable.cli;

import io.mmaptable.array.NdArray;
import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.export.Records;
import io.mmaptable.npy.Npy;
import io.mmaptable.table.MmapTable;
import java.io.File;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.prefs.Preferences;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.jspecify.annotations.Nullable;

/// The JDK's console, JShell, with one open object in scope.
///
/// The console runs in this JVM and takes the object from here. No snippet is made of anything that
/// a user gave as an argument.
public final class Console {
  private static final String IMPORTS =
      """
      import module java.base;
      import io.mmaptable.array.*;
      import io.mmaptable.diskarray.*;
      import io.mmaptable.dtype.*;
      import io.mmaptable.export.*;
      import io.mmaptable.file.*;
      import io.mmaptable.npy.*;
      import io.mmaptable.table.*;
      """;

  /// Where the tool keeps the lines that were typed, apart from those of the JDK's own console.
  private static final String HISTORY = "io/mmaptable/console";

  /// What it says where it makes a directory is of no use to somebody at a prompt.
  private static final Logger PREFERENCES = Logger.getLogger("java.util.prefs");

  private static volatile @Nullable Object subject;

  private Console() {}

  /// The object that the console was started for, which its first snippet names.
  ///
  /// @return the array or table
  /// @throws IllegalStateException if no console runs
  public static Object subject() {
    @Nullable Object open = subject;
    if (open == null) {
      throw new IllegalStateException("no console runs");
    }
    return open;
  }

  /// Runs the console on standard input and output until it is left.
  ///
  /// @param array the array that snippets call `da`
  /// @return the exit status that the user chose, usually 0
  /// @throws IOException if the console cannot be started
  static int run(DiskArray array) throws IOException {
    return run("da", DiskArray.class, array);
  }

  /// Runs the console on standard input and output until it is left.
  ///
  /// @param table the table that snippets call `tab`
  /// @return the exit status that the user chose, usually 0
  /// @throws IOException if the console cannot be started
  static int run(MmapTable table) throws IOException {
    return run("tab", MmapTable.class, table);
  }

  private static <T> int run(String name, Class<T> type, T object) throws IOException {
    boolean terminal = isTerminal();
    if (terminal) {
      System.out.println(name + " is " + object + "; /exit leaves, /help explains");
    }
    Path startup = Files.createTempFile("mmaptable-", ".jsh");
    subject = object;
    try {
      Files.writeString(
          startup,
          IMPORTS
              + "var %s = (%s) %s.subject();\n"
                  .formatted(name, type.getSimpleName(), Console.class.getName()));
      return start(terminal, startup);
    } finally {
      subject = null;
      Files.deleteIfExists(startup);
    }
  }

  @SuppressWarnings("SystemConsoleNull") // JDK 25 returns null again where there is no terminal
  private static boolean isTerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  private static int start(boolean terminal, Path startup) throws IOException {
    JavaShellToolBuilder builder =
        JavaShellToolBuilder.builder().locale(Locale.ENGLISH).interactiveTerminal(terminal);
    if (terminal) {
      PREFERENCES.setLevel(Level.WARNING);
      builder.persistence(Preferences.userRoot().node(HISTORY));
    } else {
      builder.persistence(new HashMap<>());
      // The tool looks for a terminal behind System.in itself, and for nothing behind others.
      builder
          .in(new FilterInputStream(System.in) {}, null)
          .out(System.out, withoutCarriageReturns(System.out), System.out);
    }
    try {
      return builder.start(
          "--execution",
          "local",
          "--class-path",
          classPath(),
          "--feedback",
          "concise",
          "--startup",
          startup.toString());
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("JShell ended: " + e.getMessage(), e);
    }
  }

  private static PrintStream withoutCarriageReturns(PrintStream out) {
    return new PrintStream(
        new FilterOutputStream(out) {
          @Override
          public void write(int b) throws IOException {
            if (b != '\r') {
              out.write(b);
            }
          }
        },
        true,
        StandardCharsets.UTF_8);
  }

  /// What snippets are compiled against: our own API alone, since every jar costs time.
  private static String classPath() {
    return Stream.of(
            NdArray.class,
            Npy.class,
            DiskArray.class,
            MmapTable.class,
            Records.class,
            Console.class)
        .map(Console::location)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(
              Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                  .getLocation()
                  .toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the location of " + type + " is no path", e);
    }
  }
}
