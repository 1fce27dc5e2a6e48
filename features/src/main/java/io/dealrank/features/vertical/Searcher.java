package io.dealrank.features.vertical;

/** The side that asks. */
public record Searcher(
    @Key(meaning = "name of the side that searches", type = "name", example = "entity: employer")
        String entity) {
  /** Checks the name. */
  public Searcher {
    Names.require(entity, "entity");
  }
}
