package io.dealrank.ranking;

import java.util.Collection;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * A parameter whose value is a map in configuration and its JSON text in the ranker, so that
 * spark.ml saves and loads it like any other text.
 */
public abstract class JsonParam extends Param<String> {
  protected JsonParam(Params owner, String name, String doc) {
    super(owner, name, doc);
  }

  /**
   * The text of a value as configuration gives it.
   *
   * @throws IllegalArgumentException or ClassCastException if the value has another form
   */
  public abstract String text(Object value);

  /** The form of a value, for messages. */
  public abstract String form();

  /** The rankers that a text names; they are checked with the parameter. */
  public abstract Collection<RankerSpec> rankers(String text);
}
