package io.mmaptable.export;

/// How the buffers of an Arrow file are compressed, each by itself.
public enum ArrowCompression {
  /// Not at all: readers can map the file.
  NONE,
  /// By LZ4, in frames, as `pandas.DataFrame.to_feather` does it. It needs the artifact
  /// `org.apache.commons:commons-compress`.
  LZ4,
  /// By Zstandard. It needs the artifact `com.github.luben:zstd-jni`.
  ZSTD
}
