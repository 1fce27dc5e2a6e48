package io.dealrank.features.pointintime;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of a {@link SortedStream} in, rows of each entity out. The entities that share a hash come
 * together, each in the order of its time; nearly always it is one.
 *
 * @param <E> what is known of an entity so far
 */
abstract class EntityIterator<E> implements Iterator<Row> {
  private final Iterator<Row> stream;
  private final int entityColumn;
  private final int slotColumn;
  private final ArrayDeque<Row> ready = new ArrayDeque<>();
  private final Map<String, E> others = new HashMap<>();
  private boolean started;
  private boolean finished;
  private long hash;
  private String name;
  private E entity;

  EntityIterator(Iterator<Row> stream, StructType schema) {
    this.stream = stream;
    this.entityColumn = schema.fieldIndex("entity_id");
    this.slotColumn = schema.fieldIndex("slot");
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Hands out a row. */
  final void emit(Row row) {
    ready.add(row);
  }

  /** A new entity; null: questions about none. */
  abstract E begin(String name);

  /** The next row of an entity. */
  abstract void accept(E entity, Row row);

  /** The entity has no more rows. */
  abstract void end(E entity);

  /** The partition has no more entities. */
  void endOfPartition() {}

  @Override
  public final boolean hasNext() {
    while (ready.isEmpty() && stream.hasNext()) {
      Row row = stream.next();
      long own = row.getLong(slotColumn) >> SortedStream.TIME_BITS;
      if (!started || own != hash) {
        endAll();
        started = true;
        hash = own;
        name = row.getString(entityColumn);
        entity = begin(name);
      } else if (!Objects.equals(name, row.getString(entityColumn))) {
        turnTo(row.getString(entityColumn));
      }
      accept(entity, row);
    }
    if (ready.isEmpty() && !finished) {
      finished = true;
      endAll();
      endOfPartition();
    }
    return !ready.isEmpty();
  }

  private void turnTo(String other) {
    others.put(name, entity);
    name = other;
    entity = others.remove(other);
    if (entity == null) {
      entity = begin(other);
    }
  }

  private void endAll() {
    if (started) {
      end(entity);
      others.values().forEach(this::end);
      others.clear();
      entity = null;
    }
  }

  @Override
  public final Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.poll();
  }
}
