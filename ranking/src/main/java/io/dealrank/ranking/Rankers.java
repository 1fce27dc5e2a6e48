package io.dealrank.ranking;

import io.dealrank.ranking.calibration.CalibratedRanker;
import io.dealrank.ranking.funnel.FunnelRanker;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/** Creates rankers by name. Names and values are checked here, before any row is read. */
public final class Rankers {
  private static final Map<String, Supplier<Ranker>> BY_TYPE =
      new TreeMap<>(
          Map.of(
              "production", ProductionOrderRanker::new,
              "popularity", PopularityRanker::new,
              "logistic", LogisticRegressionRanker::new,
              "gbt", GradientBoostedTreesRanker::new,
              "xgboost", XgboostRanker::new,
              "mixed", MixedRanker::new,
              "calibrated", CalibratedRanker::new,
              "funnel", FunnelRanker::new));

  private Rankers() {}

  /** The names of the rankers. */
  public static Collection<String> types() {
    return List.copyOf(BY_TYPE.keySet());
  }

  /**
   * The ranker with the parameters of the spec.
   *
   * @throws IllegalArgumentException for an unknown type or parameter, with the closest valid name,
   *     and for a value of the wrong type or out of range, with the parameter's doc
   */
  public static Ranker create(RankerSpec spec) {
    Ranker ranker = ofType(spec.type());
    spec.parameters().forEach((name, value) -> set(ranker, spec.type(), name, value));
    return ranker;
  }

  /**
   * The ranker of a spec inside another: feature columns, label, weight, query, listRelative and
   * seed that the spec does not set are the outer ranker's.
   */
  public static Ranker createWithin(Ranker outer, RankerSpec spec) {
    Ranker inner = create(spec);
    for (Param<?> param :
        List.of(
            outer.featureColumns(),
            outer.labelColumn(),
            outer.weightColumn(),
            outer.queryColumn(),
            outer.listRelative(),
            outer.seed())) {
      if (outer.isDefined(param) && !inner.isSet(inner.getParam(param.name()))) {
        inner.set(param.name(), outer.getOrDefault(param));
      }
    }
    return inner;
  }

  /** What each parameter of a type means, its range and default, by name. */
  public static Map<String, String> parameters(String type) {
    Ranker ranker = ofType(type);
    Map<String, String> docs = new TreeMap<>();
    for (Param<?> param : ranker.params()) {
      docs.put(param.name(), doc(ranker, param));
    }
    return docs;
  }

  private static Ranker ofType(String type) {
    Supplier<Ranker> create = BY_TYPE.get(type);
    if (create == null) {
      throw RankingErrors.unknownRanker(type, types());
    }
    return create.get();
  }

  private static void set(Ranker ranker, String type, String name, Object value) {
    if (!ranker.hasParam(name)) {
      throw RankingErrors.unknownParameter(
          type, name, Arrays.stream(ranker.params()).map(Param::name).toList());
    }
    Param<Object> param = ranker.getParam(name);
    try {
      ranker.set(param, typed(param, value));
    } catch (IllegalArgumentException | ArithmeticException | ClassCastException e) {
      throw RankingErrors.badParameter(type, name, value, doc(ranker, param), e);
    }
    if ((Param<?>) param instanceof JsonParam nested) {
      nested.rankers(ranker.<String>getOrDefault(nested)).forEach(Rankers::create);
    }
  }

  private static Object typed(Param<?> param, Object value) {
    if (param instanceof DoubleParam) {
      double number = ((Number) value).doubleValue();
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException("not finite");
      }
      return number;
    }
    if (param instanceof IntParam) {
      return Math.toIntExact(whole(value));
    }
    if (param instanceof LongParam) {
      return whole(value);
    }
    if (param instanceof BooleanParam) {
      return (Boolean) value;
    }
    if (param instanceof StringArrayParam) {
      return ((List<?>) value).stream().map(String.class::cast).toArray(String[]::new);
    }
    if (param instanceof JsonParam nested) {
      return nested.text(value);
    }
    return (String) value;
  }

  private static long whole(Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new IllegalArgumentException("not a whole number");
  }

  private static String doc(Ranker ranker, Param<?> param) {
    String defaultValue = ranker.hasDefault(param) ? text(ranker.getDefault(param).get()) : "none";
    return "%s (%s, default %s)".formatted(param.doc(), typeName(param), defaultValue);
  }

  private static String text(Object value) {
    return value instanceof String[] texts ? Arrays.toString(texts) : String.valueOf(value);
  }

  private static String typeName(Param<?> param) {
    if (param instanceof DoubleParam) {
      return "double";
    }
    if (param instanceof IntParam) {
      return "int";
    }
    if (param instanceof LongParam) {
      return "long";
    }
    if (param instanceof BooleanParam) {
      return "boolean";
    }
    if (param instanceof JsonParam nested) {
      return nested.form();
    }
    return param instanceof StringArrayParam ? "list of text" : "text";
  }
}
