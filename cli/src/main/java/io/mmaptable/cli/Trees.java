package io.mmaptable.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Directories as trees.
final class Trees {
  private Trees() {}

  /// Draws a directory.
  static String draw(Path directory) throws IOException {
    var out = new StringBuilder().append(directory).append("/\n");
    draw(out, directory, "");
    return out.toString();
  }

  private static void draw(StringBuilder out, Path directory, String indent) throws IOException {
    List<Path> entries;
    try (Stream<Path> listed = Files.list(directory)) {
      entries = listed.sorted().toList();
    }
    for (int i = 0; i < entries.size(); i++) {
      boolean last = i == entries.size() - 1;
      Path entry = entries.get(i);
      out.append(indent).append(last ? "└── " : "├── ").append(entry.getFileName());
      if (Files.isDirectory(entry)) {
        out.append("/\n");
        draw(out, entry, indent + (last ? "    " : "│   "));
      } else {
        out.append("  ").append(Files.size(entry)).append(" bytes\n");
      }
    }
  }
}
