package io.mmaptable.peers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/// NumPy and pandas of a Debian release, in a container that all tests of this JVM share. The
/// directory [SharedTempDir#root()] is mounted into it under the same absolute path, so that files
/// there are the same files, and mappings of them the same memory, on both sides.
///
/// The container starts with the first script. Where it cannot, the running test is skipped or
/// failed by the policy of [Peers]. May be used from any thread.
public final class NumPyContainer {

  /// The older pair: NumPy 1.24 and pandas 1.5.
  public static final NumPyContainer BOOKWORM = new NumPyContainer("bookworm");

  /// The newer pair: NumPy 2.2 and pandas 2.2.
  public static final NumPyContainer TRIXIE = new NumPyContainer("trixie");

  private static final String BUILD_IMAGE = "integration-tests/peers/build-image";
  private static final int TIMEOUT_SECONDS = 120;
  private static final int TIMED_OUT = 124;

  private final String image;
  private @Nullable GenericContainer<?> container;
  private @Nullable String unavailable;

  private NumPyContainer(String suite) {
    this.image = "mmaptable-peers:" + suite;
  }

  /// Returns all of them, for `@MethodSource("io.mmaptable.peers.NumPyContainer#all")`.
  ///
  /// @return containers that need not have been started
  public static Stream<NumPyContainer> all() {
    return Stream.of(BOOKWORM, TRIXIE);
  }

  /// Starts the container unless it runs, or skips or fails the running test by the policy of
  /// [Peers]. Running a script does so, too: this is for tests that expect a script to fail.
  ///
  /// @return this, started
  public NumPyContainer required() {
    container();
    return this;
  }

  /// Runs a script to its end, up to two minutes.
  ///
  /// @param script Python source
  /// @param arguments what the script finds in `sys.argv[1:]`, as strings
  /// @return its standard output, without the end of the last line
  /// @throws AssertionError if its exit status is not 0, with its standard error, or if it does not
  ///   end
  public String run(String script, Object... arguments) {
    List<String> command = python(TIMEOUT_SECONDS, script, arguments);
    ExecResult result = exec(container(), command.toArray(String[]::new));
    int status = result.getExitCode();
    if (status != 0) {
      String ending =
          status == TIMED_OUT
              ? "did not end within " + TIMEOUT_SECONDS + " s"
              : "ended with exit status " + status;
      throw new AssertionError(
          "Python in " + this + " " + ending + "; its standard error:\n" + result.getStderr());
    }
    String output = result.getStdout();
    return output.endsWith("\n") ? output.substring(0, output.length() - 1) : output;
  }

  /// Starts a script that runs beside the test, for ten minutes at most. What it prints arrives at
  /// once. Closing or killing what this returns closes the script's standard streams, no more than
  /// that.
  ///
  /// @param script Python source
  /// @param arguments what the script finds in `sys.argv[1:]`, as strings
  /// @return the running process, to be closed by the caller
  public ChildProcess start(String script, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("docker", "exec", "--interactive", container().getContainerId()));
    command.addAll(python(5 * TIMEOUT_SECONDS, script, arguments));
    // Testcontainers may have found another engine than the one that the command would ask.
    String engine = DockerClientFactory.instance().getTransportConfig().getDockerHost().toString();
    return ChildProcess.start("Python in " + this, command, Map.of("DOCKER_HOST", engine));
  }

  /// Returns the name of the image.
  @Override
  public String toString() {
    return image;
  }

  private static List<String> python(int timeoutSeconds, String script, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("timeout", Integer.toString(timeoutSeconds), "python3", "-c", script));
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    return command;
  }

  private synchronized GenericContainer<?> container() {
    if (container == null && unavailable == null) {
      start();
    }
    if (container == null) {
      throw Peers.unavailable("no NumPy in " + this + ": " + unavailable);
    }
    return container;
  }

  private void start() {
    try {
      if (!DockerClientFactory.instance().isDockerAvailable()) {
        unavailable = "no Docker engine answers; start one, then run " + BUILD_IMAGE;
        return;
      }
      DockerClientFactory.lazyClient().inspectImageCmd(image).exec();
      GenericContainer<?> started = create();
      started.start();
      if (sees(started, SharedTempDir.root())) {
        container = started;
      } else {
        started.stop();
        unavailable = "the Docker engine does not share " + SharedTempDir.root() + " with this JVM";
      }
    } catch (NotFoundException e) {
      unavailable = "there is no such image; run " + BUILD_IMAGE;
    } catch (RuntimeException e) {
      unavailable = "it did not start: " + oneLine(rootCause(e)) + "; see " + BUILD_IMAGE;
    }
  }

  // Binds are made here, as withFileSystemBind is deprecated in favour of copies, which share
  // nothing.
  private GenericContainer<?> create() {
    return new GenericContainer<>(DockerImageName.parse(image))
        .withImagePullPolicy(_ -> false)
        .withEnv("PYTHONUTF8", "1")
        .withEnv("PYTHONUNBUFFERED", "1")
        .withEnv("PYTHONDONTWRITEBYTECODE", "1")
        .withCommand("sleep", "infinity")
        .withCreateContainerCmdModifier(NumPyContainer::shareTempDir);
  }

  private static void shareTempDir(CreateContainerCmd command) {
    Path shared = SharedTempDir.root();
    HostConfig host = Objects.requireNonNull(command.getHostConfig());
    host.withBinds(new Bind(shared.toString(), new Volume(shared.toString())));
    command.withUser(owner(shared));
  }

  // What the container writes belongs to whoever runs the tests.
  private static String owner(Path path) {
    try {
      return Files.getAttribute(path, "unix:uid") + ":" + Files.getAttribute(path, "unix:gid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean sees(GenericContainer<?> container, Path directory) {
    try {
      Path probe = Files.createTempFile(directory, "probe-", "");
      boolean seen = exec(container, "test", "-e", probe.toString()).getExitCode() == 0;
      Files.delete(probe);
      return seen;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ExecResult exec(GenericContainer<?> container, String... command) {
    try {
      return container.execInContainer(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Python in a container", e);
    }
  }

  private static Throwable rootCause(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == null ? thrown : rootCause(cause);
  }

  private static String oneLine(Throwable thrown) {
    return thrown.toString().replaceAll("\\s+", " ");
  }
}
