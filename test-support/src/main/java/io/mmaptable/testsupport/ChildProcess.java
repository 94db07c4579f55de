package io.mmaptable.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A child process that a test talks to in lines, and can kill at any point. Every wait is bounded:
/// a child that is late fails the test with what it wrote to standard error. To be closed by the
/// test, which kills a child that still runs. Both sides speak UTF-8.
///
/// One thread at a time reads lines; everything else may be called from any thread.
public final class ChildProcess implements AutoCloseable {

  private static final Duration LINE_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration EXIT_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration PIPE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration STOP_POLL = Duration.ofMillis(1);

  private final String name;
  private final Process process;
  private final BufferedWriter input;
  private final BlockingQueue<Optional<String>> unread = new LinkedBlockingQueue<>();
  private final List<String> output = Collections.synchronizedList(new ArrayList<>());
  private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
  private final Thread outputPump;
  private final Thread errorPump;

  private ChildProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    this.input = process.outputWriter(UTF_8);
    this.outputPump = Thread.ofPlatform().name(name + " stdout").daemon().start(this::pumpOutput);
    this.errorPump = Thread.ofPlatform().name(name + " stderr").daemon().start(this::pumpErrors);
  }

  /// Starts a process.
  ///
  /// @param name what messages call it
  /// @param command the program and its arguments
  /// @return the running process, to be closed by the caller
  /// @throws UncheckedIOException if the program cannot be started
  public static ChildProcess start(String name, List<String> command) {
    return start(name, command, Map.of());
  }

  /// Starts a process with additional environment variables.
  ///
  /// @param name what messages call it
  /// @param command the program and its arguments
  /// @param environment variables set besides those of this process
  /// @return the running process, to be closed by the caller
  /// @throws UncheckedIOException if the program cannot be started
  public static ChildProcess start(
      String name, List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    try {
      return new ChildProcess(name, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " did not start: " + e.getMessage(), e);
    }
  }

  /// Runs a command to its end.
  ///
  /// @param command the program and its arguments
  /// @return the command and what it says if it fails, else nothing
  static String failureOf(List<String> command) {
    try (ChildProcess child = start(command.getFirst(), command)) {
      return child.exitStatus() == 0 ? "" : String.join(" ", command) + ": " + child.errors();
    }
  }

  /// Returns the process id.
  ///
  /// @return the id that the operating system knows it by
  public long pid() {
    return process.pid();
  }

  /// Says whether the process still runs.
  ///
  /// @return false once it has ended, in whatever way
  public boolean isAlive() {
    return process.isAlive();
  }

  /// Waits for the next line of standard output, up to a minute.
  ///
  /// @return the line, without its end
  /// @throws AssertionError if the output ends, or stays silent for a minute
  public String nextLine() {
    Optional<String> line = poll();
    if (line.isEmpty()) {
      unread.add(line);
      throw failure("printed nothing more and ended with exit status " + exitStatus());
    }
    return line.get();
  }

  /// Waits for a line of standard output, passing over those before it.
  ///
  /// @param expected the whole line
  /// @throws AssertionError if the output ends without it, or stays silent for a minute
  public void awaitLine(String expected) {
    String line;
    do {
      line = nextLine();
    } while (!line.equals(expected));
  }

  /// Sends a line to standard input.
  ///
  /// @param line the line, without its end
  /// @throws UncheckedIOException if the process no longer reads
  public void send(String line) {
    try {
      input.write(line);
      input.newLine();
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(failure("does not read its input").getMessage(), e);
    }
  }

  /// Kills the process with SIGKILL and waits until it is gone. Nothing happens if it has ended
  /// already.
  public void kill() {
    process.destroyForcibly();
    exitStatus();
  }

  /// Kills the process with SIGKILL after some time, unless it has ended before.
  ///
  /// @param time how long it may run
  public void killAfter(Duration time) {
    try {
      boolean _ = process.waitFor(time);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    kill();
  }

  /// Stops the process with SIGSTOP on Linux, and waits until none of its threads goes on. It can
  /// be [killed][#kill()] afterwards.
  ///
  /// @throws AssertionError if it has not stopped after a minute
  /// @throws UncheckedIOException if its state cannot be read
  public void stop() {
    String failure = failureOf(List.of("kill", "-STOP", String.valueOf(pid())));
    if (!failure.isEmpty()) {
      throw failure("does not stop: " + failure);
    }
    long start = System.nanoTime();
    while (!isStopped()) {
      if (System.nanoTime() - start > LINE_TIMEOUT.toNanos()) {
        throw failure("has not stopped after " + LINE_TIMEOUT.toSeconds() + " s");
      }
      LockSupport.parkNanos(STOP_POLL.toNanos());
    }
  }

  private boolean isStopped() {
    try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid()), "task"))) {
      return threads.allMatch(ChildProcess::isStoppedThread);
    } catch (IOException e) {
      throw new UncheckedIOException(this + " has no state to read", e);
    }
  }

  private static boolean isStoppedThread(Path thread) {
    try {
      String state = Files.readString(thread.resolve("stat"));
      return state.startsWith("T", state.lastIndexOf(')') + 2);
    } catch (NoSuchFileException e) {
      return true; // it ended before the signal came
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until the process has ended, up to two minutes.
  ///
  /// @return the exit status; 128 and the signal's number (137 after [#kill()]) if a signal ended
  ///   it
  /// @throws AssertionError if it still runs after two minutes
  public int exitStatus() {
    return exitStatus(EXIT_TIMEOUT);
  }

  /// Waits until the process has ended.
  ///
  /// @param timeout how long to wait
  /// @return the exit status; 128 and the signal's number (137 after [#kill()]) if a signal ended
  ///   it
  /// @throws AssertionError if it still runs after that time
  public int exitStatus(Duration timeout) {
    try {
      if (!process.waitFor(timeout)) {
        throw failure("still runs after " + timeout.toSeconds() + " s");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// Waits until the process has ended well, up to two minutes.
  ///
  /// @return all of its standard output, lines read before included, without the end of the last
  ///   line
  /// @throws AssertionError if its exit status is not 0, with its standard error, or if it still
  ///   runs after that time
  public String awaitSuccess() {
    return awaitSuccess(EXIT_TIMEOUT);
  }

  /// Waits until the process has ended well.
  ///
  /// @param timeout how long to wait
  /// @return all of its standard output, lines read before included, without the end of the last
  ///   line
  /// @throws AssertionError if its exit status is not 0, with its standard error, or if it still
  ///   runs after that time
  public String awaitSuccess(Duration timeout) {
    int status = exitStatus(timeout);
    if (status != 0) {
      throw failure("ended with exit status " + status);
    }
    join(outputPump);
    return joined(output);
  }

  /// Returns what the process wrote to standard output; all of it, once it has ended. Lines read
  /// before are included.
  ///
  /// @return the lines so far
  public List<String> lines() {
    if (!process.isAlive()) {
      join(outputPump);
    }
    synchronized (output) {
      return List.copyOf(output);
    }
  }

  /// Returns what the process wrote to standard error; all of it, once it has ended.
  ///
  /// @return the lines so far, joined
  public String errors() {
    if (!process.isAlive()) {
      join(errorPump);
    }
    return joined(errors);
  }

  /// Kills the process if it still runs, and releases its pipes.
  @Override
  public void close() {
    kill();
    join(outputPump);
    join(errorPump);
  }

  /// Returns the name that messages use, and the process id.
  @Override
  public String toString() {
    return name + " (process " + process.pid() + ")";
  }

  private Optional<String> poll() {
    try {
      Optional<String> line = unread.poll(LINE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw failure("printed nothing for " + LINE_TIMEOUT.toSeconds() + " s");
      }
      return line;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private AssertionError failure(String what) {
    String written = errors();
    return new AssertionError(
        this + " " + what + (written.isEmpty() ? "" : "; its standard error:\n" + written));
  }

  private void pumpOutput() {
    pump(
        process.inputReader(UTF_8),
        line -> {
          output.add(line);
          unread.add(Optional.of(line));
        });
    unread.add(Optional.empty());
  }

  private void pumpErrors() {
    pump(process.errorReader(UTF_8), errors::add);
  }

  private static void pump(BufferedReader reader, Consumer<String> sink) {
    try (reader) {
      reader.lines().forEach(sink);
    } catch (IOException | UncheckedIOException e) {
      // The pipe of a killed process may break instead of ending: what was read is all there is.
    }
  }

  private static String joined(List<String> lines) {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  // A grandchild may hold the pipe open after the child has ended, so this is bounded too.
  private static void join(Thread pump) {
    try {
      pump.join(PIPE_TIMEOUT);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for a child process", cause);
  }
}
