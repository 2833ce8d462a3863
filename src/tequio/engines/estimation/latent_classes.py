"""Latent classes: people differ in how visible they are, in ways that no list records.

Manrique-Vallier 2016, "Bayesian population size estimation using Dirichlet process mixtures", Biometrics 72:
1246; the chain is in `gibbs`, its diagnostics in `convergence`. Four chains from starts far apart are run on
in stages, each twice as long, until they agree (early, at two looks in a row), or sit so far apart that more
sweeps will not bring them together, or the budget is spent. Where they do not agree there is no figure, and
every place where they sit is named.

The moves of `gibbs` soon leave places where the sampler of the paper sits for tens of thousands of sweeps.
Such a place is still a way to read the table, so a few short chains without those moves look for them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tequio.engines.estimation.convergence import Convergence, assess_chains
from tequio.engines.estimation.errors import ChainsDisagree, MethodDoesNotApply, SettingIsWrong
from tequio.engines.estimation.gibbs import run_chain
from tequio.engines.estimation.predictive import predictive_check
from tequio.engines.estimation.results import Check, MethodResult
from tequio.engines.estimation.table import CaptureTable
from tequio.engines.estimation.wording import Saying, saying

NAME = "latent_classes"
HIGHEST_R_HAT = 1.05
"""Above, chains are held to disagree and no figure is given."""
FEWEST_LISTS = 3
MOST_LISTS = 30

Floats = NDArray[np.float64]
Progress = Callable[[float], None]

_THINNING = 10
_FIRST_SWEEPS = 5_000
_LATE_SWEEPS = (
    20_000  # before, one good look may be luck, and looking often makes luck likelier: two in a row
)
_HOPELESS_R_HAT, _HOPELESS_SWEEPS = 1.3, 40_000  # at that look and the one before
_GOOD_R_HAT, _GOOD_DRAWS = 1.01, 400  # Vehtari et al. 2021, what they ask before a figure is read
_START_POWERS = (0.0, 3.0, 0.5, 6.0)  # rates of a start are uniform to these powers; 0: all are in one class
_GRID, _VALLEY, _LEAST_SHARE = 400, 0.6, 0.05


@dataclass(frozen=True, slots=True)
class LatentClassSettings:
    """How the chains are run; the priors are those of LCMCR unless told otherwise.

    Args:
        classes: at most so many; the stick-breaking is cut there (K*).
        chains: four or more.
        most_sweeps: of a chain; the first half of what was run is always left out.
        alpha_shape: of the Gamma prior of the concentration.
        alpha_rate: of the same.
        beta_on: first parameter of the Beta prior of a capture probability.
        beta_off: second parameter.
        moves: Metropolis moves before each sweep; 0 for the sampler of the paper.
        scouts: short chains of the sampler of the paper that look for other places.
        scout_sweeps: of each of these; the first half is left out.
    """

    classes: int = 5
    chains: int = 4
    most_sweeps: int = 160_000
    alpha_shape: float = 0.25
    alpha_rate: float = 0.25
    beta_on: float = 1.0
    beta_off: float = 1.0
    moves: int = 10
    scouts: int = 4
    scout_sweeps: int = 10_000

    def __post_init__(self) -> None:
        wrong = (
            ("classes", self.classes, 1 <= self.classes <= 50, "1–50"),
            ("chains", self.chains, 4 <= self.chains <= 64, "4–64"),
            ("most_sweeps", self.most_sweeps, 400 <= self.most_sweeps <= 10_000_000, "400–10,000,000"),
            ("moves", self.moves, 0 <= self.moves <= 1000, "0–1,000"),
            ("scouts", self.scouts, 0 <= self.scouts <= 64, "0–64"),
            ("scout_sweeps", self.scout_sweeps, 400 <= self.scout_sweeps <= 10_000_000, "400–10,000,000"),
            *(
                (name, getattr(self, name), 0 < getattr(self, name) < 1e6, "> 0")
                for name in ("alpha_shape", "alpha_rate", "beta_on", "beta_off")
            ),
        )
        for name, value, is_right, expected in wrong:
            if not is_right:
                raise SettingIsWrong("setting_wrong", name=name, value=value, expected=expected)


@dataclass(frozen=True, slots=True)
class Mode:
    """One place where chains sit.

    Args:
        estimate: median of everybody there.
        interval: its equal-tailed limits.
        chains: which chains sit there, numbered from 0.
        share: of all draws.
    """

    estimate: float
    interval: tuple[float, float]
    chains: tuple[int, ...]
    share: float

    def as_saying(self) -> Saying:
        """Say where it is and how many chains are there."""
        return saying(
            "mode",
            estimate=round(self.estimate),
            low=round(self.interval[0]),
            high=round(self.interval[1]),
            chains=len(self.chains),
        )


@dataclass(frozen=True, slots=True, eq=False)
class LatentClassRun:
    """What the chains did, whether they agree or not.

    Args:
        draws: (chains, draws) of everybody.
        states: (chains, draws, lists + 2, classes), rates, log shares and concentration.
        convergence: of the logarithm of the unobserved.
        modes: places where chains sit, from the lowest.
        elsewhere: places outside the interval of all draws at which scouts sat, from the lowest.
        peaks: of the density of all draws together, (where, share of the draws), from the lowest.
        sweeps: of each chain.
        given_up: whether the chains sat so far apart that the rest of the budget was not spent.
    """

    draws: NDArray[np.int64]
    states: Floats
    convergence: Convergence
    modes: tuple[Mode, ...]
    elsewhere: tuple[Mode, ...]
    peaks: tuple[tuple[float, float], ...]
    sweeps: int
    given_up: bool = False

    @property
    def agrees(self) -> bool:
        """Whether a figure may be read."""
        return self.convergence.r_hat <= HIGHEST_R_HAT


def run_latent_classes(
    table: CaptureTable,
    *,
    seed: int,
    settings: LatentClassSettings | None = None,
    level: float = 0.95,
    progress: Progress | None = None,
) -> LatentClassRun:
    """Run the chains until they agree well, plainly will not, or the budget is spent.

    Args:
        table: of three lists or more.
        seed: from which every chain's numbers come.
        settings: None for those of LCMCR.
        level: of the intervals of the modes.
        progress: called with the share of the budget that is spent.

    Raises:
        MethodDoesNotApply: the table has too few lists, or too many.
    """
    chosen = settings or LatentClassSettings()
    if not FEWEST_LISTS <= table.k <= MOST_LISTS:
        raise MethodDoesNotApply("needs_lists", least=FEWEST_LISTS, most=MOST_LISTS, lists=table.k)
    chains = _Chains(table, chosen, seed)
    sweeps, target = 0, min(_FIRST_SWEEPS, chosen.most_sweeps)
    looks: list[Convergence] = []
    while True:
        chains.run(target - sweeps)
        sweeps = target
        draws, states = chains.kept_half()
        looks.append(assess_chains(np.log1p(draws.astype(np.float64))))
        if progress:
            progress(min(1.0, sweeps / chosen.most_sweeps))
        given_up = _are_hopeless(looks, sweeps)
        if _agree_well(looks, sweeps) or given_up or sweeps >= chosen.most_sweeps:
            break
        target = min(2 * sweeps, chosen.most_sweeps)
    draws = draws + table.n
    scouts = _scouts(table, chosen, seed) + table.n
    return LatentClassRun(
        draws,
        states,
        looks[-1],
        _modes(draws, level),
        _elsewhere(scouts, draws, level),
        _peaks(draws.ravel()),
        sweeps,
        given_up,
    )


def _is_good(found: Convergence) -> bool:
    return found.r_hat <= _GOOD_R_HAT and min(found.bulk, found.tail) >= _GOOD_DRAWS


def _agree_well(looks: Sequence[Convergence], sweeps: int) -> bool:
    needed = 1 if sweeps >= _LATE_SWEEPS else 2
    return len(looks) >= needed and all(_is_good(look) for look in looks[-needed:])


def _are_hopeless(looks: Sequence[Convergence], sweeps: int) -> bool:
    """Tell whether chains were far apart at the last two looks, the last of them a late one.

    Twice the sweeps halve the distance of chains that pass between two places, and hardly move those that do
    not; from 1.3 it would take many times the budget to come to 1.05. Giving up can only refuse more.
    """
    apart = [look.r_hat > _HOPELESS_R_HAT for look in looks[-2:]]
    return sweeps >= _HOPELESS_SWEEPS and len(apart) == 2 and all(apart)


class _Chains:
    """Chains that go on from where they are."""

    def __init__(self, table: CaptureTable, chosen: LatentClassSettings, seed: int) -> None:
        self.histories = np.ascontiguousarray(table.histories, dtype=np.float64)
        self.counts = table.counts
        self.prior = np.array([chosen.beta_on, chosen.beta_off, chosen.alpha_shape, chosen.alpha_rate])
        self.moves = chosen.moves
        self.randoms = [np.random.default_rng([seed, number]) for number in range(chosen.chains)]
        self.states = [_start(table, chosen.classes, number, r) for number, r in enumerate(self.randoms)]
        self.unseen = np.zeros((chosen.chains, 0), np.int64)
        self.kept = np.zeros((chosen.chains, 0, table.k + 2, chosen.classes))

    def run(self, sweeps: int) -> None:
        """Go on for so many sweeps."""
        pieces = [
            run_chain(self.histories, self.counts, state, self.prior, sweeps, _THINNING, self.moves, random)
            for state, random in zip(self.states, self.randoms, strict=True)
        ]
        self.unseen = np.concatenate([self.unseen, np.stack([piece[0] for piece in pieces])], axis=1)
        self.kept = np.concatenate([self.kept, np.stack([piece[1] for piece in pieces])], axis=1)

    def kept_half(self) -> tuple[NDArray[np.int64], Floats]:
        """Give the unobserved (M, D) and the states (M, D, J + 2, K) of the second half."""
        half = self.unseen.shape[1] // 2
        return self.unseen[:, half:], self.kept[:, half:]


def _scouts(table: CaptureTable, chosen: LatentClassSettings, seed: int) -> NDArray[np.int64]:
    """Give the unobserved (scouts, D) where short chains of the paper's sampler sit."""
    plain = replace(chosen, chains=max(4, chosen.scouts), moves=0)
    scouts = _Chains(table, plain, seed + 1_000_003)
    if not chosen.scouts:
        return np.zeros((0, 1), np.int64)
    scouts.run(chosen.scout_sweeps)
    return scouts.kept_half()[0][: chosen.scouts]


