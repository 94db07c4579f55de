/// Tables out to other programs and in from them: record arrays and CSV.
module io.mmaptable.export {
  requires transitive io.mmaptable.table;
  requires static org.jspecify;
  requires ch.randelshofer.fastdoubleparser;
  requires com.github.luben.zstd_jni;
  requires de.siegmar.fastcsv;

  exports io.mmaptable.export;
}
