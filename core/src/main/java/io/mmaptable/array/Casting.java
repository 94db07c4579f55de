package io.mmaptable.array;

import io.mmaptable.dtype.DType;

/// Which casts are allowed: NumPy's rules.
///
/// Source: <https://numpy.org/doc/stable/reference/generated/numpy.can_cast.html>.
public enum Casting {

  /// None: the dtypes are the same, byte order included.
  NO("no"),

  /// A change of byte order only.
  EQUIV("equiv"),

  /// Casts that keep every value.
  SAFE("safe"),

  /// Safe casts, and casts within a kind, such as float64 to float32.
  SAME_KIND("same_kind"),

  /// All casts.
  UNSAFE("unsafe");

  private final String numpyName;

  Casting(String numpyName) {
    this.numpyName = numpyName;
  }

  /// Whether elements of one dtype may be cast to another: NumPy's `can_cast`. A width of zero is a
  /// width here, where NumPy takes it for any width. By [#UNSAFE] opaque bytes may be cast to
  /// numbers and text, as in NumPy, though both refuse every such element.
  ///
  /// @param from the dtype of the source
  /// @param to the dtype of the target
  /// @return whether this rule allows it
  public boolean allows(DType from, DType to) {
    Casting least = CastRules.least(from, to);
    return least != null && least.compareTo(this) <= 0;
  }

  /// Checks that the rule allows a cast.
  void require(DType from, DType to) {
    if (!allows(from, to)) {
      throw new IllegalArgumentException(
          "cannot cast from " + from + " to " + to + " by the rule '" + this + "'");
    }
  }

  /// NumPy's name of the rule.
  ///
  /// @return text such as `same_kind`
  @Override
  public String toString() {
    return numpyName;
  }
}
