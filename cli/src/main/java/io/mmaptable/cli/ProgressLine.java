package io.mmaptable.cli;

import io.mmaptable.export.Progress;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Says in one line of a terminal how far a long work is, and wipes the line out when it is done.
///
/// A library that draws such lines would bring a terminal library with it, for the width that this
/// line does without.
final class ProgressLine implements Progress, AutoCloseable {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /// What is done sooner is not told.
  private static final long SILENCE = NANOS_PER_SECOND;

  private static final long PAUSE = NANOS_PER_SECOND / 10;
  private static final int BAR_WIDTH = 20;

  private final PrintWriter out;
  private final boolean isTerminal;
  private final LongSupplier nanoTime;
  private final long start;
  private long next;
  private int width;

  /// @param out where to
  /// @param isTerminal whether that is read by people; nothing is written otherwise
  /// @param nanoTime the clock
  ProgressLine(PrintWriter out, boolean isTerminal, LongSupplier nanoTime) {
    this.out = out;
    this.isTerminal = isTerminal;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.next = start + SILENCE;
  }

  /// A line on standard error, if that is a terminal.
  static ProgressLine onStandardError(PrintWriter err) {
    return new ProgressLine(err, isTerminal(), System::nanoTime);
  }

  /// Whether standard error is a terminal, whatever standard input and output are.
  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
  }

  @Override
  public void at(long rows, long bytes, double part) {
    long now = nanoTime.getAsLong();
    if (!isTerminal || now - next < 0) {
      return;
    }
    next = now + PAUSE;
    String line = line(rows, bytes, part, now - start);
    out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
    out.flush();
    width = line.length();
  }

  private static String line(long rows, long bytes, double part, long elapsed) {
    int filled = (int) Math.round(part * BAR_WIDTH);
    String left = part <= 0 ? "" : "  " + time((long) (elapsed / part * (1 - part))) + " left";
    return String.format(
        Locale.ROOT,
        "%3.0f %%  %s%s  %,d rows  %,.0f MB%s",
        part * 100,
        "#".repeat(filled),
        "-".repeat(BAR_WIDTH - filled),
        rows,
        bytes / 1e6,
        left);
  }

  private static String time(long nanos) {
    long seconds = Math.ceilDiv(nanos, NANOS_PER_SECOND);
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  @Override
  public void close() {
    if (width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      out.flush();
    }
  }
}
