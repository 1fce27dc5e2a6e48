package io.dealrank.features.vertical;

import io.dealrank.features.ConfigurationException;
import java.nio.file.Path;
import java.util.List;

/**
 * A vertical file as read: the {@link Vertical} and where its keys stand, so that any later finding
 * about a key can name file and line.
 */
public final class VerticalFile {
  private static final StrictYaml.Kind KIND =
      new StrictYaml.Kind(
          "vertical file",
          "It names the two sides, the tables and the features; nothing can start without it.",
          "Give an existing file with --vertical, for example conf/verticals/resumes.yaml.",
          "docs/vertical-reference.md");

  private final StrictYaml<Vertical> yaml;

  private VerticalFile(StrictYaml<Vertical> yaml) {
    this.yaml = yaml;
  }

  /**
   * Reads and checks a vertical file.
   *
   * @throws ConfigurationException naming file, line, key and the closest valid name
   */
  public static VerticalFile read(Path path) {
    VerticalFile file = new VerticalFile(StrictYaml.read(path, KIND, Vertical.class));
    VerticalChecks.check(file);
    return file;
  }

  /** The file's path as given. */
  public Path path() {
    return yaml.path();
  }

  /** What it says. */
  public Vertical vertical() {
    return yaml.value();
  }

  /**
   * An error about the value of a key.
   *
   * @param key the key's path, for example {@code ["features", "0", "from"]}
   */
  public ConfigurationException error(List<String> key, String problem, String remedy) {
    return yaml.error(key, problem, remedy);
  }
}
