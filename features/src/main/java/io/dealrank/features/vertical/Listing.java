package io.dealrank.features.vertical;

/**
 * The side that is shown.
 *
 * @param entity name of what is listed
 * @param owner name of the entity behind the listing; default: the listing itself
 */
public record Listing(String entity, String owner) {
  /** Checks the names. */
  public Listing {
    Names.require(entity, "entity");
    owner = owner == null ? entity : Names.require(owner, "owner");
  }
}
