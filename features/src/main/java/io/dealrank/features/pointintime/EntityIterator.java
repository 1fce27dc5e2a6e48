package io.dealrank.features.pointintime;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.Row;

/** Rows of one entity after another in, in the order of time; rows of each entity out. */
abstract class EntityIterator implements Iterator<Row> {
  private final Iterator<Row> stream;
  private final int entityColumn;
  private final ArrayDeque<Row> ready = new ArrayDeque<>();
  private boolean started;
  private boolean finished;
  private String entity;

  EntityIterator(Iterator<Row> stream, int entityColumn) {
    this.stream = stream;
    this.entityColumn = entityColumn;
  }

  /** The entity now read; null for questions about none. */
  final String entity() {
    return entity;
  }

  /** Hands out a row. */
  final void emit(Row row) {
    ready.add(row);
  }

  /** A new entity begins. */
  abstract void begin();

  /** The next row of the entity. */
  abstract void accept(Row row);

  /** The entity has no more rows. */
  abstract void end();

  /** The partition has no more entities. */
  void endOfPartition() {}

  @Override
  public final boolean hasNext() {
    while (ready.isEmpty() && stream.hasNext()) {
      Row row = stream.next();
      String of = row.getString(entityColumn);
      if (!started || !Objects.equals(of, entity)) {
        if (started) {
          end();
        }
        started = true;
        entity = of;
        begin();
      }
      accept(row);
    }
    if (ready.isEmpty() && !finished) {
      finished = true;
      if (started) {
        end();
      }
      endOfPartition();
    }
    return !ready.isEmpty();
  }

  @Override
  public final Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.poll();
  }
}
