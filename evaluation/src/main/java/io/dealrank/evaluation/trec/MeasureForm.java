package io.dealrank.evaluation.trec;

import io.dealrank.evaluation.metrics.AveragePrecision;
import io.dealrank.evaluation.metrics.BinaryPreference;
import io.dealrank.evaluation.metrics.Discount;
import io.dealrank.evaluation.metrics.ExpectedReciprocalRank;
import io.dealrank.evaluation.metrics.Gain;
import io.dealrank.evaluation.metrics.InterpolatedPrecision;
import io.dealrank.evaluation.metrics.ListAuc;
import io.dealrank.evaluation.metrics.Ndcg;
import io.dealrank.evaluation.metrics.Precision;
import io.dealrank.evaluation.metrics.RPrecision;
import io.dealrank.evaluation.metrics.RankBiasedPrecision;
import io.dealrank.evaluation.metrics.Recall;
import io.dealrank.evaluation.metrics.ReciprocalRank;
import io.dealrank.evaluation.metrics.Success;
import io.dealrank.evaluation.metrics.TieAveraged;
import io.dealrank.evaluation.metrics.TieAveragedNdcg;
import java.util.List;

/**
 * A measure before its parameter is known: the stem of its name, what follows the stem, its value
 * for a query with a parameter, and how the values of queries become one.
 *
 * @param stem the name, or its beginning where a parameter follows
 * @param parameter what follows
 * @param summary how queries are summed up
 * @param value of a query by the order of the ranking; NaN where not defined
 * @param averaged the expectation over tied orders; null where it is not known
 */
record MeasureForm(String stem, Parameter parameter, Summary summary, Value value, Value averaged) {

  /** What follows the stem of a name. */
  enum Parameter {
    /** Nothing. */
    NONE(""),
    /** A rank of at least 1. */
    CUTOFF("K"),
    /** A probability, above 0 and below 1. */
    PERSISTENCE("P"),
    /** A share of the relevant documents, 0 to 1. */
    RECALL("X");

    final String placeholder;

    Parameter(String placeholder) {
      this.placeholder = placeholder;
    }
  }

  /** How the values of queries become one, and whether they are shown. */
  enum Summary {
    /** Arithmetic mean over the queries. */
    MEAN,
    /** Sum over the queries. */
    SUM,
    /** The number of queries; no value per query. */
    COUNT,
    /** Geometric mean, a value below 0.00001 taken as 0.00001; no value per query. */
    GEOMETRIC_MEAN
  }

  /** The value of a query; {@code k} is the parameter where it is a rank, {@code p} as written. */
  @FunctionalInterface
  interface Value {
    double of(RankedQuery query, int k, double p);
  }

