package io.dealrank.ranking.delay;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.time.Duration;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Labels of impressions, the young ones too, as they are known at the training instant:
 *
 * <pre>
 * label          1 if the outcome came before the instant and within the window, else 0
 * observed share F(age)      P(label = 1 | x) = F(age) P(outcome within the window | x)
 * </pre>
 *
 * for {@link io.dealrank.ranking.PartialObservation}, multiplied by the examination if that is used
 * too. Both naive ways lose: labels without the share take young positives for negatives, and
 * dropping the young forgets the newest part of the logs.
 *
 * <p>Assumes that how long an outcome takes does not depend on the features. An outcome at or after
 * the instant changes nothing.
 *
 * @param shownAtColumn TIMESTAMP of the impression
 * @param outcomeAtColumn TIMESTAMP of its outcome, null: none known
 * @param labelColumn the INT column added
 * @param shareColumn the DOUBLE column added, in (0, 1]
 * @param youngest impressions younger than this are left out: they say next to nothing
 */
public record DelayedLabels(
    String shownAtColumn,
    String outcomeAtColumn,
    String labelColumn,
    String shareColumn,
    Duration youngest) {
  private static final double MICROS = 1e6;

  /**
   * The impressions shown at least {@code youngest} before {@code delays.asOf()}, with both
   * columns.
   */
  public Dataset<Row> add(Dataset<Row> rows, DelayDistribution delays) {
    Instant instant = delays.asOf();
    Column shown = unix_micros(named(shownAtColumn));
    Column outcome = unix_micros(named(outcomeAtColumn));
    long window = delays.window().toSeconds() * (long) MICROS;
    Column delay = outcome.minus(shown);
    Column arrived =
        named(outcomeAtColumn).lt(lit(instant)).and(delay.geq(0)).and(delay.lt(window));
    Column age = unix_micros(lit(instant)).minus(shown).divide(MICROS);
    Instant last = instant.minus(youngest);
    return rows.filter(
            named(shownAtColumn).lt(lit(instant)).and(named(shownAtColumn).leq(lit(last))))
        .withColumn(labelColumn, when(coalesce(arrived, lit(false)), 1).otherwise(0))
        .withColumn(shareColumn, delays.ofSeconds(age));
  }

  private static Column named(String column) {
    return col("`" + column.replace("`", "``") + "`");
  }
}
