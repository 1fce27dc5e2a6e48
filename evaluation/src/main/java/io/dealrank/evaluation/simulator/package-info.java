/**
 * A jobs marketplace with known truth: what a ranking can gain on it is known exactly, so estimates
 * can be checked against it. Read {@link Marketplace} (parameters), {@link Table} (schemas), {@link
 * Simulation} (how to run), then MarketSimulation and on from there.
 *
 * <h2>The model</h2>
 *
 * z stands for a fresh standard normal draw, logistic(x) = 1 / (1 + exp(-x)), [a] for 1 if a holds
 * and 0 if not, Exp(m) for an exponential time of mean m. Everything is drawn from one generator
 * per market, seeded by (seed, market). In the order of drawing:
 *
 * <ol>
 *   <li><b>Market</b>: region and category; salary level S = 60,000 exp(0.15 z).
 *   <li><b>Employer</b> e, one for each 25 searches: usual experience x_e and schedule s_e; budget
 *       B_e = S pay(x_e) exp(0.2 z); taste theta_e(s) = 1.2 z + 1.2 [s = s_e], phi_e(x) = 0.7 z +
 *       0.8 [x = x_e], omega_e = 2.5 exp(0.5 z); channel shares pi_e(h) proportional to w(h)
 *       exp(1.2 z) with w = 0.6 chat, 0.25 masked phone, 0.15 call; response probabilities
 *       rho_e(h).
 *   <li><b>Candidate</b> c: care b = z, P(photo) = logistic(0.5 + b), completeness = logistic(0.8 +
 *       0.9 b + 0.5 z), prettiness a_c = 0.6 b + 0.6 (photo - 0.6) + 1.5 (completeness - 0.65);
 *       quality q_c = z; schedule, experience, salary w_c = S pay(x_c) exp(0.2 z); channel shares
 *       pi_c(h) like an employer's.
 *   <li><b>Response probability</b> of a person in channel h, for good: rho(h) = logistic(g(h) + z
 *       + 0.5 z_h), where the habit g is one of four: writes, talks, answers all, keeps silent.
 *   <li><b>Life of a candidate</b>: about 200 look for work at any time. Salary revised after
 *       Exp(30 d), in 30% of the cases by withdrawing and republishing. Work elsewhere after Exp(90
 *       d exp(-0.3 a_c)). A hire is a promise at the response and work at the hire: from the
 *       promise on nobody else can hire, from the hire on there are no responses. 75% withdraw the
 *       resume within hours of the promise, the others leave it for Exp(12 d) of work: the pretty
 *       profile that no longer answers. Half of the work is temporary, 2 d + Exp(5 d); of those who
 *       leave for good 30% return after 30 d + Exp(30 d).
 *   <li><b>Life of a vacancy</b>: three for each employer, salary revised after Exp(40 d), filled
 *       elsewhere after Exp(40 d) or, in 70% of the hires, by the hire; half of the filled stay
 *       online for Exp(15 d).
 *   <li><b>Search</b> of resumes: e wants s_e (80%) or any schedule, below salary_max = B_e U(0.95,
 *       1.15). Shown are the 20 listings of highest production score = 0.8 a + 0.6 exp(-age / 14 d)
 *       + 0.3 [schedule wanted] + 0.7 z; 5% of the lists in random order.
 *   <li><b>Examination</b> at position k: k^-0.5, independent of everything else.
 *   <li><b>Fit</b>: f(e, c) = theta_e(s_c) + phi_e(x_c) - omega_e max(0, ln(w_c / B_e)).
 *   <li><b>Contact</b>: P(contact | examined) = logistic(-1.5 + 0.4 a_c + 0.7 [schedule wanted] -
 *       1.2 max(0, ln(w_c / salary_max)) + 0.5 f(e, c) - 1.5 [e contacted c before]); its channel
 *       by pi_e.
 *   <li><b>Response</b>: with probability rho_c(h) if c looks for work, after a lognormal delay
 *       (sigma 1.2; median 3 h chat, 40 min masked phone, 75 min call); void if c starts to work
 *       first.
 *   <li><b>Hire</b>: P(hire | response) = logistic(-1.1 + f(e, c) + 0.4 q_c) if nobody else has the
 *       promise of c, after a lognormal delay (sigma 0.7, median 4 d, 99% within 21 d).
 *   <li><b>Mirror</b>: someone who looks for work searches vacancies v, asking for the own schedule
 *       and at least the own salary; P(application | examined) = logistic(-1.7 + 0.4 a_v + 0.9 [s_c
 *       = s_v] - 3 max(0, ln(w_c / w_v))); channel by pi_c, response by rho_e(h) unless the vacancy
 *       is filled, then the same hire.
 * </ol>
 *
 * <p>Truth of an impression is what holds the moment it is shown: hire_probability = [c hireable]
 * sum over h of pi_e(h) rho_c(h) P(hire | response), and P(hire | shown) = examination *
 * contact_probability * hire_probability. For vacancies it is exact for the first application of a
 * list: a candidate promises once. Outcomes at or after the end of the period are null in the logs
 * but not in the truth, so hires of the last days fall short of it.
 */
package io.dealrank.evaluation.simulator;