  /** Every measure there is, in the order in which they are listed to the user. */
  static final List<MeasureForm> ALL =
      List.of(
          ndcg("ndcg", null, null),
          ndcg("ndcg_exp", Gain.EXPONENTIAL, null),
          ndcg("ndcg_article", null, Discount.ARTICLE),
          ndcg("ndcg_seed002", null, Discount.ARTICLE),
          ndcgCut("ndcg", null, null),
          ndcgCut("ndcg_exp", Gain.EXPONENTIAL, null),
          ndcgCut("ndcg_article", null, Discount.ARTICLE),
          ndcgCut("ndcg_seed002", null, Discount.ARTICLE),
          tieAveraged("ndcg_tieavg", Parameter.NONE, null),
          tieAveraged("ndcg_tieavg_cut_", Parameter.CUTOFF, null),
          tieAveraged("ndcg_exp_tieavg", Parameter.NONE, Gain.EXPONENTIAL),
          tieAveraged("ndcg_exp_tieavg_cut_", Parameter.CUTOFF, Gain.EXPONENTIAL),
          listIdeal("ndcg_listideal", Parameter.NONE),
          listIdeal("ndcg_listideal_cut_", Parameter.CUTOFF),
          form(
              "map",
              Parameter.NONE,
              (q, k, p) -> AveragePrecision.of(q.relevance(), q.relevant()),
              (q, k, p) -> averagePrecision(q, k)),
          form(
              "map_cut_",
              Parameter.CUTOFF,
              (q, k, p) -> AveragePrecision.at(k, q.relevance(), q.relevant()),
              (q, k, p) -> averagePrecision(q, k)),
          new MeasureForm(
              "gm_map",
              Parameter.NONE,
              Summary.GEOMETRIC_MEAN,
              (q, k, p) -> AveragePrecision.of(q.relevance(), q.relevant()),
              (q, k, p) -> averagePrecision(q, k)),
          form(
              "recip_rank",
              Parameter.NONE,
              (q, k, p) -> q.ifRelevant(ReciprocalRank.of(q.relevance())),
              (q, k, p) -> q.ifRelevant(TieAveraged.reciprocalRank(k, q.relevance(), q.scores()))),
          form(
              "recip_rank_",
              Parameter.CUTOFF,
              (q, k, p) -> q.ifRelevant(ReciprocalRank.at(k, q.relevance())),
              (q, k, p) -> q.ifRelevant(TieAveraged.reciprocalRank(k, q.relevance(), q.scores()))),
          form(
              "P_",
              Parameter.CUTOFF,
              (q, k, p) -> q.ifRelevant(Precision.at(k, q.relevance())),
              (q, k, p) -> q.ifRelevant(TieAveraged.precision(k, q.relevance(), q.scores()))),
          form(
              "recall_",
              Parameter.CUTOFF,
              (q, k, p) -> Recall.at(k, q.relevance(), q.relevant()),
              (q, k, p) -> TieAveraged.recall(k, q.relevance(), q.scores(), q.relevant())),
          form(
              "success_",
              Parameter.CUTOFF,
              (q, k, p) -> q.ifRelevant(Success.at(k, q.relevance())),
              (q, k, p) -> q.ifRelevant(TieAveraged.success(k, q.relevance(), q.scores()))),
          form(
              "Rprec",
              Parameter.NONE,
              (q, k, p) -> RPrecision.of(q.relevance(), q.relevant()),
              (q, k, p) -> TieAveraged.rPrecision(q.relevance(), q.scores(), q.relevant())),
          form(
              "bpref",
              Parameter.NONE,
              (q, k, p) -> BinaryPreference.of(q.relevance(), q.relevant(), q.notRelevant()),
              null),
          new MeasureForm(
              "gm_bpref",
              Parameter.NONE,
              Summary.GEOMETRIC_MEAN,
              (q, k, p) -> BinaryPreference.of(q.relevance(), q.relevant(), q.notRelevant()),
              null),
          form(
              "relative_P_",
              Parameter.CUTOFF,
              (q, k, p) -> Precision.at(k, q.relevance()) * k / Math.min(k, q.relevant()),
              (q, k, p) ->
                  TieAveraged.precision(k, q.relevance(), q.scores())
                      * k
                      / Math.min(k, q.relevant())),
          form("unj_", Parameter.CUTOFF, (q, k, p) -> (double) q.notJudgedAmongFirst(k) / k, null),
          form(
              "err_",
              Parameter.CUTOFF,
              (q, k, p) ->
                  q.positive().length == 0
                      ? Double.NaN
                      : ExpectedReciprocalRank.at(k, q.ranked(), q.highest()),
              null),
          form(
              "rbp_",
              Parameter.PERSISTENCE,
              (q, k, p) -> q.ifRelevant(RankBiasedPrecision.of(p, q.relevance())),
              (q, k, p) ->
                  q.ifRelevant(TieAveraged.rankBiasedPrecision(p, q.relevance(), q.scores()))),
          form(
              "iprec_at_recall_",
              Parameter.RECALL,
              (q, k, p) -> InterpolatedPrecision.at(p, q.relevance(), q.relevant()),
              null),
          form(
              "11pt_avg",
              Parameter.NONE,
              (q, k, p) -> InterpolatedPrecision.elevenPoints(q.relevance(), q.relevant()),
              null),
          set("set_P", (q, k, p) -> q.ifRelevant(share(q.relevantReturned(), q.returned()))),
          set("set_recall", (q, k, p) -> q.ifRelevant(share(q.relevantReturned(), q.relevant()))),
          set(
              "set_relative_P",
              (q, k, p) ->
                  q.ifRelevant(share(q.relevantReturned(), Math.min(q.returned(), q.relevant())))),
          set(
              "set_map",
              (q, k, p) ->
                  q.ifRelevant(
                      share(q.relevantReturned(), q.returned())
                          * share(q.relevantReturned(), q.relevant()))),
          set(
              "set_F",
              (q, k, p) ->
                  q.ifRelevant(
                      share(2.0 * q.relevantReturned(), (double) q.returned() + q.relevant()))),
          set("auc_list", (q, k, p) -> ListAuc.of(q.relevance(), q.scores())),
          count("num_ret", (q, k, p) -> q.returned()),
          count("num_rel", (q, k, p) -> q.relevant()),
          count("num_rel_ret", (q, k, p) -> q.relevantReturned()),
          count("num_nonrel_judged_ret", (q, k, p) -> q.notRelevantReturned()),
          new MeasureForm("num_q", Parameter.NONE, Summary.COUNT, (q, k, p) -> 1, (q, k, p) -> 1));

