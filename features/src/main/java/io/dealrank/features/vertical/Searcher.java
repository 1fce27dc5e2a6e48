package io.dealrank.features.vertical;

/**
 * The side that asks.
 *
 * @param entity its name
 */
public record Searcher(String entity) {
  /** Checks the name. */
  public Searcher {
    Names.require(entity, "entity");
  }
}
