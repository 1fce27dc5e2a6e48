package io.dealrank.jobs;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.vertical.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scopt.OEffect;
import scopt.OParser;
import scopt.OParser$;
import scopt.OParserBuilder;
import scopt.Read;
import scopt.Read$;

/** The options of one command, parsed by scopt: name to the values given. */
final class CommandLine {
  private final Map<String, List<String>> values;
  private final Set<String> given;

  private CommandLine(Map<String, List<String>> values, Set<String> given) {
    this.values = values;
    this.given = given;
  }

  /**
   * Parses the arguments after the command's name.
   *
   * @throws ConfigurationException for an unknown, missing or malformed option
   */
  static CommandLine parse(Command command, List<String> arguments) {
    List<Command.Option> options = new ArrayList<>(command.options());
    options.addAll(Command.COMMON);
    OParserBuilder<Map<String, List<String>>> builder = OParser$.MODULE$.builder();
    List<OParser<?, Map<String, List<String>>>> parsers = new ArrayList<>();
    for (Command.Option option : options) {
      parsers.add(option.value() == null ? flag(builder, option) : valued(builder, option));
    }
    @SuppressWarnings({"unchecked", "rawtypes"})
    OParser<?, Map<String, List<String>>> parser =
        OParser$.MODULE$.sequence(
            (OParser) parsers.get(0), (Seq) seq(parsers.subList(1, parsers.size())));
    var outcome = OParser$.MODULE$.runParser(parser, seq(arguments), new LinkedHashMap<>());
    List<String> errors =
        CollectionConverters.asJava(outcome._2()).stream()
            .filter(OEffect.ReportError.class::isInstance)
            .map(e -> ((OEffect.ReportError) e).msg())
            .toList();
    if (outcome._1().isEmpty() || !errors.isEmpty()) {
      throw refused(command, options, errors);
    }
    Set<String> given = Set.copyOf(outcome._1().get().keySet());
    return new CommandLine(withDefaults(outcome._1().get(), options), given);
  }

  /** The value of an option; null if it has none. */
  String value(String name) {
    List<String> given = values.get(name);
    return given == null ? null : given.get(given.size() - 1);
  }

  /** All values of an option that may be repeated. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Whether a switch was given. */
  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Whether an option was given, rather than its default taken. */
  boolean isGiven(String name) {
    return given.contains(name);
  }

  private static OParser<?, Map<String, List<String>>> flag(
      OParserBuilder<Map<String, List<String>>> builder, Command.Option option) {
    return builder
        .opt(option.name(), Read$.MODULE$.unitRead())
        .optional()
        .action((value, given) -> add(given, option.name(), "true"));
  }

  private static OParser<?, Map<String, List<String>>> valued(
      OParserBuilder<Map<String, List<String>>> builder, Command.Option option) {
    Read<String> text = Read$.MODULE$.stringRead();
    OParser<String, Map<String, List<String>>> parser =
        builder.opt(option.name(), text).action((value, given) -> add(given, option.name(), value));
    parser = option.required() ? parser.required() : parser.optional();
    return option.repeatable() ? parser.unbounded() : parser;
  }

  private static Map<String, List<String>> add(
      Map<String, List<String>> given, String name, String value) {
    given.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    return given;
  }

  private static Map<String, List<String>> withDefaults(
      Map<String, List<String>> given, List<Command.Option> options) {
    for (Command.Option option : options) {
      if (option.fallback() != null) {
        given.putIfAbsent(option.name(), List.of(option.fallback()));
      }
    }
    return given;
  }

  private static ConfigurationException refused(
      Command command, List<Command.Option> options, List<String> errors) {
    String problem = errors.isEmpty() ? "wrong arguments" : String.join("; ", errors);
    List<String> names = options.stream().map(o -> "--" + o.name()).toList();
    String nearest =
        errors.stream()
            .filter(e -> e.startsWith("Unknown option"))
            .findFirst()
            .map(e -> Names.nearest(e.substring("Unknown option ".length()), names))
            .map(n -> " Nearest option: " + n + ".")
            .orElse("");
    return new ConfigurationException(
        command.name() + ": " + problem + ".",
        "The command did not start." + nearest,
        "bin/dealrank " + command.name() + " --help shows its options and an example.");
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}
