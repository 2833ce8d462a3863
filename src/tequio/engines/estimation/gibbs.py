"""The chain of the latent-class model, on plain arrays: compiled where numba works, the same numbers where
not.

Model (Manrique-Vallier 2016, Biometrics 72:1246): a person belongs to class k with probability pi_k, is on
list j with probability lambda_jk, lists independent within a class; pi comes from a stick-breaking process
cut at K classes with concentration alpha ~ Gamma(a, b); lambda ~ Beta(1, 1) unless asked otherwise; p(N) ~
1/N.

Persons with the same capture history are allocated together (one multinomial draw a cell), so that a sweep
costs the same for a hundred persons and for a million. Two kinds of Metropolis move stand beside the Gibbs
steps, because plain data augmentation creeps along the ridge where a class keeps what it shows and changes
what it hides: a shift of all capture odds of one class that keeps its share of the observed persons, with the
unobserved ones summed out, and exchanges of class labels (Papaspiliopoulos & Roberts 2008, Biometrika
95:169).
"""

# ruff: noqa: PLR0913, PLR0915, PLR0917  compiled loops take plain arrays, one argument each

from __future__ import annotations

from math import exp, expm1, log, log1p
from typing import Any

import numpy as np
import numpy.typing as npt

from tequio.engines.estimation.compiled import compiled

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

_LEAST = 1e-12  # a probability never reaches 0 or 1, so that its logarithm exists
_LEAST_ALPHA = 1e-6
_NOTHING = 1e-14  # of a chance; so rounding does not decide whether a number is drawn
_NEAREST, _FARTHEST = 1e-3, 1e12  # logarithms of shares, less their sign, that are stretched
_MOST_UNSEEN = 1e15  # beyond, a Poisson draw no longer fits an integer


@compiled
def _unseen(rates: Floats, at: int) -> float:
    """Give the probability that a member of a class is on no list."""
    hidden = 1.0
    for j in range(rates.shape[0]):
        hidden *= 1.0 - rates[j, at]
    return hidden


@compiled
def _allocate(
    histories: Floats, counts: Counts, shares: Floats, rates: Floats, members: Counts, on: Floats, random: Any
) -> None:
    """Draw how many persons of each cell belong to each class; fills `members` (K) and `on` (J, K)."""
    lists, classes = rates.shape
    members[:] = 0
    on[:] = 0.0
    weights, rest = np.empty(classes), np.zeros(classes + 1)
    for cell in range(counts.shape[0]):
        for k in range(classes - 1, -1, -1):
            weight = shares[k]
            for j in range(lists):
                weight *= rates[j, k] if histories[cell, j] > 0.5 else 1.0 - rates[j, k]
            weights[k] = weight
            rest[k] = rest[k + 1] + weight  # summed from the end: what is left by subtraction is rounding
        left = counts[cell]
        for k in range(classes):
            if left == 0:
                break
            if rest[k + 1] <= _NOTHING * weights[k]:
                taken = left
            else:
                taken = random.binomial(left, min(1.0, weights[k] / rest[k]))
            left -= taken
            members[k] += taken
            for j in range(lists):
                if histories[cell, j] > 0.5:
                    on[j, k] += taken


@compiled
def _log_tails(log_shares: Floats, tails: Floats) -> None:
    """Fill in the logarithm of the sum of the shares from each class on, however small they are."""
    classes = log_shares.shape[0]
    tails[classes - 1] = log_shares[classes - 1]
    for k in range(classes - 2, -1, -1):
        high = max(log_shares[k], tails[k + 1])
        low = min(log_shares[k], tails[k + 1])
        tails[k] = high + log1p(exp(low - high))


@compiled
def _log_prior_of_shares(log_shares: Floats, prior: Floats, tails: Floats) -> float:
    """Give the log density of stick-breaking on the simplex, the concentration integrated out.

    Of the concentration the sticks know only the logarithm of the last share: Gamma(a, b) times
    alpha^(K - 1) exp(alpha log(last)) / last integrates to (b - log(last))^-(a + K - 1) / last.
    """
    classes = log_shares.shape[0]
    _log_tails(log_shares, tails)
    last = log_shares[classes - 1]
    density: float = -last - (prior[2] + classes - 1.0) * log(prior[3] - last)
    for k in range(1, classes - 1):
        density -= tails[k]
    return density


