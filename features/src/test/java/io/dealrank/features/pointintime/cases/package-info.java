/**
 * Cases of other feature stores, run on the engine: folders of JSON files, each with events,
 * queries, features and what each query must be answered.
 *
 * <p>Reading order: {@link io.dealrank.features.pointintime.cases.Case} (a file), {@link
 * io.dealrank.features.pointintime.cases.Reading} (a case under one meaning of time), {@link
 * io.dealrank.features.pointintime.cases.Feature} (a feature as a measure), {@link
 * io.dealrank.features.pointintime.cases.Mutations} (rows that are changed as facts in versions),
 * {@link io.dealrank.features.pointintime.cases.Batch} (all cases as one vertical, one lake and one
 * table of questions), {@link io.dealrank.features.pointintime.cases.Rates} (fitted priors), {@link
 * io.dealrank.features.pointintime.cases.CaseRun} (cases in, lines out). {@code
 * bin/point-in-time-cases} prints the lines.
 *
 * <p>Nothing here knows a case by its name: ops, windows, buckets and kinds are read from the file.
 */
package io.dealrank.features.pointintime.cases;
