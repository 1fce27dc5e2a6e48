package io.dealrank.evaluation.trec;

import io.dealrank.evaluation.metrics.Ndcg;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A measure by its trec_eval name, such as {@code ndcg_cut_10} or {@code map}, or by a name in that
 * manner where trec_eval has none; {@link #shapes} lists them.
 */
public final class TrecMeasure {
  private static final Pattern DECIMAL = Pattern.compile("\\d{0,9}\\.?\\d{1,17}");

  /** What {@code evaluate} computes when nothing is asked for. */
  public static final List<TrecMeasure> DEFAULTS =
      List.of(of("ndcg"), of("ndcg_cut_10"), of("map"), of("recip_rank"));

  private final String name;
  private final MeasureForm form;
  private final int cutoff;
  private final double parameter;

  private TrecMeasure(String name, MeasureForm form, double parameter) {
    this.name = name;
    this.form = form;
    this.cutoff =
        form.parameter() == MeasureForm.Parameter.CUTOFF ? (int) parameter : Ndcg.WHOLE_LIST;
    this.parameter = parameter;
  }

  /**
   * The measure of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names and the nearest
   */
  public static TrecMeasure of(String name) {
    for (MeasureForm form : MeasureForm.ALL) {
      if (name.startsWith(form.stem())) {
        OptionalDouble parameter = parameter(form, name.substring(form.stem().length()));
        if (parameter.isPresent()) {
          return new TrecMeasure(name, form, parameter.getAsDouble());
        }
      }
    }
    throw unknown(name);
  }

  /**
   * The measures of a list of names and of trec_eval's groups: {@code official} (what trec_eval
   * prints without options), {@code P}, {@code recall}, {@code ndcg_cut}, {@code map_cut}, {@code
   * success} and {@code iprec_at_recall} (each at trec_eval's own parameters).
   *
   * @throws IllegalArgumentException if a name is unknown or given twice
   */
  public static List<TrecMeasure> all(List<String> names) {
    List<TrecMeasure> measures =
        names.stream().flatMap(n -> group(n).stream()).map(TrecMeasure::of).toList();
    for (int i = 0; i < measures.size(); i++) {
      String name = measures.get(i).name();
      if (measures.subList(0, i).stream().anyMatch(m -> m.name().equals(name))) {
        throw new IllegalArgumentException("The measure '" + name + "' is given twice.");
      }
    }
    return measures;
  }

  /** Every name, with a placeholder for its parameter. */
  public static List<String> shapes() {
    return MeasureForm.ALL.stream().map(MeasureForm::shape).toList();
  }

  /** The name as it was given. */
  public String name() {
    return name;
  }

  /** Whether the values of single queries are shown: not those of {@code gm_map} and num_q. */
  public boolean perQuery() {
    return summary() == MeasureForm.Summary.MEAN || summary() == MeasureForm.Summary.SUM;
  }

  /** Whether its values are whole numbers, summed up over queries. */
  public boolean counts() {
    return summary() == MeasureForm.Summary.SUM || summary() == MeasureForm.Summary.COUNT;
  }

  /** Whether its expectation over tied orders is known. */
  public boolean hasTieAverage() {
    return form.averaged() != null;
  }

  MeasureForm.Summary summary() {
    return form.summary();
  }

  /** The value for one query; NaN when it is not defined for it. */
  double value(RankedQuery query) {
    MeasureForm.Value value =
        query.conventions().ties() == Ties.AVERAGE ? form.averaged() : form.value();
    return value.of(query, cutoff, parameter);
  }

  /** Whether a query for which it is not defined counts as 0 in trec_eval. */
  boolean zeroWhereUndefined() {
    return !name.equals("auc_list");
  }

  /** Whether it takes 2^grade whatever the gain of the evaluation is. */
  boolean isExponential() {
    return name.startsWith("ndcg_exp") || name.startsWith("err_");
  }

  @Override
  public String toString() {
    return name;
  }

  private static List<String> group(String name) {
    return switch (name) {
      case "official" ->
          Stream.of(
                  Stream.of("num_q", "num_ret", "num_rel", "num_rel_ret", "map", "gm_map"),
                  Stream.of("Rprec", "bpref", "recip_rank"),
                  group("iprec_at_recall").stream(),
                  group("P").stream())
              .flatMap(names -> names)
              .toList();
      case "P", "recall", "ndcg_cut", "map_cut" ->
          IntStream.of(5, 10, 15, 20, 30, 100, 200, 500, 1000)
              .mapToObj(k -> name + "_" + k)
              .toList();
      case "success" -> List.of("success_1", "success_5", "success_10");
      case "iprec_at_recall" ->
          IntStream.rangeClosed(0, 10)
              .mapToObj(t -> String.format(Locale.ROOT, "iprec_at_recall_%.2f", t / 10.0))
              .toList();
      default -> List.of(name);
    };
  }

  private static OptionalDouble parameter(MeasureForm form, String text) {
    boolean valid =
        switch (form.parameter()) {
          case NONE -> text.isEmpty();
          case CUTOFF -> text.matches("[1-9]\\d{0,8}");
          case PERSISTENCE, RECALL -> DECIMAL.matcher(text).matches();
        };
    if (!valid) {
      return OptionalDouble.empty();
    }
    double value = text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    boolean inRange =
        switch (form.parameter()) {
          case NONE, CUTOFF -> true;
          case PERSISTENCE -> value > 0 && value < 1;
          case RECALL -> value <= 1;
        };
    return inRange ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private static IllegalArgumentException unknown(String name) {
    List<String> shapes = shapes();
    String wanted = name.replaceAll("[\\d.]+$", "K").toLowerCase(Locale.ROOT);
    String nearest =
        shapes.stream()
            .min(Comparator.comparingInt(f -> editDistance(wanted, f.toLowerCase(Locale.ROOT))))
            .orElseThrow();
    return new IllegalArgumentException(
        ("There is no measure '%s'. Did you mean %s? Measures: %s; K is a rank from 1, P a"
                + " probability between 0 and 1, X a recall level from 0 to 1.")
            .formatted(name, nearest, String.join(", ", shapes)));
  }

  private static int editDistance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    Arrays.setAll(previous, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
