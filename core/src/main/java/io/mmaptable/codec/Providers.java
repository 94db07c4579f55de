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
  /// How many broken declarations are passed over: a loader need not get beyond one.
  private static final int MOST_FAILURES = 100;

  /// What a kind of service is called, and how its providers are named.
  ///
  /// @param what what the service is called in messages
  /// @param pattern what an id looks like
  /// @param characters the same in words
  /// @param artifacts which artifact has a provider of an id, as far as that is known here
  record Kind(String what, Pattern pattern, String characters, Map<String, String> artifacts) {
    boolean isId(String text) {
      return pattern.matcher(text).matches();
    }
  }

  private final Kind kind;
  private final NavigableMap<String, T> byId = new TreeMap<>();
  private final List<Throwable> failures = new ArrayList<>();

  private Providers(Kind kind) {
    this.kind = kind;
  }

  /// @param ids the ids of a provider
  static <T> Providers<T> of(
      Kind kind, Iterable<? extends T> instances, Function<T, List<String>> ids) {
    var providers = new Providers<T>(kind);
    for (T instance : instances) {
      @Nullable String twice = providers.put(ids.apply(instance), instance);
      if (twice != null) {
        throw new IllegalArgumentException(twice);
      }
    }
    return providers;
  }

  /// Loads what a service loader finds.
  ///
  /// @throws IllegalStateException if two providers have the same id
  static <T> Providers<T> load(Kind kind, ServiceLoader<T> loader, Function<T, List<String>> ids) {
    var providers = new Providers<T>(kind);
    Iterator<ServiceLoader.Provider<T>> found = loader.stream().iterator();
    while (providers.failures.size() < MOST_FAILURES) {
      @Nullable String twice;
      try {
        if (!found.hasNext()) {
          break;
        }
        T instance = found.next().get();
        twice = providers.put(ids.apply(instance), instance);
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        providers.failures.add(e);
        continue;
      }
      if (twice != null) {
        throw new IllegalStateException(twice);
      }
    }
    return providers;
  }

  /// Takes a provider under all its ids, or under none.
  ///
  /// @return what is wrong if another one has one of them
  private @Nullable String put(List<String> ids, T instance) {
    for (String id : ids) {
      if (!kind.isId(id)) {
        throw new IllegalArgumentException(
            "the id '"
                + id
                + "' of "
                + instance.getClass().getName()
                + " is not of "
                + kind.characters());
      }
    }
    for (String id : ids) {
      @Nullable T other = byId.putIfAbsent(id, instance);
      if (other != null) {
        return twice(id, other, instance);
      }
    }
    return null;
  }

  private String twice(String id, T first, T second) {
    return "two providers of the "
        + kind.what()
        + " '"
        + id
        + "': "
        + first.getClass().getName()
        + " and "
        + second.getClass().getName();
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
    message
        .append(kind.what())
        .append(" '")
        .append(id)
        .append("'; there are ")
        .append(byId.keySet());
    @Nullable String artifact = kind.artifacts().get(id);
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
