package io.dealrank.evaluation.simulator;

/**
 * What a resume asks for or a vacancy offers.
 *
 * @param salary currency units per month
 */
record Terms(Schedule schedule, int salary, Experience experience) {
  private static final int STEP = 500;

  /** The same terms at another salary, rounded to 500. */
  Terms paying(double salary) {
    return new Terms(schedule, rounded(salary), experience);
  }

  /** ln(salary / limit) where the salary is above the limit, else 0. */
  double excessOver(int limit) {
    return Math.max(0, Math.log((double) salary / limit));
  }

  /** A salary as people write it: a multiple of 500, at least 500. */
  static int rounded(double salary) {
    return (int) Math.max(1, Math.round(salary / STEP)) * STEP;
  }

  /** Band of the salary: edges at 40, 55, 75 and 100 thousand per month. */
  String salaryBand() {
    if (salary < 40_000) {
      return "under_40k";
    }
    if (salary < 55_000) {
      return "40k_55k";
    }
    if (salary < 75_000) {
      return "55k_75k";
    }
    return salary < 100_000 ? "75k_100k" : "from_100k";
  }
}
