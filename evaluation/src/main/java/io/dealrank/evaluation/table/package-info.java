/**
 * Tables that a user hands in: columns named by the user, of whatever type, read as ids or numbers
 * ({@link io.dealrank.evaluation.table.TableColumn}), and a look for rows that would change a
 * result in silence ({@link io.dealrank.evaluation.table.RowChecks}), in one pass of a sound table.
 */
package io.dealrank.evaluation.table;
