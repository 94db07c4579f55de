package io.mmaptable.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Implementations of a service, by the ids that they give themselves, and those that could not be
/// loaded.
final class Providers<T> {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  /// How many broken declarations are passed over: a loader need not get beyond one.
  private static final int MOST_FAILURES = 100;

  private final String what;
  private final Map<String, String> artifacts;
  private final NavigableMap<String, T> byId = new TreeMap<>();
  private final List<Throwable> failures = new ArrayList<>();

  private Providers(String what, Map<String, String> artifacts) {
    this.what = what;
    this.artifacts = artifacts;
  }

  /// @param what what the service is called in messages
  /// @param artifacts which artifact has a provider of an id, as far as that is known here
  static <T> Providers<T> of(
      String what,
      Iterable<? extends T> instances,
      Function<T, String> id,
      Map<String, String> artifacts) {
    var providers = new Providers<T>(what, artifacts);
    for (T instance : instances) {
      T other = providers.put(id.apply(instance), instance);
      if (other != null) {
        throw new IllegalArgumentException(providers.twice(id.apply(instance), other, instance));
      }
    }
    return providers;
  }

  /// Loads what a service loader finds.
  ///
  /// @throws IllegalStateException if two providers have the same id
  static <T> Providers<T> load(
      String what, ServiceLoader<T> loader, Function<T, String> id, Map<String, String> artifacts) {
    var providers = new Providers<T>(what, artifacts);
    Iterator<ServiceLoader.Provider<T>> found = loader.stream().iterator();
    while (providers.failures.size() < MOST_FAILURES) {
      T instance;
      @Nullable T other;
      try {
        if (!found.hasNext()) {
          break;
        }
        instance = found.next().get();
        other = providers.put(id.apply(instance), instance);
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        providers.failures.add(e);
        continue;
      }
      if (other != null) {
        throw new IllegalStateException(providers.twice(id.apply(instance), other, instance));
      }
    }
    return providers;
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  private @Nullable T put(String id, T instance) {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "the id '"
              + id
              + "' of "
              + instance.getClass().getName()
              + " is not of lower-case letters, digits and hyphens");
    }
    return byId.putIfAbsent(id, instance);
  }

  private String twice(String id, T one, T other) {
    return "two providers of the "
        + what
        + " '"
        + id
        + "': "
        + one.getClass().getName()
        + " and "
        + other.getClass().getName();
  }

  SortedSet<String> ids() {
    return Collections.unmodifiableSortedSet(byId.navigableKeySet());
  }

  T get(String id) {
    @Nullable T instance = byId.get(id);
    if (instance == null) {
      throw missing(id);
    }
    return instance;
  }

  private NoSuchElementException missing(String id) {
    var message = new StringBuilder("no ");
    message.append(what).append(" '").append(id).append("'; there are ").append(byId.keySet());
    @Nullable String artifact = artifacts.get(id);
    message.append(
        artifact == null
            ? "; add the artifact that provides it to the class path or the module path"
            : "; add " + artifact);
    if (!failures.isEmpty()) {
      message.append("; could not be loaded: ");
      message.append(
          failures.stream().map(Providers::explain).distinct().collect(Collectors.joining("; ")));
    }
    var missing = new NoSuchElementException(message.toString());
    failures.stream().limit(1).forEach(missing::initCause);
    failures.stream().skip(1).forEach(missing::addSuppressed);
    return missing;
  }

  /// The reason, where the loader says only that it has failed.
  private static String explain(Throwable failure) {
    return failure.getCause() == null
        ? String.valueOf(failure.getMessage())
        : failure.getMessage() + " (" + failure.getCause() + ")";
  }
}