@compiled
def _given_seen(histories: Floats, rates: Floats, at: int, seen: float, column: Floats) -> None:
    """Fill in the probability of each cell for a member of a class who is on some list."""
    for cell in range(histories.shape[0]):
        chance = 1.0 / seen
        for j in range(rates.shape[0]):
            chance *= rates[j, at] if histories[cell, j] > 0.5 else 1.0 - rates[j, at]
        column[cell] = chance


@compiled
def _log_likelihood(counts: Counts, given_seen: Floats, mixture: Floats) -> float:
    total = 0.0
    for cell in range(counts.shape[0]):
        chance = 0.0
        for k in range(mixture.shape[0]):
            chance += mixture[k] * given_seen[k, cell]
        total += counts[cell] * log(max(chance, 1e-300))
    return total


@compiled
def _log_prior_of_mixture(
    log_mixture: Floats, seen: Floats, prior: Floats, log_shares: Floats, tails: Floats
) -> float:
    """Give the log prior density of the observed persons' shares; fills in the log shares of all persons."""
    classes = log_mixture.shape[0]
    density = 0.0
    for k in range(classes):
        log_seen = log(seen[k])
        log_shares[k] = log_mixture[k] - log_seen
        density -= log_seen
    _log_tails(log_shares, tails)
    total = tails[0]
    for k in range(classes):
        log_shares[k] -= total
    # The map between both simplices has Jacobian prod(1 / seen) / total^K.
    result: float = density - classes * total + _log_prior_of_shares(log_shares, prior, tails)
    return result


@compiled
def _stretch(log_mixture: Floats, at: int, step: float) -> float:
    """Multiply the logarithm of one share by exp(step), the others filling up; returns the log Jacobian.

    A share that nobody needs wanders to e^-1,000 and further; no step of a fixed length leads back.
    """
    old = log_mixture[at]
    new = old * exp(step)
    if not -_FARTHEST < new < -_NEAREST or not -_FARTHEST < old < -_NEAREST:
        return -np.inf
    rest_before, rest_after = log(-expm1(old)), log(-expm1(new))
    log_mixture += rest_after - rest_before
    log_mixture[at] = new
    classes = log_mixture.shape[0]
    jacobian: float = new - old + step + (classes - 2) * (rest_after - rest_before)
    return jacobian


