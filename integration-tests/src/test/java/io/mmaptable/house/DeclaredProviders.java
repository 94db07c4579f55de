package io.mmaptable.house;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Supplier;

/// Runs code for which only some providers of a service are declared.
final class DeclaredProviders {
  private DeclaredProviders() {}

  /// Runs with only these providers, in this order.
  ///
  /// @param directory an empty directory
  static <T> T with(Path directory, Class<?> service, Supplier<T> work, String... classNames)
      throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.write(services.resolve(service.getName()), List.of(classNames));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] urls = {directory.toUri().toURL()};
    try (var loader = new OnlyItsOwnServices(urls, before)) {
      thread.setContextClassLoader(loader);
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static final class OnlyItsOwnServices extends URLClassLoader {
    OnlyItsOwnServices(URL[] urls, ClassLoader parent) {
      super(urls, parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.startsWith("META-INF/services/")
          ? Collections.enumeration(Collections.list(findResources(name)))
          : super.getResources(name);
    }
  }
}