def _elsewhere(scouts: NDArray[np.int64], draws: NDArray[np.int64], level: float) -> tuple[Mode, ...]:
    """Keep the scouts' modes whose median the chains' draws put outside their interval."""
    if not len(scouts):
        return ()
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    return tuple(mode for mode in _modes(scouts, level) if not low <= mode.estimate <= high)


def latent_classes(
    table: CaptureTable,
    *,
    seed: int,
    settings: LatentClassSettings | None = None,
    level: float = 0.95,
    progress: Progress | None = None,
) -> MethodResult:
    """Estimate everybody where people differ in how visible they are.

    Args:
        table: of three lists or more.
        seed: from which every random number comes.
        settings: None for those of LCMCR.
        level: of the interval, equal-tailed.
        progress: called with the share of the budget that is spent.

    Raises:
        MethodDoesNotApply: the table has too few lists, or too many.
        ChainsDisagree: R-hat is above 1.05; the sentence names each place where chains sit.
    """
    began = time.process_time()
    chosen = settings or LatentClassSettings()
    run = run_latent_classes(table, seed=seed, settings=chosen, level=level, progress=progress)
    if not run.agrees:
        raise ChainsDisagree(
            "chains_disagree",
            r_hat=_written(run.convergence.r_hat),
            highest=HIGHEST_R_HAT,
            sweeps=run.sweeps,
            modes=modes_saying(run.modes),
        )
    pooled = run.draws.ravel().astype(np.float64)
    checks = [_convergence_check(run), _modes_check(run), _fit_check(table, run, seed)]
    low, median, high = np.quantile(pooled, [(1 - level) / 2, 0.5, (1 + level) / 2])
    return MethodResult(
        NAME,
        float(median),
        (float(low), float(high)),
        level,
        saying("assumes_latent_classes"),
        tuple(check for check in checks if check),
        {**asdict(chosen), "sweeps": run.sweeps, "seed": seed},
        time.process_time() - began,
        pooled,
        {
            "r_hat": run.convergence.r_hat,
            "bulk": run.convergence.bulk,
            "tail": run.convergence.tail,
            "modes": [asdict(mode) for mode in run.modes],
            "peaks": list(run.peaks),
            "elsewhere": [asdict(mode) for mode in run.elsewhere],
        },
    )


