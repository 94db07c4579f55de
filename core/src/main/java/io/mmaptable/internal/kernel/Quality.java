package io.mmaptable.internal.kernel;

/// What one element may be.
public enum Quality {
  NAN,
  FINITE,
  INFINITE,
  NAT;
}
