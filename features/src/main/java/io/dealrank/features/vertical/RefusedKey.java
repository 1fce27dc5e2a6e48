package io.dealrank.features.vertical;

import java.util.List;

/** A record is refused because of one of its keys: what is wrong, and where below the record. */
final class RefusedKey extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> path;

  RefusedKey(String problem, String... path) {
    super(problem);
    this.path = List.of(path);
  }

  /** The key's path below the record, for example {@code [measures, contacts]}. */
  List<String> path() {
    return path;
  }
}