def modes_saying(modes: tuple[Mode, ...]) -> Saying:
    """Join the sentences about where chains sit into one."""
    said = modes[-1].as_saying()
    for mode in reversed(modes[:-1]):
        said = saying("joined", first=mode.as_saying(), rest=said)
    return said


def cell_probabilities(states: Floats, histories: Floats) -> Floats:
    """Give the probability of each history among the observed, for each state.

    Args:
        states: (draws, lists + 2, classes).
        histories: (cells, lists) of 0 and 1, all that are possible.

    Returns:
        (draws, cells), each row of sum 1.
    """
    lists = histories.shape[1]
    rates, shares = states[:, :lists], np.exp(states[:, lists])
    log_on, log_off = np.log(rates), np.log1p(-rates)
    cells = np.exp(
        np.einsum("cj,djk->dck", histories, log_on) + np.einsum("cj,djk->dck", 1 - histories, log_off)
    )
    chances: Floats = np.einsum("dck,dk->dc", cells, shares)
    scaled: Floats = chances / chances.sum(axis=1, keepdims=True)
    return scaled


def _start(table: CaptureTable, classes: int, number: int, random: np.random.Generator) -> Floats:
    """Give a start far from the other chains': all in one class, or classes all more or less visible."""
    lists = table.k
    state = np.zeros((lists + 2, classes))
    power = _START_POWERS[number % len(_START_POWERS)]
    state[:lists] = np.clip(random.random((lists, classes)) ** (power or 1.0), 1e-4, 1 - 1e-4)
    state[lists] = random.dirichlet(np.ones(classes))
    state[lists + 1, 0] = 1.0
    if not power:
        state[:lists, 0] = table.sizes / (3 * table.n)
        state[lists] = 1e-4
        state[lists, 0] = 1 - 1e-4 * (classes - 1)
    state[lists] = np.log(state[lists])
    return state