  /** The name with a placeholder for its parameter. */
  String shape() {
    return stem + parameter.placeholder;
  }

  private static MeasureForm form(String stem, Parameter parameter, Value value, Value averaged) {
    return new MeasureForm(stem, parameter, Summary.MEAN, value, averaged);
  }

  /** A measure that no order inside ties can change. */
  private static MeasureForm set(String name, Value value) {
    return new MeasureForm(name, Parameter.NONE, Summary.MEAN, value, value);
  }

  private static MeasureForm count(String name, Value value) {
    return new MeasureForm(name, Parameter.NONE, Summary.SUM, value, value);
  }

  /** NDCG with a gain and a discount of its own; null for those of the evaluation. */
  private static MeasureForm ndcg(String name, Gain gain, Discount discount) {
    return form(
        name,
        Parameter.NONE,
        (q, k, p) -> Ndcg.at(k, q.ranked(), q.positive(), gain(q, gain), discount(q, discount)),
        (q, k, p) -> averagedNdcg(q, k, gain, discount));
  }

  private static MeasureForm ndcgCut(String name, Gain gain, Discount discount) {
    MeasureForm whole = ndcg(name, gain, discount);
    return form(name + "_cut_", Parameter.CUTOFF, whole.value, whole.averaged);
  }

  private static MeasureForm tieAveraged(String stem, Parameter parameter, Gain gain) {
    Value value = (q, k, p) -> averagedNdcg(q, k, gain, null);
    return form(stem, parameter, value, value);
  }

  private static MeasureForm listIdeal(String stem, Parameter parameter) {
    return form(
        stem,
        parameter,
        (q, k, p) -> Ndcg.at(k, q.ranked(), q.ranked(), gain(q, null), discount(q, null)),
        (q, k, p) ->
            TieAveragedNdcg.at(k, q.ranked(), q.scores(), gain(q, null), discount(q, null)));
  }

  private static double averagedNdcg(RankedQuery q, int k, Gain gain, Discount discount) {
    return TieAveragedNdcg.at(
        k, q.ranked(), q.scores(), q.positive(), gain(q, gain), discount(q, discount));
  }

  private static double averagePrecision(RankedQuery q, int k) {
    return TieAveraged.averagePrecision(k, q.relevance(), q.scores(), q.relevant());
  }

  private static Gain gain(RankedQuery query, Gain own) {
    return own == null ? query.conventions().gain() : own;
  }

  private static Discount discount(RankedQuery query, Discount own) {
    return own == null ? query.conventions().discount() : own;
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
