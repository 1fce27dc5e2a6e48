package io.dealrank.testing;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test method or constructor its {@link SparkSession} parameter: one session for the whole
 * test JVM, {@code local[2]}, loopback, no UI. With Delta on the class path the session speaks
 * Delta.
 *
 * <p>Use: {@code @ExtendWith(SharedSpark.class) class SomeTest { @Test void x(SparkSession spark) }
 * }.
 */
public final class SharedSpark implements ParameterResolver {
  private static final String DELTA_EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";
  private static final String DELTA_CATALOG = "org.apache.spark.sql.delta.catalog.DeltaCatalog";

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedSpark.class))
        .getOrComputeIfAbsent(SparkSession.class, type -> start());
  }

  private static SparkSession start() {
    SparkSession.Builder builder =
        LocalSpark.builder(2)
            .appName("dealrank tests")
            .config("spark.sql.datetime.java8API.enabled", "true")
            .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2")
            .config("spark.databricks.delta.snapshotPartitions", "1")
            .config("spark.sql.warehouse.dir", "target/warehouse");
    if (onClassPath(DELTA_EXTENSION)) {
      builder =
          builder
              .config("spark.sql.extensions", DELTA_EXTENSION)
              .config("spark.sql.catalog.spark_catalog", DELTA_CATALOG);
    }
    return builder.getOrCreate();
  }

  private static boolean onClassPath(String className) {
    try {
      Class.forName(className, false, SharedSpark.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }
}
