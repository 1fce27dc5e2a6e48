package io.dealrank.ranking.glmix;

/**
 * One update of one coordinate.
 *
 * @param pass 1-based
 * @param coordinate name
 * @param objective sum of losses and penalties after it; NaN if it was not computed
 * @param entities entities solved; 0 for a fixed effect
 * @param steps Newton or L-BFGS steps over all entities; 0 for a fixed effect
 * @param unfinished entities whose solver stopped short of its tolerance: without penalty on rows
 *     of one class there is no minimum
 */
public record GlmixStep(
    int pass, String coordinate, double objective, long entities, long steps, long unfinished) {}
