/// Somebody else's codec, whose native library is missing.
module org.example.broken {
  requires io.mmaptable.core;
  requires static org.jspecify;

  // On the class path META-INF/services says the same.
  provides io.mmaptable.codec.BytesCodec with
      org.example.broken.BrokenCodec;
}
