/// Somebody else's array format, plugged into mmaptable.
module org.example.tiny {
  requires transitive io.mmaptable.core;
  requires static org.jspecify;

  exports org.example.tiny;

  // On the class path META-INF/services says the same.
  provides io.mmaptable.codec.ArrayFormat with
      org.example.tiny.TinyFormat;
}
