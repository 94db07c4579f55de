/// For tests of mmaptable and of what is plugged into it: contract suites, child processes, real
/// NumPy, sample files.
module io.mmaptable.testsupport {
  requires java.management;
  requires jdk.management;
  requires transitive io.mmaptable.core;
  requires transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports io.mmaptable.testsupport;
}
