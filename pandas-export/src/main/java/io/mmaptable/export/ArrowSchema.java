package io.mmaptable.export;

import java.util.List;
import java.util.Map;

/// What an Arrow file holds.
///
/// @param fields the columns
/// @param metadata texts by key
record ArrowSchema(List<ArrowField> fields, Map<String, String> metadata) {

  /// Where pandas looks for the index and the attributes.
  static final String PANDAS = "pandas";
}
