package io.dealrank.jobs;

import io.dealrank.features.contract.ContractTable;
import io.dealrank.features.vertical.VerticalFile;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Reads the user's tables into the lake; unsound rows go to the quarantine with their reasons. */
final class ImportCommand implements Command {
  @Override
  public String name() {
    return "import";
  }

  @Override
  public String summary() {
    return "read your tables into the lake; unsound rows go to the quarantine";
  }

  @Override
  public String example() {
    return "bin/dealrank import --vertical conf/verticals/resumes.yaml --input out/marketplace";
  }

  @Override
  public List<Option> options() {
    return List.of(VERTICAL, INPUT);
  }

  @Override
  public void run(Invocation invocation) {
    importLogs(invocation, invocation.vertical(), invocation.arguments().value("input"));
  }

  static void importLogs(Invocation invocation, VerticalFile file, String input) {
    Sources.requireInput(file, input);
    Workspace workspace = invocation.lockedWorkspace(file);
    try (LogChecks checks = LogChecks.of(invocation, file, input)) {
      checks.requireUsable();
      invocation.progress().step("import " + checks.tables().size() + " tables");
      List<Runnable> writes = new ArrayList<>();
      checks.tables().forEach((table, rows) -> writes.add(() -> write(workspace, table, rows)));
      Dataset<Row> dump = checks.dumpQuarantine();
      if (dump != null) {
        writes.add(() -> workspace.quarantine("dump").replace(dump, ContractTable.QUARANTINE));
      }
      ConcurrentWrites.run(writes);
      for (LogChecks.Finding finding : checks.findings()) {
        invocation.summary().warn(warning(finding));
      }
      invocation.summary().put("tables", checks.counts());
      invocation.summary().put("lake", workspace.root() + "/lake");
    }
  }

  private static void write(Workspace workspace, LakeTable table, ContractTable rows) {
    Dataset<Row> sound = rows.sound();
    workspace.lake(table.name()).replace(sound, declared(table, sound.schema()));
    DeltaFolder quarantine = workspace.quarantine(table.name());
    if (quarantine.exists() || !rows.quarantined().isEmpty()) {
      quarantine.replace(rows.quarantined(), ContractTable.QUARANTINE);
    }
  }

  private static String warning(LogChecks.Finding finding) {
    String what =
        finding.rows() == 0
            ? "table " + finding.table() + ": " + finding.reason()
            : "quarantine/"
                + finding.table()
                + ": "
                + finding.rows()
                + " row(s), "
                + finding.reason();
    return what + "; example: " + finding.example();
  }

  /** The contract's columns with their NOT NULL and comments, then the declared attributes. */
  private static StructType declared(LakeTable table, StructType actual) {
    StructType schema = table.contract().columns();
    String attributes = table.contract().attributesColumn();
    StructField field = actual.apply(attributes);
    return schema.add(
        attributes,
        ((StructType) field.dataType()).asNullable(),
        true,
        "declared in the vertical file");
  }
}
