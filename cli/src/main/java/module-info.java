/// The commands `mmaptable` and `diskarray`.
module io.mmaptable.cli {
  requires static org.jspecify;
  requires info.picocli;
  requires io.mmaptable.export;
  requires java.logging;
  requires java.prefs;
  requires jdk.jshell;
  requires tools.jackson.databind;

  exports io.mmaptable.cli;

  opens io.mmaptable.cli to
      info.picocli,
      tools.jackson.databind;
}
