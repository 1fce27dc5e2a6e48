package io.dealrank.features.vertical;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The part an entity plays in an impression, a contact or a signal. */
public enum Role {
  @JsonProperty("searcher")
  SEARCHER,
  @JsonProperty("listing")
  LISTING,
  @JsonProperty("owner")
  OWNER;

  /** The key column of this role in every contract table. */
  public String keyColumn() {
    return lowerName() + "_id";
  }

  /** {@code searcher}, {@code listing} or {@code owner}. */
  public String lowerName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
