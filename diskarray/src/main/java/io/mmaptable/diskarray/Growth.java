package io.mmaptable.diskarray;

/// How an array that is open for writing grows.
///
/// @param capacity how many rows there must be room for from the beginning
/// @param growBy how many rows to allocate at a time; 0 for half of what is there
/// @param commitEvery how many rows are committed together; `Long.MAX_VALUE` for as many as come
/// @param durability when what is committed is made durable
record Growth(long capacity, long growBy, long commitEvery, Durability durability) {
  static final Growth DEFAULT = new Growth(0, 0, 1, Durability.ON_FLUSH);
}
