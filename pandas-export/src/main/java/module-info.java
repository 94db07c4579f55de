/// Tables out to other programs and in from them: CSV, record arrays, archives and Arrow.
@SuppressWarnings("requires-automatic") // LZ4 has no descriptor, and is only used where it is there
module io.mmaptable.export {
  requires transitive io.mmaptable.table;
  requires static org.jspecify;
  requires ch.randelshofer.fastdoubleparser;
  requires de.siegmar.fastcsv;

  // Who does without Arrow and Zstandard needs none of these, and for Arrow files only the first.
  requires static org.apache.arrow.format;
  requires static org.apache.arrow.c;
  requires static org.apache.arrow.memory.core;
  requires static org.apache.arrow.vector;
  requires static com.github.luben.zstd_jni;
  requires static org.apache.commons.compress;
  requires static org.lz4.java;

  exports io.mmaptable.export;
}
