package io.dealrank.jobs;

import org.apache.spark.sql.SparkSession;

/** The folder of a vertical and what lies where in it; see docs/architecture.md. */
record Workspace(SparkSession spark, String root) {
  DeltaFolder lake(String table) {
    return new DeltaFolder(spark, root + "/lake/" + table);
  }

  DeltaFolder quarantine(String table) {
    return new DeltaFolder(spark, root + "/quarantine/" + table);
  }

  DeltaFolder mart(String group) {
    return new DeltaFolder(spark, root + "/marts/" + group);
  }

  DeltaFolder profile(String group) {
    return new DeltaFolder(spark, root + "/profiles/" + group);
  }

  DeltaFolder trainingSet() {
    return new DeltaFolder(spark, root + "/training_set");
  }

  String models(String target) {
    return root + "/models/" + target;
  }

  String reports() {
    return root + "/reports";
  }

  String export(String entity) {
    return root + "/export/" + entity;
  }
}
