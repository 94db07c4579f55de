package io.mmaptable.internal.literal;

import java.math.BigInteger;
import java.util.List;

/// A value that a Python literal denotes.
public sealed interface PyValue {

  /// A `str`.
  ///
  /// @param value the text
  record Str(String value) implements PyValue {}

  /// A `bytes` literal. `.npy` headers never hold one where it would be accepted.
  ///
  /// @param value the bytes, one per character
  record Bytes(String value) implements PyValue {}

  /// An `int` of any size.
  ///
  /// @param value the number
  record Int(BigInteger value) implements PyValue {}

  /// `True` or `False`.
  ///
  /// @param value the truth value
  record Bool(boolean value) implements PyValue {}

  /// `None`.
  record None() implements PyValue {}

  /// A tuple.
  ///
  /// @param items the elements, in order
  record Tuple(List<PyValue> items) implements PyValue {
    /// Keeps an unmodifiable copy of the elements.
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /// A list.
  ///
  /// @param items the elements, in order
  /// @param start where its text begins, with the bracket
  /// @param end where its text ends
  record Sequence(List<PyValue> items, int start, int end) implements PyValue {
    /// Keeps an unmodifiable copy of the elements.
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// A dictionary. A key that stands twice is kept twice, in order.
  ///
  /// @param entries the entries, in order of appearance
  record Dict(List<Entry> entries) implements PyValue {
    /// Keeps an unmodifiable copy of the entries.
    public Dict {
      entries = List.copyOf(entries);
    }
  }

  /// One entry of a dictionary.
  ///
  /// @param key the key
  /// @param value the value
  /// @param start where the value's text begins
  /// @param end where the value's text ends
  record Entry(PyValue key, PyValue value, int start, int end) {}

  /// What kind of Python value this is, for messages.
  ///
  /// @return Python's name of the type
  default String typeName() {
    return switch (this) {
      case Str _ -> "str";
      case Bytes _ -> "bytes";
      case Int _ -> "int";
      case Bool _ -> "bool";
      case None _ -> "NoneType";
      case Tuple _ -> "tuple";
      case Sequence _ -> "list";
      case Dict _ -> "dict";
    };
  }
}
