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
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

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
  private final String definition;

  MartBuild(Workspace workspace, Vertical vertical, Lake lake, FeatureGroup group) {
    this.workspace = workspace;
    this.vertical = vertical;
    this.lake = lake;
    this.group = group;
    this.mart = workspace.mart(group.group());
    this.definition = definition(vertical, group);
    this.state = new GroupState(workspace, vertical, group, definition);
  }

  /**
   * What a build did.
   *
   * @param lateEntities entities whose past had changed
   * @param rewrittenDays days that were rewritten for them
   * @param rebuilt whether a mart that was there was made anew as a whole
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
    DayRanges built = mart.exists() ? mart.builtDays() : DayRanges.NONE;
    boolean exists = !built.ranges().isEmpty();
    boolean redefined = exists && !definition.equals(mart.property(DeltaFolder.DEFINITION));
    if (!exists || rebuild || redefined) {
      buildAll(from == null ? firstDay : from, to, redefined && !rebuild ? built : DayRanges.NONE);
      return new Outcome(0, 0, exists);
    }
    LocalDate asOf = state.asOf();
    if (asOf == null) {
      // The days are there; what they were made from is not known.
      buildAll(built.first(), later(to, built.last()), DayRanges.NONE);
      return new Outcome(0, 0, true);
    }
    // Days after the state's come from a run that was killed, and from facts that it alone knew.
    boolean unsure = asOf.isBefore(built.last());
    LocalDate next = (unsure ? asOf : built.last()).plusDays(1);
    LocalDate first = from == null || unsure && from.isAfter(next) ? next : from;
    LocalDate last = unsure ? later(to, built.last()) : to;
    return increment(built, first, last, asOf);
  }

  private Outcome increment(DayRanges built, LocalDate first, LocalDate last, LocalDate asOf) {
    LocalDate end = later(last, asOf);
    try (LateFacts late = new LateFacts(state, lake, asOf, end)) {
      int rewritten = 0;
      if (late.count() > 0) {
        rewritten = late.rewrite(mart, built, priors(built.first(), built.last(), null));
      }
      Carried carried = late.carried();
      if (!first.isBefore(asOf) && !first.isAfter(last)) {
        goOn(first, last, carried, late.digests());
      } else {
        if (!first.isAfter(last)) {
          buildDays(snapshots(first, last, null), first, last);
        }
        if (end.isAfter(asOf) || late.count() > 0) {
          state.replace(end, state.states(lake, end, carried), late.digests());
        }
      }
      return new Outcome(late.count(), rewritten, false);
    }
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  /** Makes [from, to] and the days that are to be kept. */
  private void buildAll(LocalDate from, LocalDate to, DayRanges kept) {
    LocalDate first = from;
    LocalDate last = to;
    if (!kept.ranges().isEmpty()) {
      first = kept.first().isBefore(from) ? kept.first() : from;
      last = later(kept.last(), to);
    }
    mart.rebuildDays(
        snapshots(first, last, null).repartition(col("ds")),
        Mart.schema(group),
        first,
        last,
        definition);
    state.replace(last, state.states(lake, last, null), state.digests(lake, last));
  }

  private Dataset<Row> snapshots(LocalDate from, LocalDate to, Carried carried) {
    return Mart.snapshots(vertical, lake, group, from, to, carried, priors(from, to, carried));
  }

  private void buildDays(Dataset<Row> rows, LocalDate from, LocalDate to) {
    mart.replaceDays(rows.repartition(col("ds")), Mart.schema(group), from, to, definition);
  }

  /** Builds days and the state of the last of them in one sweep. */
  private void goOn(LocalDate from, LocalDate to, Carried carried, Dataset<Row> digests) {
    Dataset<Row> swept =
        Mart.snapshotsAndStates(vertical, lake, group, from, to, carried, priors(from, to, carried))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      buildDays(swept.drop("state"), from, to);
      state.replace(to, swept.filter(col("ds").equalTo(lit(to))), digests);
    } finally {
      var unused = swept.unpersist();
    }
  }

  private Priors priors(LocalDate from, LocalDate to, Carried carried) {
    if (!group.fitted()) {
      return Priors.NONE;
    }
    DeltaFolder table = workspace.priors(group.group());
    Dataset<Row> fits = PointInTime.priors(vertical, lake, group, from, to, carried);
    table.overwriteDays(fits.coalesce(1), PriorFit.SCHEMA, from, to);
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
  private static String definition(Vertical vertical, FeatureGroup group) {
    return Sha256.hex(
        FORMAT + " " + vertical.knowledge() + " " + group + Mart.schema(group).toDDL());
  }
}
