/**
 * Reads the official XML dump of a Stack Exchange site as a marketplace of work and turns it into
 * staging tables that a vertical maps onto the contracts. The dump of every site is public, from a
 * few megabytes to about 100 GB, so the same tables serve a first look and a run at scale.
 *
 * <p>The asker is the employer, the question with its tags the project, the answerer the
 * freelancer, an answer the bid and the acceptance by the asker the deal.
 *
 * <pre>
 * Posts.xml, Votes.xml, Comments.xml ──DumpReader──▶ rows (columns named as in the dump) + malformed
 * rows ──StackExchangeTables──▶ answers, contacts, questions, votes, comments + quarantine
 * both ──DumpSummary──▶ counts
 * </pre>
 *
 * <p>Reading order: {@link io.dealrank.jobs.stackexchange.DumpFile} (which attributes are read),
 * {@link io.dealrank.jobs.stackexchange.DumpReader} (lines to rows), {@link
 * io.dealrank.jobs.stackexchange.StackExchangeTables} (the tables, one class each), {@link
 * io.dealrank.jobs.stackexchange.DumpSummary} (what was read, kept and set aside).
 *
 * <p>Time: posts and comments carry milliseconds UTC; votes, and therefore acceptances, carry the
 * day only and are known from the end of that day ({@link io.dealrank.jobs.stackexchange.DayEnd}).
 * Undated totals of the dump (views, counts, reputation) are not read, with one exception that
 * names itself: {@code score_at_end_of_dump}.
 *
 * <p>Limits: an answer deleted before the dump is in no list; a user who left is a candidate nobody
 * knows ({@code unknown-<post id>}); answers that came later on the day of the acceptance cannot be
 * told from those that came before it.
 *
 * <p>Source of the format: the {@code stackexchange} item of the Internet Archive and its {@code
 * readme.txt}.
 */
package io.dealrank.jobs.stackexchange;
