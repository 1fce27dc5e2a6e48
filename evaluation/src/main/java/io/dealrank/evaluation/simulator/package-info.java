/** A jobs marketplace with known truth. */
package io.dealrank.evaluation.simulator;
