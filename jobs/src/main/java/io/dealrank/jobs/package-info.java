/**
 * The commands: arguments, session, clock, tables. Everything that reads a clock, starts a session,
 * writes a file or ends the process is here; what is computed is in the other modules.
 *
 * <pre>
 * Dealrank ──▶ Command ──▶ Invocation (arguments, session, clock, progress, summary, lock)
 *                 │
 *                 └──▶ Workspace ──▶ DeltaFolder (lake, quarantine, marts, profiles, training set)
 *                                    ModelRuns, ReportFolder, Publication ──▶ Pointer (CURRENT)
 * </pre>
 *
 * <h2>Reading order</h2>
 *
 * <ol>
 *   <li>{@link io.dealrank.jobs.Dealrank} finds the command; {@code Command} says what one is,
 *       {@code CommandLine} parses its options, {@code Failure} says how an error is told.
 *   <li>The pipeline, one class per command: {@code ImportCommand} (with {@code Sources} and {@code
 *       LogChecks}), {@code BuildMartsCommand}, {@code BuildTrainingSetCommand}, {@code
 *       TrainCommand} (with {@code RankerFits}, what it may learn from, {@code KnownRows} and
 *       {@code ObservedRows}, and {@code RankerSelection}), {@code BacktestCommand} (with {@code
 *       Backtest}, {@code TestLists}, {@code QueryFiles}, {@code BacktestEvidence}, {@code
 *       BacktestValidity} with {@code ControlChecks}, and {@code BacktestChapters}: {@code
 *       ExaminationEvidence}, {@code BiasChapters}, {@code MarketChapters}, {@code
 *       CalibrationChapter}, {@code ModelStudies}, {@code LedgerChapter}), {@code
 *       ExportFeaturesCommand}. {@code RunCommand} is all of them; {@code CompareCommand} (with
 *       {@code RankersBacktest}) is train and backtest of several rankers; {@code MartsCommand}
 *       shows what the marts hold, {@code ExplainCommand} (with {@code Explanation}) what a score
 *       is made of.
 *   <li>{@code TimeSplit}: how time is cut into training and test.
 *   <li>{@code WorkspaceLock} (with {@code LockFile} and {@code LockHolder}): one run at a time.
 *   <li>{@code DeltaFolder}, {@code Publication}, {@code Pointer}: how results replace each other,
 *       so that a reader sees the old or the new.
 *   <li>{@link io.dealrank.jobs.stackexchange}: the reader of Stack Exchange dumps.
 * </ol>
 *
 * <h2>A new command</h2>
 *
 * Implement {@code Command}: read, call functions of the other modules, write through {@code
 * invocation.lockedWorkspace()}, put counts into {@code invocation.summary()}; name it in {@code
 * Dealrank}. The clock is {@code invocation.startedAt()} and nothing else.
 */
package io.dealrank.jobs;
