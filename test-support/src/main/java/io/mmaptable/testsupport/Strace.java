package io.mmaptable.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The `strace` of this machine. It follows one thread of a child process, which runs already and
/// waits, lists the system calls by which that thread changes files, and can kill the process at
/// any one of them.
public final class Strace {

  /// Each architecture has some of them.
  private static final List<String> CHANGING =
      List.of(
          "copy_file_range",
          "fallocate",
          "fdatasync",
          "fsync",
          "ftruncate",
          "link",
          "linkat",
          "mkdir",
          "mkdirat",
          "msync",
          "open",
          "openat",
          "pwrite64",
          "pwritev",
          "rename",
          "renameat",
          "renameat2",
          "rmdir",
          "sendfile",
          "unlink",
          "unlinkat",
          "write",
          "writev");

  private static final Pattern LINE = Pattern.compile("(?<name>[a-z0-9_]+)\\(.*");

  private Strace() {}

  /// A system call that changes files, or makes a change durable.
  ///
  /// @param name its name
  /// @param occurrence which call of that name it is in its thread, from 1 on
  /// @param text what `strace` says of it
  public record Call(String name, int occurrence, String text) {}

  /// Returns the `strace` of this machine, or skips or fails the running test by the policy of
  /// [Peers].
  ///
  /// @return a `strace` that starts
  public static Strace required() {
    if (!Files.isExecutable(Path.of("/usr/bin/strace"))) {
      throw Peers.unavailable("no /usr/bin/strace on this machine; install strace");
    }
    return new Strace();
  }

  /// Returns what [#list] and [#killAt] call the running thread.
  ///
  /// @return the id that Linux gives it
  /// @throws IOException if this is no Linux
  public static long thisThread() throws IOException {
    return Long.parseLong(
        Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString());
  }

  /// Begins to list the calls of a thread. Other threads of its process are let be.
  ///
  /// @param thread the thread
  /// @param log where [#calls] will find the list when the thread has ended
  /// @return a running `strace`, which follows the thread already and ends with it
  public ChildProcess list(long thread, Path log) {
    String names = CHANGING.stream().map(name -> "?" + name).collect(Collectors.joining(","));
    return attach(thread, "-o", log.toString(), "-e", "trace=" + names);
  }

  /// Has a thread's process killed with SIGKILL when the thread begins a call, which is not made
  /// any more.
  ///
  /// @param thread the thread, which has made no call that counts
  /// @param call one of those that another process made that does the same
  /// @return a running `strace`, which follows the thread already and ends with it
  public ChildProcess killAt(long thread, Call call) {
    String inject = "inject=" + call.name() + ":signal=KILL:when=" + call.occurrence();
    return attach(thread, "-o", "/dev/null", "-e", "trace=" + call.name(), "-e", inject);
  }

  /// Reads a list of calls. Opening counts where it makes a file.
  ///
  /// @param log the list
  /// @return the calls, in order
  /// @throws IOException if it cannot be read
  public static List<Call> calls(Path log) throws IOException {
    var calls = new ArrayList<Call>();
    Map<String, Integer> occurrences = new HashMap<>();
    for (String line : Files.readAllLines(log)) {
      var matcher = LINE.matcher(line);
      if (matcher.matches()) {
        String name = matcher.group("name");
        int occurrence = occurrences.merge(name, 1, Integer::sum);
        if (!name.startsWith("open") || line.contains("O_CREAT")) {
          calls.add(new Call(name, occurrence, line));
        }
      }
    }
    return calls;
  }

  private static ChildProcess attach(long thread, String... arguments) {
    var command =
        new ArrayList<>(List.of("sh", "-c", "exec /usr/bin/strace \"$@\" 2>&1", "strace"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-p", String.valueOf(thread)));
    ChildProcess strace = ChildProcess.start("strace", command);
    String line = strace.nextLine();
    if (!line.endsWith("Process " + thread + " attached")) {
      strace.close();
      throw Peers.unavailable(line + "; run the test as root");
    }
    return strace;
  }
}
