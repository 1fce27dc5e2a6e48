/**
 * The contracts: the form in which every later step reads the logs.
 *
 * <p>Reading order: {@link io.dealrank.features.contract.Contract} (columns and keys), {@link
 * io.dealrank.features.contract.ContractReader} (a source into that form), {@link
 * io.dealrank.features.contract.ContractTable} (which rows are sound, which are set aside and why),
 * {@link io.dealrank.features.contract.AttributeVersions} (attributes as they held at an instant).
 *
 * <p>No value is dropped in silence: what cannot be read is a reason of its row, and every row of a
 * source is either sound or in the quarantine.
 */
package io.dealrank.features.contract;
