package io.dealrank.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dealrank.features.Lake;
import io.dealrank.features.mart.Mart;
import io.dealrank.features.pointintime.PointInTime;
import io.dealrank.features.pointintime.PointInTime.Carried;
import io.dealrank.features.pointintime.PriorFit;
import io.dealrank.features.pointintime.Priors;
import io.dealrank.features.vertical.FeatureGroup;
import io.dealrank.features.vertical.Vertical;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings the mart of one group up to date.
 *
 * <p>A new day starts from the state of every entity as of the latest day built and reads the facts
 * of the day only. Before it, {@link LateFacts} finds the entities whose past has changed since,
 * and only their rows are made again, in the days that they change. The commits are: late days, new
 * days, state. Until the last one a rerun finds the old state and does the same again, so a run may
 * be killed anywhere.
 */
final class MartBuild {
  /** Raised whenever the form of a state, or what a measure means, changes. */
  private static final int FORMAT = 1;

  private final Workspace workspace;
  private final Vertical vertical;
  private final Lake lake;
  private final FeatureGroup group;
  private final DeltaFolder mart;
  private final GroupState state;

  MartBuild(Workspace workspace, Vertical vertical, Lake lake, FeatureGroup group) {
    this.workspace = workspace;
    this.vertical = vertical;
    this.lake = lake;
    this.group = group;
    this.mart = workspace.mart(group.group());
    this.state = new GroupState(workspace, vertical, group);
  }

  /**
   * What a build did.
   *
   * @param lateEntities entities whose past had changed
   * @param rewrittenDays days that were rewritten for them
   * @param rebuilt whether the mart was made anew as a whole
   */
  record Outcome(long lateEntities, int rewrittenDays, boolean rebuilt) {}

  /**
   * Builds days and folds in late facts.
   *
   * @param from first day; null: the day after the latest day built
   * @param firstDay first day of a mart that is not there yet
   * @param rebuild whether the mart is to be made anew as a whole
   */
  Outcome build(LocalDate from, LocalDate to, LocalDate firstDay, boolean rebuild) {
    boolean exists = mart.exists() && !mart.builtDays().ranges().isEmpty();
    boolean redefined = exists && !definition().equals(mart.property(DeltaFolder.DEFINITION));
    if (!exists || rebuild || redefined) {
      return buildAll(from == null ? firstDay : from, to, redefined && !rebuild);
    }
    LocalDate next = mart.builtDays().last().plusDays(1);
    LocalDate first = from == null ? next : from;
    LocalDate asOf = state.asOf();
    if (asOf == null) {
      // Killed before its first state: the days are there, what they were made from is not known.
      return buildAll(mart.builtDays().first(), to.isBefore(next) ? next.minusDays(1) : to, false);
    }
    LocalDate later = to.isAfter(asOf) ? to : asOf;
    try (LateFacts late = new LateFacts(state, lake, later)) {
      if (late.count() > 0 && group.fitted()) {
        // A late fact moves the prior, and with it every entity.
        LocalDate last = mart.builtDays().last();
        Outcome all = buildAll(mart.builtDays().first(), to.isAfter(last) ? to : last, false);
        return new Outcome(late.count(), 0, all.rebuilt());
      }
      int rewritten = late.count() == 0 ? 0 : late.rewrite(mart, vertical, group, lake);
      Carried carried = late.carried();
      if (!first.isAfter(to)) {
        buildDays(first, to, first.isBefore(asOf) ? null : carried);
      }
      if (later.isAfter(asOf) || late.count() > 0) {
        state.replace(lake, later, carried, late.digests());
      }
      return new Outcome(late.count(), rewritten, false);
    }
  }

  private Outcome buildAll(LocalDate from, LocalDate to, boolean redefined) {
    LocalDate first = from;
    LocalDate last = to;
    if (redefined) {
      DayRanges built = mart.builtDays();
      first = built.first().isBefore(from) ? built.first() : from;
      last = built.last().isAfter(to) ? built.last() : to;
    }
    Dataset<Row> rows =
        Mart.snapshots(vertical, lake, group, first, last, null, priors(first, last, null));
    mart.rebuildDays(rows.repartition(col("ds")), Mart.schema(group), first, last, definition());
    state.replace(lake, last, null, state.digests(lake, last));
    return new Outcome(0, 0, true);
  }

  private void buildDays(LocalDate from, LocalDate to, Carried carried) {
    Dataset<Row> rows =
        Mart.snapshots(vertical, lake, group, from, to, carried, priors(from, to, carried));
    mart.replaceDays(rows.repartition(col("ds")), Mart.schema(group), from, to, definition());
  }

  private Priors priors(LocalDate from, LocalDate to, Carried carried) {
    if (!group.fitted()) {
      return Priors.NONE;
    }
    DeltaFolder table = workspace.priors(group.group());
    Dataset<Row> fits = PointInTime.priors(vertical, lake, group, from, to, carried);
    table.replaceDays(fits.coalesce(1), PriorFit.SCHEMA, from, to, definition());
    return read(workspace, group, from, to);
  }

  /** The fitted priors of a group as of the days [from, to]: a few numbers per day and bucket. */
  static Priors read(Workspace workspace, FeatureGroup group, LocalDate from, LocalDate to) {
    DeltaFolder table = workspace.priors(group.group());
    return table.exists()
        ? Priors.of(
            group, table.read("").filter(col("ds").between(lit(from), lit(to))).collectAsList())
        : Priors.NONE;
  }

  /** What the rows of the mart depend on besides the facts. */
  private String definition() {
    String text = FORMAT + " " + vertical.knowledge() + " " + group + Mart.schema(group).toDDL();
    try {
      byte[] hash =
          java.security.MessageDigest.getInstance("SHA-256")
              .digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
