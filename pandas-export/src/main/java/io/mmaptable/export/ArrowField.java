package io.mmaptable.export;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A field of an Arrow schema.
///
/// @param name its name
/// @param type the type of its values; of those in the dictionary, if it has one
/// @param nullable whether there may be nulls
/// @param dictionary where its values are, if it is of numbers that stand for them
/// @param metadata texts by key
/// @param children what a list or struct is of
record ArrowField(
    String name,
    ArrowType type,
    boolean nullable,
    @Nullable Dictionary dictionary,
    Map<String, String> metadata,
    List<ArrowField> children) {

  /// The attributes of a column, as JSON.
  static final String ATTR = "mmaptable.attr";

  /// The dtype that values had, where the type does not say it.
  static final String DTYPE = "mmaptable.dtype";

  /// Values that numbers stand for.
  ///
  /// @param id the number of the dictionary
  /// @param index the type of the numbers
  record Dictionary(long id, ArrowType.Int index) {}

  /// A field without a dictionary.
  static ArrowField of(
      String name,
      ArrowType type,
      boolean nullable,
      Map<String, String> metadata,
      List<ArrowField> children) {
    return new ArrowField(name, type, nullable, null, metadata, children);
  }

  ArrowField withName(String newName) {
    return new ArrowField(newName, type, nullable, dictionary, metadata, children);
  }

  ArrowField withMetadata(Map<String, String> newMetadata) {
    return new ArrowField(name, type, nullable, dictionary, newMetadata, children);
  }

  ArrowField withDictionary(Dictionary newDictionary) {
    return new ArrowField(name, type, nullable, newDictionary, metadata, children);
  }

  /// The field of the values in the dictionary.
  ArrowField values() {
    return new ArrowField(name, type, nullable, null, metadata, children);
  }
}
