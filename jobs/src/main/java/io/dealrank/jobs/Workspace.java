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

  /** What was known of every entity of a group as of its latest day. */
  DeltaFolder state(String group) {
    return new DeltaFolder(spark, root + "/states/" + group);
  }

  /** Fitted priors of a group's rates by day. */
  DeltaFolder priors(String group) {
    return new DeltaFolder(spark, root + "/priors/" + group);
  }

  /** What the snapshots of a group hold, by day, column and bucket. */
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
