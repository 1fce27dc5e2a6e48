package io.dealrank.features.vertical;

/**
 * A feature in which both sides meet.
 *
 * @param name feature name
 * @param expression SQL over {@code query}, the entities' attributes and the groups
 * @param lookup {@code group.column}, the total of a column given per bucket
 * @param at SQL expression of the bucket to look up
 * @param by bucket dimension of the lookup; may be left out where the group has one only
 */
public record CrossFeature(String name, String expression, String lookup, String at, String by) {
  /** Checks that exactly one form is given. */
  public CrossFeature {
    Names.require(name, "name");
    if ((expression == null) == (lookup == null)) {
      throw new IllegalArgumentException("cross " + name + " needs expression, or lookup with at");
    }
    if (lookup != null && at == null) {
      throw new IllegalArgumentException("cross " + name + ": a lookup needs at");
    }
  }
}
