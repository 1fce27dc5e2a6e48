package io.dealrank.jobs;

import io.dealrank.evaluation.experiment.ExperimentPlan;
import io.dealrank.evaluation.experiment.ExperimentPlan.BadRows;
import io.dealrank.evaluation.experiment.ExperimentSums;
import io.dealrank.evaluation.experiment.ReadOut;
import io.dealrank.evaluation.experiment.UnitTable;
import io.dealrank.features.ConfigurationException;
import io.dealrank.features.DealrankException;
import io.dealrank.features.vertical.Names;
import io.dealrank.features.vertical.StrictYaml;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads an experiment (A/B test) against its plan. */
final class ExperimentCommand implements Command {
  private static final StrictYaml.Kind KIND =
      new StrictYaml.Kind(
          "experiment file",
          "It says what the experiment was meant to be; nothing can be read without it.",
          "Give an existing file with --plan, for example conf/experiments/example.yaml.",
          "docs/experiments.md");

  @Override
  public String name() {
    return "experiment";
  }

  @Override
  public String summary() {
    return "read an A/B test against its plan: sizes of the arms, effects, decision; keeps a ledger";
  }

  @Override
  public String example() {
    return "bin/dealrank experiment --plan conf/experiments/example.yaml --table units.tsv";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.required("plan", "FILE", "the experiment file: arms, metrics, alpha"),
        Option.required(
            "table",
            "PATH",
            "one row per unit: .csv or .tsv with a header, or a folder of Parquet or Delta"),
        Option.optional(
            "contacts",
            "PATH",
            null,
            "one row per contact, to see how many candidates were contacted from both arms"),
        Option.flag(
            "allow-invalid", "end with code 0 although the sizes of the arms do not match"));
  }

  @Override
  public void run(Invocation invocation) {
    CommandLine arguments = invocation.arguments();
    StrictYaml<ExperimentPlan> file =
        StrictYaml.read(Path.of(arguments.value("plan")), KIND, ExperimentPlan.class);
    ExperimentPlan plan = file.value();
    ExperimentLedger ledger = ExperimentLedger.below(arguments.value("output"));
    String path = arguments.value("table");
    TableFile source = new TableFile(invocation.spark(), "table", path);
    invocation.progress().step("read " + path);
    Dataset<Row> table = source.read();
    requireColumns(
        path, UnitTable.missing(table.columns(), plan), table.columns(), file.path().toString());
    ExperimentSums sums;
    try {
      sums = UnitTable.read(UnitTable.aggregate(table, plan).collectAsList(), plan);
    } catch (RuntimeException failed) {
      throw source.unreadable(failed);
    }
    requireReadable(path, sums, plan);
    ReadOut readOut = ReadOut.of(sums, plan);
    requireArms(path, readOut);
    Interference interference = interference(invocation, table, plan, file);
    ExperimentReport report = new ExperimentReport(readOut, sums.faults(), interference);
    ExperimentEntries entries = new ExperimentEntries(readOut, sums.faults(), interference);
    report.lines().forEach(invocation.summary()::line);
    entries.all().forEach(invocation.summary()::put);
    ledger.add(
        plan.experiment(),
        entries.all(),
        entries.ledgerLine(invocation.startedAt(), path, CodeVersion.text()));
    invocation.summary().put("readout", ledger.readOut(plan.experiment()).toString());
    invocation.summary().put("ledger", ledger.file().toString());
    invocation.summary().line("");
    invocation.summary().line("read-out: " + ledger.readOut(plan.experiment()));
    invocation.summary().line("ledger:   " + ledger.file());
    if (!readOut.isValid() && !arguments.has("allow-invalid")) {
      invocation.finish();
      throw new DealrankException(
          "experiment " + plan.experiment() + " is invalid: " + report.mismatches() + ".",
          "Units were lost or doubled by arm, so that no difference between the arms is the effect.",
          "Find where assignment, logging or filtering differs between the arms; --allow-invalid ends with code 0.");
    }
  }

  private static Interference interference(
      Invocation invocation,
      Dataset<Row> table,
      ExperimentPlan plan,
      StrictYaml<ExperimentPlan> file) {
    String path = invocation.arguments().value("contacts");
    if (path == null) {
      return null;
    }
    if (plan.contacts() == null) {
      throw file.error(
          List.of("contacts"),
          "is missing and --contacts was given",
          "Name its columns: contacts: {unit: employer, candidate: candidate}.");
    }
    TableFile source = new TableFile(invocation.spark(), "contacts", path);
    invocation.progress().step("read " + path);
    Dataset<Row> contacts = source.read();
    List<String> needed = List.of(plan.contacts().unit(), plan.contacts().candidate());
    requireColumns(
        path,
        needed.stream().filter(c -> !Arrays.asList(contacts.columns()).contains(c)).toList(),
        contacts.columns(),
        file.path().toString());
    try {
      return Interference.of(UnitTable.interference(table, contacts, plan).head());
    } catch (RuntimeException failed) {
      throw source.unreadable(failed);
    }
  }

  private static void requireColumns(
      String path, List<String> missing, String[] columns, String plan) {
    if (!missing.isEmpty()) {
      String nearest = Names.nearest(missing.get(0), List.of(columns));
      throw new ConfigurationException(
          "table " + path + " has no column " + String.join(", ", missing) + ".",
          plan + " names it; the table has " + String.join(", ", columns) + ".",
          "Nearest column to "
              + missing.get(0)
              + ": "
              + nearest
              + ". Correct the plan or the table.");
    }
  }

  private static void requireReadable(String path, ExperimentSums sums, ExperimentPlan plan) {
    if (plan.badRows() == BadRows.SET_ASIDE || sums.faults().isEmpty()) {
      return;
    }
    String found =
        sums.faults().stream()
            .map(
                fault ->
                    String.format(
                        "%s in %d rows, for example %s %s of variant %s",
                        fault.reason(), fault.rows(), plan.unit(), fault.unit(), fault.arm()))
            .collect(Collectors.joining("; "));
    throw new ConfigurationException(
        "table " + path + " cannot be read: " + found + ".",
        "One row is one unit with a variant of " + plan.shares().keySet() + " and finite numbers.",
        "Correct the table, or write bad_rows: set_aside into the plan to leave such rows out and count them.");
  }

  private static void requireArms(String path, ReadOut readOut) {
    if (!readOut.emptyArms().isEmpty()) {
      throw new ConfigurationException(
          "table "
              + path
              + " has no unit of variant "
              + String.join(", ", readOut.emptyArms())
              + ".",
          "The plan gives it a share, and nothing can be compared without it.",
          "Correct shares in the plan, or the variant column of the table.");
    }
  }
}
