/// Somebody else's codec, plugged into mmaptable.
module org.example.runs {
  requires transitive io.mmaptable.core;
  requires static org.jspecify;

  exports org.example.runs;

  // On the class path META-INF/services says the same.
  provides io.mmaptable.codec.BytesCodec with
      org.example.runs.RunLengthCodec;
}
