package io.dealrank.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealrank.evaluation.backtest.BacktestMetric;
import io.dealrank.evaluation.backtest.PerQuery;
import io.dealrank.evaluation.simulator.Table;
import io.dealrank.features.contract.Contract;
import io.dealrank.features.contract.ContractTable;
import io.dealrank.features.mart.Mart;
import io.dealrank.features.pointintime.PriorFit;
import io.dealrank.features.training.TrainingSet;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.VerticalFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/**
 * docs/tables.md is what the schemas say. {@code mvn test -Dtest=TablesDocTest
 * -Ddealrank.write.docs=true} writes it anew.
 */
class TablesDocTest {
  private static final Path ROOT = Path.of(System.getProperty("dealrank.root", ".."));

  /** Keys of manifest.json with type and meaning. */
  static final Map<String, List<String>> MANIFEST = new LinkedHashMap<>();

  static {
    MANIFEST.put("entity", List.of("string", "whose features these are"));
    MANIFEST.put("key", List.of("string", "the key column"));
    MANIFEST.put("date", List.of("day", "day of the snapshot, UTC"));
    MANIFEST.put("as_of", List.of("instant", "facts before this instant count, UTC"));
    MANIFEST.put("published_at", List.of("instant", "when the run that published it began, UTC"));
    MANIFEST.put("format", List.of("string", "parquet or json"));
    MANIFEST.put("rows", List.of("number", "rows in all files, counted by reading them back"));
    MANIFEST.put("schema", List.of("list", "columns: name, type, meaning"));
    MANIFEST.put("files", List.of("list", "files: file, bytes, sha256"));
    MANIFEST.put("code_version", List.of("string", "version of dealrank"));
    MANIFEST.put("version", List.of("string", "name of the folder, v=date-run"));
  }

  @Test
  void the_page_shows_the_schemas_as_they_are() throws IOException {
    Path page = ROOT.resolve("docs/tables.md");
    String expected = page();
    if (Boolean.getBoolean("dealrank.write.docs")) {
      Files.writeString(page, expected);
    }
    assertThat(Files.readString(page))
        .as("docs/tables.md; write it anew with -Dtest=TablesDocTest -Ddealrank.write.docs=true")
        .isEqualTo(expected);
  }

  @Test
  void every_column_of_the_lake_says_what_it_means() {
    for (Contract contract : Contract.values()) {
      for (StructField field : contract.columns().fields()) {
        assertThat(meaning(field)).as("%s.%s", contract, field.name()).isNotBlank();
      }
    }
  }

  private static String page() {
    VerticalFile resumes = VerticalFile.read(ROOT.resolve("conf/verticals/resumes.yaml"));
    StringBuilder page =
        new StringBuilder(
            """
            # Tables

            Written from the schemas by `TablesDocTest`; do not edit. How the tables follow from each other: [architecture.md](architecture.md). All times are UTC.

            """);
    page.append("## Lake\n\n");
    for (Contract contract : Contract.values()) {
      String name =
          switch (contract) {
            case IMPRESSIONS -> "lake/impressions";
            case CONTACTS -> "lake/contacts";
            case SIGNAL -> "lake/<signal>";
            case ENTITY -> "lake/<entity>";
          };
      StructType declared =
          contract
              .columns()
              .add(
                  contract.attributesColumn(),
                  new StructType(),
                  true,
                  "what the vertical file declares under attributes");
      table(page, name, "Key: " + String.join(", ", contract.key()) + ". Delta.", declared);
    }
    page.append("## Quarantine\n\n");
    table(
        page,
        "quarantine/<table>",
        "Rows that an import set aside. Delta.",
        ContractTable.QUARANTINE);
    page.append("## Marts\n\n");
    FeatureGroup exposure =
        resumes.vertical().features().stream()
            .filter(g -> g.group().equals("resume_exposure"))
            .findFirst()
            .orElseThrow();
    table(
        page,
        "marts/<group>",
        "One table per feature group; here resume_exposure of conf/verticals/resumes.yaml. Key: ds, entity_id. Delta, partitioned by ds.",
        Mart.schema(exposure));
    table(
        page,
        "states/<group>",
        "What was known of each entity as of the latest day built; a build starts from it. Key: entity_id. Delta.",
        GroupState.SCHEMA);
    table(
        page,
        "priors/<group>",
        "Of groups with `smoothing: empirical-bayes`. Key: ds, column, bucket. Delta, partitioned by ds.",
        PriorFit.SCHEMA);
    page.append("## Profiles\n\n");
    table(
        page,
        "profiles/<group>",
        "One table per feature group, written with its mart. Key: ds, column, bucket. Delta, partitioned by ds.",
        MartProfiles.SCHEMA);
    page.append("## Training set\n\n");
    table(
        page,
        "training_set",
        "Key: query_id, listing_id. Then one DOUBLE column per feature; labels here of conf/verticals/resumes.yaml. Delta.",
        withoutFeatures(TrainingSet.schema(resumes)));
    page.append("## Reports\n\n");
    table(
        page,
        "reports/<run>/per_query/target=<target>/list=<list>",
        "One row per list; three columns per metric, here ndcg_10. Parquet.",
        PerQuery.schema(List.of(BacktestMetric.of("ndcg_10"))));
    page.append("## Export\n\n");
    manifest(page);
    page.append("## Simulator\n\n");
    for (Table table : Table.values()) {
      boolean truth = table.tableName().startsWith("truth_");
      table(
          page,
          (truth ? "truth/" : "marketplace/") + table.tableName(),
          truth ? "Read by no command. Delta." : "Delta.",
          table.schema());
    }
    return page.toString().stripTrailing() + "\n";
  }

  private static StructType withoutFeatures(StructType schema) {
    return new StructType(
        Arrays.stream(schema.fields())
            .filter(field -> !meaning(field).startsWith("feature of "))
            .toArray(StructField[]::new));
  }

  private static void table(StringBuilder page, String name, String about, StructType schema) {
    head(page, name, about, "column | type | nullable | meaning", 4);
    for (StructField field : schema.fields()) {
      row(
          page,
          "`" + field.name() + "`",
          field.dataType().simpleString().replace("struct<>", "struct").toUpperCase(Locale.ROOT),
          field.nullable() ? "yes" : "no",
          meaning(field));
    }
    page.append("\n");
  }

  private static void manifest(StringBuilder page) {
    String about =
        "One JSON object beside the rows; `_SUCCESS` is written after it. The rows have `entity_id` and one column per feature, `<group>_<column>`.";
    head(page, "export/<entity>/v=<date>-<run>/manifest.json", about, "key | type | meaning", 3);
    MANIFEST.forEach((key, said) -> row(page, "`" + key + "`", said.get(0), said.get(1)));
    page.append("\n");
  }

  private static void head(
      StringBuilder page, String name, String about, String columns, int count) {
    page.append("### `").append(name).append("`\n\n").append(about).append("\n\n");
    page.append("| ").append(columns).append(" |\n");
    page.append("|").append(" --- |".repeat(count)).append("\n");
  }

  private static void row(StringBuilder page, String... cells) {
    page.append("| ")
        .append(
            String.join(" | ", Arrays.stream(cells).map(cell -> cell.replace("|", "\\|")).toList()))
        .append(" |\n");
  }

  private static String meaning(StructField field) {
    return field.getComment().getOrElse(() -> "");
  }
}