def _modes(draws: NDArray[np.int64], level: float) -> tuple[Mode, ...]:
    """Group chains: two sit together where the median of each is within the middle half of the other."""
    low, middle, high = np.quantile(draws, [0.25, 0.5, 0.75], axis=1)
    inside = (low[:, None] <= middle[None, :]) & (middle[None, :] <= high[:, None])
    together = inside & inside.T
    groups: list[set[int]] = []
    for chain in range(len(draws)):
        joined = {chain} | {int(other) for other in np.flatnonzero(together[chain])}
        for group in [group for group in groups if group & joined]:
            joined |= group
            groups.remove(group)
        groups.append(joined)
    modes = []
    for group in groups:
        some = draws[sorted(group)].ravel()
        lower, median, upper = np.quantile(some, [(1 - level) / 2, 0.5, (1 + level) / 2])
        share = len(group) / len(draws)
        modes.append(Mode(float(median), (float(lower), float(upper)), tuple(sorted(group)), share))
    return tuple(sorted(modes, key=lambda mode: mode.estimate))


def _peaks(draws: NDArray[np.int64]) -> tuple[tuple[float, float], ...]:
    """Find the peaks of the density of the logarithm that are parted by a valley, and the draws at each."""
    logs = np.log(draws.astype(np.float64))
    spread = min(float(logs.std()), float(np.subtract(*np.quantile(logs, [0.75, 0.25]))) / 1.34)
    if spread <= 0:
        return ((float(np.median(draws)), 1.0),)
    width = 1.06 * spread * min(len(logs), 2000) ** -0.2  # draws follow one another: as of 2,000 at most
    edges = np.linspace(logs.min() - 3 * width, logs.max() + 3 * width, _GRID + 1)
    counts, _ = np.histogram(logs, edges)
    step = edges[1] - edges[0]
    reach = np.arange(-_GRID, _GRID + 1) * step
    density = np.convolve(counts, np.exp(-0.5 * (reach / width) ** 2), mode="full")[_GRID : 2 * _GRID]
    tops = [
        at
        for at in range(_GRID)
        if density[at] > 0
        and density[at] >= density[max(0, at - 1) : at + 2].max()
        and (at == 0 or density[at] > density[at - 1])
    ]
    return _parted(tops, density, counts, (edges[:-1] + edges[1:]) / 2)


