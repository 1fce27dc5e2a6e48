/**
 * How the rows of one query reach a function: {@link io.dealrank.evaluation.rows.QueryKey} brings
 * them together with one shuffle, {@link io.dealrank.evaluation.rows.RowAsItIs} hands them over as
 * Spark holds them, {@link io.dealrank.evaluation.rows.RowsByQuery} gathers them query by query in
 * a {@link io.dealrank.evaluation.rows.RowsOfQuery}, which keeps ids in {@link
 * io.dealrank.evaluation.rows.Texts}. One query is in memory at a time, in arrays that are used
 * again for the next.
 */
package io.dealrank.evaluation.rows;
