package io.dealrank.jobs;

import io.dealrank.features.vertical.VerticalFile;
import java.nio.file.Path;
import java.util.List;

/** Reads the official dump of a Stack Exchange site into the lake. */
final class ImportStackExchangeCommand implements Command {
  private static final String FILE = "conf/verticals/stackexchange.yaml";

  @Override
  public String name() {
    return "import-stackexchange";
  }

  @Override
  public String summary() {
    return "read the XML dump of any Stack Exchange site into the lake";
  }

  @Override
  public String example() {
    return "bin/dealrank import-stackexchange --dump quantumcomputing.stackexchange.com --output out";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.required("dump", "DIR", "folder with Posts.xml, Votes.xml and Comments.xml"),
        Option.optional("vertical", "FILE", FILE, "the vertical file that maps the dump's tables"));
  }

  @Override
  public void run(Invocation invocation) {
    VerticalFile file = VerticalFile.read(Path.of(invocation.arguments().value("vertical")));
    ImportCommand.importLogs(invocation, file, invocation.arguments().value("dump"));
  }
}