def _parted(
    tops: list[int], density: Floats, counts: NDArray[np.int64], centres: Floats
) -> tuple[tuple[float, float], ...]:
    """Join tops without a real valley between them, and those at which hardly a draw is."""
    tops = list(tops)
    while len(tops) > 1:
        cuts = [int(a + density[a : b + 1].argmin()) for a, b in pairwise(tops)]
        bounds = [0, *cuts, len(counts)]
        shares = [counts[a:b].sum() / counts.sum() for a, b in pairwise(bounds)]
        shallow = [
            number
            for number, (a, b) in enumerate(pairwise(tops))
            if density[cuts[number]] > _VALLEY * min(density[a], density[b])
        ]
        small = [number for number, share in enumerate(shares) if share < _LEAST_SHARE]
        if shallow:
            a, b = tops[shallow[0]], tops[shallow[0] + 1]
            tops.remove(a if density[a] < density[b] else b)
        elif small:
            tops.pop(small[0])
        else:
            return tuple(
                (float(np.exp(centres[top])), float(share)) for top, share in zip(tops, shares, strict=True)
            )
    return ((float(np.exp(centres[tops[0]])), 1.0),)


def _convergence_check(run: LatentClassRun) -> Check:
    found = run.convergence
    fine = _is_good(found)
    why = saying(
        "chains_agree" if fine else "chains_nearly_agree",
        chains=len(run.draws),
        r_hat=_written(found.r_hat, 3),
        bulk=round(found.bulk),
        tail=round(found.tail),
    )
    return Check("convergence", "pass" if fine else "warn", why)


def _modes_check(run: LatentClassRun) -> Check:
    if len(run.peaks) > 1:
        said = saying("peak", where=round(run.peaks[-1][0]), share=round(100 * run.peaks[-1][1]))
        for where, share in reversed(run.peaks[:-1]):
            peak = saying("peak", where=round(where), share=round(100 * share))
            said = saying("joined", first=peak, rest=said)
        return Check("modes", "warn", saying("several_modes", peaks=said))
    if run.elsewhere:
        return Check("modes", "warn", saying("places_left", modes=modes_saying(run.elsewhere)))
    return Check("modes", "pass", saying("one_mode"))


def _fit_check(table: CaptureTable, run: LatentClassRun, seed: int) -> Check | None:
    if table.k > 12:
        return None
    codes = np.arange(1, 2**table.k)
    histories = ((codes[:, None] >> np.arange(table.k)) & 1).astype(np.float64)
    states = run.states.reshape(-1, *run.states.shape[2:])
    some = states[:: max(1, len(states) // 500)]
    chances = cell_probabilities(some, histories)
    return predictive_check(chances, table.full(), np.random.default_rng([seed, 99]))


def _written(number: float, digits: int = 2) -> str:
    return f"{number:.{digits}f}"
