/**
 * The benchmark of the point-in-time engine against plain Spark SQL, run by {@code bin/benchmark}.
 *
 * <p>Reading order: {@code EventLog} (what is asked of what), {@code EngineCalls} (the engine: the
 * only place that calls it), its peers {@code Baseline} (the least any answer costs: scan, shuffle,
 * sort), {@code RangeJoin} and {@code WindowFrames}; {@code Workloads} (which plans a case runs),
 * {@code Meter} (CPU and wall time of one run), {@code Agreement} (engine and peers give the same
 * answers), {@code Report}, {@code EngineBenchmark} (the main class). Figures are in
 * docs/benchmarks.md.
 */
package io.dealrank.features.benchmark;
