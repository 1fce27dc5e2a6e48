package io.dealrank.jobs;

import io.dealrank.evaluation.simulator.Marketplace;
import io.dealrank.features.vertical.VerticalFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The whole pipeline on a simulated marketplace: no data needed. */
final class QuickstartCommand implements Command {
  private static final String FILE = "conf/verticals/resumes.yaml";

  @Override
  public String name() {
    return "quickstart";
  }

  @Override
  public String summary() {
    return "simulate a jobs marketplace and run the whole pipeline on it; needs no data";
  }

  @Override
  public String example() {
    return "bin/dealrank quickstart";
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(
        Option.optional(
            "vertical", "FILE", FILE, "resumes.yaml, or vacancies.yaml for its mirror"));
    options.add(Option.optional("searches", "N", "5000", "simulated searches"));
    options.add(Option.optional("days", "D", "90", "simulated days"));
    options.add(Option.optional("seed", "S", "7", "seed of the simulation"));
    options.add(RANKER);
    options.add(FORMAT);
    options.add(GAIN);
    options.add(DISCOUNT);
    options.add(BacktestOptions.ALLOW_INVALID);
    return options;
  }

  @Override
  public void run(Invocation invocation) {
    VerticalFile file = VerticalFile.read(Path.of(invocation.arguments().value("vertical")));
    RunCommand.requireSound(invocation, file);
    Marketplace marketplace =
        new Marketplace(
            invocation.positive("searches"),
            invocation.days("days"),
            invocation.number("seed"),
            SimulateCommand.FIRST_DAY);
    var unused = invocation.lockedWorkspace(file);
    String logs = SimulateCommand.simulate(invocation, marketplace);
    RunCommand.runAll(invocation, file, logs);
  }
}
