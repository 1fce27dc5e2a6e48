package io.dealrank.features.pointintime;

import io.dealrank.features.vertical.FeatureGroup;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** Facts sorted by entity in, one snapshot per entity and day out. */
final class SnapshotIterator implements Iterator<Row> {
  private static final long DAY = 86_400_000_000L;

  private final Iterator<Row> facts;
  private final FeatureGroup group;
  private final long firstDay;
  private final long lastDay;

  private Row pending;
  private String entity;
  private GroupTimelines timelines;
  private long day;

  SnapshotIterator(Iterator<Row> facts, FeatureGroup group, long firstDay, long lastDay) {
    this.facts = facts;
    this.group = group;
    this.firstDay = firstDay;
    this.lastDay = lastDay;
    this.day = lastDay + 1;
    this.pending = facts.hasNext() ? facts.next() : null;
  }

  @Override
  public boolean hasNext() {
    while (day > lastDay && pending != null) {
      readEntity();
    }
    return day <= lastDay;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = PointInTime.snapshot(entity, day, timelines.values(day * DAY));
    day++;
    return row;
  }

  private void readEntity() {
    entity = pending.getAs("entity_id");
    timelines = new GroupTimelines(group);
    while (pending != null && entity.equals(pending.getAs("entity_id"))) {
      timelines.add(
          pending.getList(pending.fieldIndex("slots")),
          pending.getList(pending.fieldIndex("buckets")));
      pending = facts.hasNext() ? facts.next() : null;
    }
    long known = timelines.firstKnown();
    // The first midnight strictly after the first fact.
    day = known == Long.MAX_VALUE ? lastDay + 1 : Math.max(firstDay, Math.floorDiv(known, DAY) + 1);
  }
}
