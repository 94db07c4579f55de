/// The command `mmaptable`.
module io.mmaptable.cli {
  requires static org.jspecify;
  requires info.picocli;
  requires io.mmaptable.export;
  requires tools.jackson.databind;

  exports io.mmaptable.cli;

  opens io.mmaptable.cli to
      info.picocli,
      tools.jackson.databind;
}
