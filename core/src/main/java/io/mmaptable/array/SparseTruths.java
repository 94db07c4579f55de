package io.mmaptable.array;

/// Tells the truth about single elements, for who asks of few of them, quicker than about all.
interface SparseTruths {

  /// Of how many elements one at most has to be asked of, for that to be quicker than all.
  int ONE_OF = 4;

  /// Clears the bits of the elements that are false, and looks at no others than those that are
  /// set.
  ///
  /// @param from the first element's index in C order
  /// @param count how many, a block at most
  /// @param bits as of [Cursor#loadTruths]
  void narrow(long from, int count, long[] bits);
}
