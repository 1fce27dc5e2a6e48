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
 * A YAML file as read into a record: an unknown, missing, doubled or malformed key is an error that
 * names file, line, key and the nearest valid name. The keys' places are kept, so that a later
 * finding about a key can name them too.
 *
 * @param <T> the record
 */
public final class StrictYaml<T> {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path path;
  private final Kind kind;
  private final T value;
  private final KeyLines lines;

  private StrictYaml(Path path, Kind kind, T value, KeyLines lines) {
    this.path = path;
    this.kind = kind;
    this.value = value;
    this.lines = lines;
  }

  /**
   * What sort of file it is, as errors say it.
   *
   * @param name for example {@code vertical file}
   * @param purpose one sentence: what it says, and that nothing can start without it
   * @param remedy how to name an existing file
   * @param reference where every key is explained
   */
  public record Kind(String name, String purpose, String remedy, String reference) {}

  /**
   * Reads a file.
   *
   * @throws ConfigurationException naming file, line, key and the closest valid name
   */
  public static <T> StrictYaml<T> read(Path path, Kind kind, Class<T> type) {
    String text;
    try {
      text = Files.readString(path);
    } catch (IOException unreadable) {
      throw new ConfigurationException(
          kind.name()
              + " "
              + path
              + " cannot be read ("
              + unreadable.getClass().getSimpleName()
              + ").",
          kind.purpose(),
          kind.remedy());
    }
    Reading reading = new Reading(path, kind);
    YamlText yaml = reading.yaml(text);
    return new StrictYaml<>(path, kind, reading.value(yaml, type), yaml.lines());
  }

  /** The file's path as given. */
  public Path path() {
    return path;
  }

  /** What it says. */
  public T value() {
    return value;
  }

  /**
   * An error about the value of a key.
   *
   * @param key the key's path, for example {@code ["features", "0", "from"]}
   */
  public ConfigurationException error(List<String> key, String problem, String remedy) {
    return new Reading(path, kind)
        .at(lines.line(key), "key '" + String.join(".", key) + "': " + problem, remedy);
  }

  /** The errors of one file. */
  private record Reading(Path path, Kind kind) {
    <T> T value(YamlText yaml, Class<T> type) {
      KeyLines lines = yaml.lines();
      try {
        return MAPPER.treeToValue(yaml.tree(), type);
      } catch (UnrecognizedPropertyException unknown) {
        List<String> valid =
            unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
        throw unknownKey(lines, keys(unknown), valid);
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
            throw unknownKey(lines, keys, valid);
          }
        }
        throw mismatch(lines, refused);
      } catch (JsonMappingException mismatch) {
        throw mismatch(lines, mismatch);
      } catch (JsonProcessingException malformed) {
        throw at(0, firstLine(malformed.getOriginalMessage()), "Correct the value.");
      }
    }

    YamlText yaml(String text) {
      try {
        return YamlText.parse(text);
      } catch (MarkedYAMLException malformed) {
        int line =
            malformed.getProblemMark() == null ? 0 : malformed.getProblemMark().getLine() + 1;
        throw at(
            line,
            "not valid YAML: " + malformed.getProblem(),
            "Correct the indentation, the quoting or the duplicate key at this line.");
      } catch (YAMLException malformed) {
        throw at(0, "not valid YAML: " + firstLine(malformed.getMessage()), "Correct the file.");
      }
    }

    ConfigurationException at(int line, String problem, String remedy) {
      String place = path + (line > 0 ? ":" + line : "");
      return new ConfigurationException(
          place + ": " + problem,
          "The " + kind.name() + " is strict, so that a slip never changes a result in silence.",
          remedy);
    }

    private ConfigurationException unknownKey(
        KeyLines lines, List<String> keys, List<String> valid) {
      return at(
          lines.line(keys),
          "unknown key '" + String.join(".", keys) + "'",
          "Nearest valid key: '"
              + Names.nearest(keys.get(keys.size() - 1), valid)
              + "'; all valid here: "
              + String.join(", ", valid)
              + ".");
    }

    private ConfigurationException mismatch(KeyLines lines, JsonMappingException mismatch) {
      List<String> keys = keys(mismatch);
      if (mismatch.getCause() instanceof RefusedKey refused) {
        keys.addAll(refused.path());
      }
      return at(
          lines.line(keys),
          keys.isEmpty()
              ? cause(mismatch)
              : "key '" + String.join(".", keys) + "': " + cause(mismatch),
          "Correct the value; " + kind.reference() + " shows every key with an example.");
    }
  }

  private static List<String> keysOf(JavaType type) {
    return MAPPER.getDeserializationConfig().introspect(type).findProperties().stream()
        .map(BeanPropertyDefinition::getName)
        .sorted()
        .toList();
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
