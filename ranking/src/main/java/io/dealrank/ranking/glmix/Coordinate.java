package io.dealrank.ranking.glmix;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.Serializable;

/**
 * One additive part of a mixed-effect model: {@code x . w} with one coefficient vector for all rows
 * (fixed effect) or one per entity (random effect).
 *
 * @param name unique within a model
 * @param entity column whose values own the coefficients, any type, compared as text; null: fixed
 *     effect
 * @param features vector column, dense or sparse; null: intercept only
 * @param l2 strength of the penalty {@code l2 / 2 |w|^2} beside the sum of the losses, >= 0
 * @param intercept whether there is one, and whether the penalty covers it
 * @param minRows entities with fewer rows have no coefficients of their own, >= 0
 * @param maxRows rows at most that an entity learns from, >= 1: the ones of smallest row hash,
 *     their weights scaled by {@code rows / maxRows}; the others are scored only. Bounds the work
 *     of a hot entity and lets its other rows be spread over the partitions
 * @param locked coefficients are those of the initial model and stay as they are
 */
public record Coordinate(
    String name,
    String entity,
    String features,
    double l2,
    Intercept intercept,
    long minRows,
    long maxRows,
    boolean locked)
    implements Serializable {
  private static final long MAX_ROWS = 100_000;

  /** The constant term of a coordinate. */
  public enum Intercept {
    /** Penalised like every coefficient: an entity seen with one class stays finite. */
    RIDGED,
    /** Not penalised; an entity of one class drifts until the solver gives up. */
    FREE,
    /** None. */
    NONE
  }

  /** Checks ranges. */
  public Coordinate {
    if (name == null || name.isBlank()) {
      throw GlmixErrors.badCoordinate("without name", "name", "a coordinate needs a name");
    }
    if (!(l2 >= 0) || Double.isInfinite(l2)) {
      throw GlmixErrors.badCoordinate(name, "l2 = " + l2, "it must be finite and at least 0");
    }
    if (minRows < 0 || maxRows < 1 || maxRows > Integer.MAX_VALUE) {
      throw GlmixErrors.badCoordinate(
          name,
          "minRows = " + minRows + ", maxRows = " + maxRows,
          "minRows must be at least 0, maxRows from 1 to 2^31 - 1");
    }
    if (features == null && intercept == Intercept.NONE) {
      throw GlmixErrors.badCoordinate(
          name, "neither features nor an intercept", "there is nothing to learn");
    }
    if (locked && intercept == null) {
      throw GlmixErrors.badCoordinate(name, "intercept", "it must be RIDGED, FREE or NONE");
    }
  }

  /** A fixed effect with l2 = 1 and a free intercept. */
  public static Coordinate fixedEffect(String name, String features) {
    return new Coordinate(name, null, features, 1, Intercept.FREE, 0, MAX_ROWS, false);
  }

  /** A random effect with l2 = 6, a ridged intercept and at most 100,000 rows per entity. */
  public static Coordinate randomEffect(String name, String entity, String features) {
    if (entity == null) {
      throw GlmixErrors.badCoordinate(name, "entity = null", "a random effect has an entity");
    }
    return new Coordinate(name, entity, features, 6, Intercept.RIDGED, 0, MAX_ROWS, false);
  }

  /** The same with another strength of the penalty. */
  public Coordinate withL2(double value) {
    return new Coordinate(name, entity, features, value, intercept, minRows, maxRows, locked);
  }

  /** The same with another constant term. */
  public Coordinate withIntercept(Intercept value) {
    return new Coordinate(name, entity, features, l2, value, minRows, maxRows, locked);
  }

  /** The same with other bounds on the rows that an entity learns from. */
  public Coordinate withRows(long fewest, long most) {
    return new Coordinate(name, entity, features, l2, intercept, fewest, most, locked);
  }

  /** The same, its coefficients kept as the initial model has them. */
  public Coordinate lock() {
    return new Coordinate(name, entity, features, l2, intercept, minRows, maxRows, true);
  }

  @JsonIgnore
  boolean isFixed() {
    return entity == null;
  }

  @JsonIgnore
  boolean hasIntercept() {
    return intercept != Intercept.NONE;
  }

  /** Precision of the prior of the intercept when nothing else is known. */
  double interceptL2() {
    return intercept == Intercept.FREE ? 0 : l2;
  }
}
