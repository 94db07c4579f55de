/// Fixtures for tests of mmaptable and of formats and codecs plugged into it: child processes, real
/// NumPy, sample files.
module io.mmaptable.testsupport {
  requires java.management;
  requires transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports io.mmaptable.testsupport;
}
