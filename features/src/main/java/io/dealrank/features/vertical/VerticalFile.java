package io.dealrank.features.vertical;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dealrank.features.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A vertical file as read: the {@link Vertical} and where its keys stand, so that any later finding
 * about a key can name file and line.
 */
public final class VerticalFile {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path path;
  private final Vertical vertical;
  private final KeyLines lines;

  private VerticalFile(Path path, Vertical vertical, KeyLines lines) {
    this.path = path;
    this.vertical = vertical;
    this.lines = lines;
  }

  /**
   * Reads and checks a vertical file.
   *
   * @throws ConfigurationException naming file, line, key and the closest valid name
   */
  public static VerticalFile read(Path path) {
    String text;
    try {
      text = Files.readString(path);
    } catch (IOException unreadable) {
      throw new ConfigurationException(
          "vertical file "
              + path
              + " cannot be read ("
              + unreadable.getClass().getSimpleName()
              + ").",
          "It names the two sides, the tables and the features; nothing can start without it.",
          "Give an existing file with --vertical, for example conf/verticals/resumes.yaml.");
    }
    YamlText yaml = yaml(path, text);
    KeyLines lines = yaml.lines();
    try {
      Vertical vertical = MAPPER.treeToValue(yaml.tree(), Vertical.class);
      VerticalFile file = new VerticalFile(path, vertical, lines);
      VerticalChecks.check(file);
      return file;
    } catch (UnrecognizedPropertyException unknown) {
      List<String> valid =
          unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
      throw unknownKey(path, lines, keys(unknown), valid);
    } catch (ValueInstantiationException refused) {
      // A misspelt key leaves the right one missing, and that is found first: name the cause.
      List<String> valid = keysOf(refused.getType());
      JsonNode object = yaml.tree();
      for (String key : keys(refused)) {
        object = object.isArray() ? object.path(Integer.parseInt(key)) : object.path(key);
      }
      for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!valid.contains(name)) {
          List<String> keys = keys(refused);
          keys.add(name);
          throw unknownKey(path, lines, keys, valid);
        }
      }
      throw mismatch(path, lines, refused);
    } catch (JsonMappingException mismatch) {
      throw mismatch(path, lines, mismatch);
    } catch (JsonProcessingException malformed) {
      throw at(path, 0, firstLine(malformed.getOriginalMessage()), "Correct the value.");
    }
  }

  private static ConfigurationException unknownKey(
      Path path, KeyLines lines, List<String> keys, List<String> valid) {
    return at(
        path,
        lines.line(keys),
        "unknown key '" + String.join(".", keys) + "'",
        "Nearest valid key: '"
            + Names.nearest(keys.get(keys.size() - 1), valid)
            + "'; all valid here: "
            + String.join(", ", valid)
            + ".");
  }

  private static List<String> keysOf(JavaType type) {
    return MAPPER.getDeserializationConfig().introspect(type).findProperties().stream()
        .map(BeanPropertyDefinition::getName)
        .sorted()
        .toList();
  }

  private static ConfigurationException mismatch(
      Path path, KeyLines lines, JsonMappingException mismatch) {
    List<String> keys = keys(mismatch);
    if (mismatch.getCause() instanceof RefusedKey refused) {
      keys.addAll(refused.path());
    }
    return at(
        path,
        lines.line(keys),
        "key '" + String.join(".", keys) + "': " + cause(mismatch),
        "Correct the value; docs/vertical-reference.md shows every key with an example.");
  }

  private static YamlText yaml(Path path, String text) {
    try {
      return YamlText.parse(text);
    } catch (MarkedYAMLException malformed) {
      int line = malformed.getProblemMark() == null ? 0 : malformed.getProblemMark().getLine() + 1;
      throw at(
          path,
          line,
          "not valid YAML: " + malformed.getProblem(),
          "Correct the indentation, the quoting or the duplicate key at this line.");
    } catch (YAMLException malformed) {
      throw at(
          path, 0, "not valid YAML: " + firstLine(malformed.getMessage()), "Correct the file.");
    }
  }

  /** The file's path as given. */
  public Path path() {
    return path;
  }

  /** What it says. */
  public Vertical vertical() {
    return vertical;
  }

  /**
   * An error about the value of a key.
   *
   * @param key the key's path, for example {@code ["features", "0", "from"]}
   */
  public ConfigurationException error(List<String> key, String problem, String remedy) {
    return at(path, lines.line(key), "key '" + String.join(".", key) + "': " + problem, remedy);
  }

  private static ConfigurationException at(Path path, int line, String problem, String remedy) {
    String place = path + (line > 0 ? ":" + line : "");
    return new ConfigurationException(
        place + ": " + problem,
        "The vertical file is strict, so that a slip never changes a result in silence.",
        remedy);
  }

  private static List<String> keys(JsonMappingException e) {
    return e.getPath().stream()
        .map(r -> r.getFieldName() != null ? r.getFieldName() : String.valueOf(r.getIndex()))
        .collect(Collectors.toList());
  }

  private static String cause(JsonMappingException mismatch) {
    Throwable cause = mismatch.getCause();
    return cause instanceof IllegalArgumentException
        ? cause.getMessage()
        : firstLine(mismatch.getOriginalMessage());
  }

  private static String firstLine(String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
