package io.dealrank.jobs;

import static org.apache.spark.sql.functions.lit;

import io.dealrank.features.Lake;
import io.dealrank.features.contract.Contract;
import io.dealrank.features.vertical.TableMapping;
import io.dealrank.features.vertical.TableMappings;
import io.dealrank.features.vertical.Vertical;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * One contract table of a vertical.
 *
 * @param name its folder in the lake
 * @param key where its mapping stands in the vertical file
 * @param contract its contract
 * @param mapping how it is read
 */
record LakeTable(String name, List<String> key, Contract contract, TableMapping mapping) {
  /** All contract tables of a vertical. */
  static List<LakeTable> of(Vertical vertical) {
    List<LakeTable> all = new ArrayList<>();
    TableMappings tables = vertical.tables();
    all.add(
        new LakeTable(
            "impressions",
            List.of("tables", "impressions"),
            Contract.IMPRESSIONS,
            tables.impressions()));
    all.add(
        new LakeTable(
            "contacts", List.of("tables", "contacts"), Contract.CONTACTS, tables.contacts()));
    tables
        .signals()
        .forEach(
            (name, mapping) ->
                all.add(
                    new LakeTable(
                        name, List.of("tables", "signals", name), Contract.SIGNAL, mapping)));
    tables
        .entities()
        .forEach(
            (name, mapping) ->
                all.add(
                    new LakeTable(
                        name, List.of("tables", "entities", name), Contract.ENTITY, mapping)));
    return all;
  }

  /** The lake of a workspace, opened. */
  static Lake open(Workspace workspace, Vertical vertical) {
    Map<LakeTable, Dataset<Row>> tables = new LinkedHashMap<>();
    for (LakeTable table : of(vertical)) {
      tables.put(
          table,
          table.completed(
              workspace
                  .lake(table.name())
                  .read("bin/dealrank import --vertical ... --input ... with the same --output")));
    }
    return lake(tables);
  }

  /** The rows of an import that did not know an optional column yet: it is null. */
  private Dataset<Row> completed(Dataset<Row> rows) {
    Map<String, Column> missing = new LinkedHashMap<>();
    for (StructField field : contract.columns().fields()) {
      if (field.nullable() && !List.of(rows.columns()).contains(field.name())) {
        missing.put(field.name(), lit(null).cast(field.dataType()));
      }
    }
    return missing.isEmpty() ? rows : rows.withColumns(missing);
  }

  /** The lake made of the rows of all contract tables. */
  static Lake lake(Map<LakeTable, Dataset<Row>> tables) {
    Map<String, Dataset<Row>> signals = new LinkedHashMap<>();
    Map<String, Dataset<Row>> entities = new LinkedHashMap<>();
    Map<String, Dataset<Row>> required = new LinkedHashMap<>();
    tables.forEach(
        (table, rows) -> {
          switch (table.contract()) {
            case SIGNAL -> signals.put(table.name(), rows);
            case ENTITY -> entities.put(table.name(), rows);
            default -> required.put(table.name(), rows);
          }
        });
    return new Lake(required.get("impressions"), required.get("contacts"), signals, entities);
  }
}