@compiled
def _move_along_ridges(
    histories: Floats,
    counts: Counts,
    log_shares: Floats,
    rates: Floats,
    prior: Floats,
    moves: int,
    random: Any,
) -> int:
    """Metropolis moves on rates and shares with the classes of all persons summed out; returns how many took.

    One kind moves all capture odds of a class, one those of a single list, both keeping the class's share of
    the observed persons; the third moves that share.
    """
    lists, classes = rates.shape
    seen = np.empty(classes)
    mixture, log_mixture, tails = np.empty(classes), np.empty(classes), np.empty(classes)
    given_seen = np.empty((classes, counts.shape[0]))
    for k in range(classes):
        seen[k] = max(1.0 - _unseen(rates, k), _LEAST)
        log_mixture[k] = log_shares[k] + log(seen[k])
        _given_seen(histories, rates, k, seen[k], given_seen[k])
    _log_tails(log_mixture, tails)
    log_mixture -= tails[0]
    mixture[:] = np.exp(log_mixture)
    proposed_shares = log_shares.copy()
    density = _log_likelihood(counts, given_seen, mixture)
    density += _log_prior_of_mixture(log_mixture, seen, prior, proposed_shares, tails)
    old_rates = np.empty(lists)
    old_column = np.empty(counts.shape[0])
    old_log_mixture = np.empty(classes)
    taken = 0
    for _move in range(moves):
        at = int(random.random() * classes)
        kind = random.random()
        scale = exp(-3.0 + 4.0 * random.random())  # a twentieth to nearly three: nothing needs tuning
        step = scale * random.standard_normal()
        old_rates[:] = rates[:, at]
        old_column[:] = given_seen[at]
        old_log_mixture[:] = log_mixture
        old_seen = seen[at]
        gain = 0.0
        if kind < 0.15:
            gain += _stretch(log_mixture, at, step)
            mixture[:] = np.exp(log_mixture)
        elif kind < 0.3:
            log_mixture[at] += step
            _log_tails(log_mixture, tails)
            gain += step - classes * tails[0]
            log_mixture -= tails[0]
            mixture[:] = np.exp(log_mixture)
        else:
            only = int(random.random() * lists) if kind < 0.6 else -1
            for j in range(lists):
                if only >= 0 and j != only:
                    continue
                old = rates[j, at]
                odds = log(old / (1.0 - old)) + step
                if only < 0:
                    odds += 0.2 * scale * random.standard_normal()
                new = min(max(1.0 / (1.0 + exp(-odds)), _LEAST), 1.0 - _LEAST)
                rates[j, at] = new
                # The Beta prior and the Jacobian of the odds come to one exponent each.
                gain += prior[0] * log(new / old) + prior[1] * log((1.0 - new) / (1.0 - old))
            seen[at] = max(1.0 - _unseen(rates, at), _LEAST)
            _given_seen(histories, rates, at, seen[at], given_seen[at])
        moved = _log_likelihood(counts, given_seen, mixture)
        moved += _log_prior_of_mixture(log_mixture, seen, prior, proposed_shares, tails)
        if log(random.random()) < moved - density + gain:
            density = moved
            taken += 1
        else:
            rates[:, at] = old_rates
            given_seen[at] = old_column
            log_mixture[:] = old_log_mixture
            mixture[:] = np.exp(log_mixture)
            seen[at] = old_seen
    _log_prior_of_mixture(log_mixture, seen, prior, proposed_shares, tails)
    log_shares[:] = proposed_shares
    return taken


@compiled
def _exchange(a: int, b: int, members: Counts, on: Floats, unseen: Counts, rates: Floats) -> None:
    for j in range(rates.shape[0]):
        rates[j, a], rates[j, b] = rates[j, b], rates[j, a]
        on[j, a], on[j, b] = on[j, b], on[j, a]
    members[a], members[b] = members[b], members[a]
    unseen[a], unseen[b] = unseen[b], unseen[a]


@compiled
def _relabel(
    log_shares: Floats, members: Counts, on: Floats, unseen: Counts, rates: Floats, random: Any
) -> None:
    """Try to exchange the labels of two classes: once keeping the shares, once keeping the sticks."""
    classes = log_shares.shape[0]
    a = int(random.random() * classes)
    b = int(random.random() * classes)
    people = members + unseen
    if a != b:
        gain = (people[b] - people[a]) * (log_shares[a] - log_shares[b])
        if log(random.random()) < gain:
            _exchange(a, b, members, on, unseen, rates)
    if classes > 2:
        tails = np.empty(classes)
        _log_tails(log_shares, tails)
        people = members + unseen
        a = int(random.random() * (classes - 2))
        gain = people[a] * (tails[a + 2] - tails[a + 1]) - people[a + 1] * (tails[a + 1] - tails[a])
        if log(random.random()) < gain:
            # The sticks would move along; they are drawn anew before anything looks at them.
            _exchange(a, a + 1, members, on, unseen, rates)


@compiled
def _log_beta(first: float, second: float, random: Any) -> tuple[float, float]:
    """Draw a Beta; give the logarithms of it and of what is left, right for parameters near nought."""
    one = log(random.standard_gamma(first + 1.0)) + log(1.0 - random.random()) / first
    other = log(random.standard_gamma(second + 1.0)) + log(1.0 - random.random()) / second
    high = max(one, other)
    both = high + log1p(exp(min(one, other) - high))
    return one - both, other - both


