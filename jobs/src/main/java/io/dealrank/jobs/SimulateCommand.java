package io.dealrank.jobs;

import io.dealrank.evaluation.simulator.Marketplace;
import io.dealrank.evaluation.simulator.Simulation;
import io.dealrank.evaluation.simulator.Table;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Writes a jobs marketplace with known truth. */
final class SimulateCommand implements Command {
  static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);

  @Override
  public String name() {
    return "simulate";
  }

  @Override
  public String summary() {
    return "write a simulated jobs marketplace: logs below marketplace/, the hidden truth below truth/";
  }

  @Override
  public String example() {
    return "bin/dealrank simulate --searches 100000 --days 90 --seed 1 --output out";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.optional(
            "searches", "N", "6000", "searches of employers; candidates search half as often"),
        Option.optional("days", "D", "90", "days of logs"),
        Option.optional(
            "seed", "S", "7", "same seed: same rows, whatever the number of partitions"),
        Option.optional("from", "DAY", FIRST_DAY.toString(), "first day, UTC"));
  }

  @Override
  public void run(Invocation invocation) {
    simulate(
        invocation,
        new Marketplace(
            invocation.positive("searches"),
            invocation.days("days"),
            invocation.number("seed"),
            invocation.day("from")));
  }

  /** Writes the tables and returns the folder of the logs. */
  static String simulate(Invocation invocation, Marketplace marketplace) {
    String output = invocation.arguments().value("output");
    Simulation simulation = Simulation.run(invocation.spark(), marketplace);
    Map<String, Object> rows = new LinkedHashMap<>();
    invocation
        .progress()
        .step("simulate " + marketplace.searches() + " searches, " + marketplace.days() + " days");
    Simulation kept = new Simulation(simulation.rows().persist(StorageLevel.MEMORY_AND_DISK()));
    try {
      for (Row row : kept.rows().groupBy("kind").count().orderBy("kind").collectAsList()) {
        rows.put(row.getString(0), row.getLong(1));
      }
      ConcurrentWrites.run(
          Arrays.stream(Table.values())
              .<Runnable>map(t -> () -> write(invocation, kept, t))
              .toList());
    } finally {
      var unused = kept.rows().unpersist();
    }
    invocation.summary().put("marketplace", output + "/marketplace").put("simulated_rows", rows);
    return output + "/marketplace";
  }

  private static void write(Invocation invocation, Simulation simulation, Table table) {
    String name = table.tableName();
    String side = name.startsWith("truth_") ? "/truth/" : "/marketplace/";
    new DeltaFolder(invocation.spark(), invocation.arguments().value("output") + side + name)
        .replace(simulation.table(table), table.schema());
  }
}
