/// Tables out to other programs and in from them: record arrays and CSV.
module io.mmaptable.export {
  requires transitive io.mmaptable.table;
  requires static org.jspecify;
  requires de.siegmar.fastcsv;

  exports io.mmaptable.export;
}