@compiled
def _draw_concentration(log_shares: Floats, prior: Floats, random: Any) -> float:
    classes = log_shares.shape[0]
    drawn: float = random.standard_gamma(prior[2] + classes - 1) / (prior[3] - log_shares[classes - 1])
    return max(_LEAST_ALPHA, drawn)


@compiled
def _draw_parameters(
    log_shares: Floats,
    rates: Floats,
    alpha: float,
    members: Counts,
    on: Floats,
    unseen: Counts,
    prior: Floats,
    random: Any,
) -> float:
    """Draw the sticks, shares, rates and concentration from their full conditionals; returns alpha.

    With its prior the concentration is often near nought, and the last shares far below the smallest float:
    sticks are kept as logarithms, or all such states would be taken for one.
    """
    lists, classes = rates.shape
    after = 0.0
    for k in range(classes):
        after += members[k] + unseen[k]
    log_left = 0.0
    for k in range(classes):
        people = members[k] + unseen[k]
        after -= people
        if k < classes - 1:
            log_stick, log_rest = _log_beta(1.0 + people, alpha + after, random)
            log_shares[k] = log_left + log_stick
            log_left += log_rest
        else:
            log_shares[k] = log_left
        for j in range(lists):
            drawn = random.beta(prior[0] + on[j, k], prior[1] + people - on[j, k])
            rates[j, k] = min(max(drawn, _LEAST), 1.0 - _LEAST)
    return _draw_concentration(log_shares, prior, random)


@compiled
def run_chain(
    histories: Floats,
    counts: Counts,
    state: Floats,
    prior: Floats,
    sweeps: int,
    thinning: int,
    moves: int,
    random: Any,
) -> tuple[Counts, Floats]:
    """Run one chain on from a state, which it leaves where it arrives.

    Args:
        histories: (C, J) of 0 and 1, observed capture histories.
        counts: (C,) persons with each.
        state: (J + 2, K), changed in place: rates (J rows), logarithms of shares, and alpha in the first
            place of the last row.
        prior: (4,) both parameters of the Beta of a capture probability, shape and rate of the Gamma of
            alpha.
        sweeps: how many.
        thinning: keep one sweep in so many.
        moves: Metropolis moves before each sweep; with none it is the sampler of the paper.
        random: `numpy.random.Generator`.

    Returns:
        Unobserved persons (D,), and the states (D, J + 2, K) kept.
    """
    lists = histories.shape[1]
    classes = state.shape[1]
    rates = state[:lists]
    log_shares = state[lists]
    alpha = state[lists + 1, 0]
    members = np.zeros(classes, np.int64)
    unseen = np.zeros(classes, np.int64)
    on = np.zeros((lists, classes))
    observed = float(counts.sum())
    kept_unseen = np.zeros(sweeps // thinning, np.int64)
    kept = np.zeros((sweeps // thinning, lists + 2, classes))
    for sweep in range(sweeps):
        if moves > 0:
            _move_along_ridges(histories, counts, log_shares, rates, prior, moves, random)
            alpha = _draw_concentration(log_shares, prior, random)
        shares = np.exp(log_shares)
        _allocate(histories, counts, shares, rates, members, on, random)
        hidden = 0.0
        for k in range(classes):
            hidden += shares[k] * _unseen(rates, k)
        # A negative binomial split over classes is a Gamma mixture of independent Poissons.
        scale = random.standard_gamma(observed) / max(1.0 - hidden, 1e-300)
        total = 0
        for k in range(classes):
            unseen[k] = random.poisson(min(scale * shares[k] * _unseen(rates, k), _MOST_UNSEEN))
            total += unseen[k]
        if moves > 0:
            _relabel(log_shares, members, on, unseen, rates, random)
        alpha = _draw_parameters(log_shares, rates, alpha, members, on, unseen, prior, random)
        state[lists + 1, 0] = alpha
        if (sweep + 1) % thinning == 0:
            kept_unseen[(sweep + 1) // thinning - 1] = total
            kept[(sweep + 1) // thinning - 1] = state
    return kept_unseen, kept
