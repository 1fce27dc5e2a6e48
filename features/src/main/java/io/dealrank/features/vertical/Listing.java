package io.dealrank.features.vertical;

/** The side that is shown. */
public record Listing(
    @Key(
            meaning = "name of what is shown",
            type = "name",
            example = "entity: resume, owner: candidate")
        String entity,
    @Key(
            meaning = "name of the entity behind the listing",
            type = "name",
            fallback = "the listing itself",
            example = "entity: resume, owner: candidate")
        String owner) {
  /** Checks the names. */
  public Listing {
    Names.require(entity, "entity");
    owner = owner == null ? entity : Names.require(owner, "owner");
  }
}
