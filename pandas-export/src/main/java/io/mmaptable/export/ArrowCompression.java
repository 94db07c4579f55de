package io.mmaptable.export;

/// How the buffers of an Arrow file are compressed, each by itself.
public enum ArrowCompression {
  /// Not at all: readers can map the file.
  NONE,
  /// By LZ4, in frames, as `pandas.DataFrame.to_feather` does it. It needs the artifact
  /// `at.yawk.lz4:lz4-java`, and to read what Arrow's C++ library writes, as pandas does,
  /// `org.apache.commons:commons-compress`.
  LZ4,
  /// By Zstandard. It needs the artifact `com.github.luben:zstd-jni`.
  ZSTD
}
