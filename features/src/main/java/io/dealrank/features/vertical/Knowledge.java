package io.dealrank.features.vertical;

import com.fasterxml.jackson.annotation.JsonProperty;

/** From when a fact is known. */
public enum Knowledge {
  @JsonProperty("event_time")
  EVENT_TIME,
  @JsonProperty("ingestion_time")
  INGESTION_TIME
}
