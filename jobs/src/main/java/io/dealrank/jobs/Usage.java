package io.dealrank.jobs;

import io.dealrank.features.ConfigurationException;
import io.dealrank.features.vertical.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Help texts. */
final class Usage {
  private Usage() {}

  static String all(List<Command> commands) {
    StringBuilder text =
        new StringBuilder(
            """
            dealrank ranks a two-sided marketplace by who will be hired, not by who gets clicked.

            Usage: bin/dealrank <command> [options]

            Commands:
            """);
    for (Command command : commands) {
      text.append(String.format(Locale.ROOT, "  %-22s %s%n", command.name(), command.summary()));
    }
    return text.append(
            """

            bin/dealrank <command> --help shows the options of a command, with defaults and an example.
            Exit codes: 0 done, 1 failed, 2 wrong usage or configuration.
            """)
        .toString();
  }

  static String of(Command command) {
    StringBuilder text = new StringBuilder();
    text.append("Usage: bin/dealrank ").append(command.name()).append(" [options]\n\n");
    text.append(command.summary()).append("\n\nOptions:\n");
    List<Command.Option> options = new ArrayList<>(command.options());
    options.addAll(Command.COMMON);
    for (Command.Option option : options) {
      String left = "--" + option.name() + (option.value() == null ? "" : " " + option.value());
      String right = option.text();
      if (option.required()) {
        right += option.repeatable() ? " (required; may be repeated)" : " (required)";
      } else if (option.fallback() != null) {
        right += " (default: " + option.fallback() + ")";
      }
      text.append(String.format(Locale.ROOT, "  %-22s %s%n", left, right));
    }
    return text.append("\nExample:\n  ").append(command.example()).append("\n").toString();
  }

  static ConfigurationException unknown(String name, List<Command> commands) {
    List<String> names = commands.stream().map(Command::name).toList();
    return new ConfigurationException(
        "unknown command '" + name + "'.",
        "Nearest command: " + Names.nearest(name, names) + ".",
        "bin/dealrank help lists all commands.");
  }
}
