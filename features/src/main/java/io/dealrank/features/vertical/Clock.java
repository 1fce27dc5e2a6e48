package io.dealrank.features.vertical;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a time of day means. */
public enum Clock {
  @JsonProperty("instant")
  INSTANT,
  @JsonProperty("ordinal")
  ORDINAL
}
