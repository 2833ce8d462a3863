"""Which passages are proposed as the same demand, and why."""

import random
import time

import numpy as np
import pytest

from tequio.engines.grouping import (
    FEATURES,
    Passage,
    PassageIsTwice,
    Readers,
    VectorsAreWrong,
    bare_text,
    group_demands,
    read_demands,
    shipped_policy,
)

pytestmark = pytest.mark.engine

NAMES = {
    "OPCAT": "OPCAT",
    "Optional Protocol to the Convention against Torture": "OPCAT",
    "Protocolo Facultativo de la Convención contra la Tortura": "OPCAT",
    "Convention against Torture": "CAT",
    "ICPPED": "ICPPED",
    "Convención contra las Desapariciones Forzadas": "ICPPED",
    "CEDAW": "CEDAW",
}
# A few words of Spanish, as a reader that knows both languages gives them.
SPANISH = {
    "pena": "penalty", "muerte": "death", "mecanismo": "mechanism", "nacional": "national",
    "prevencion": "preventive", "tortura": "torture",
}  # fmt: skip


def find_instruments(text):
    found = []
    for name, key in NAMES.items():
        at = text.find(name)
        if at >= 0 and not any(start <= at < end for start, end, _ in found):
            found.append((at, at + len(name), key))
    return found


def read_words(text, language):
    words = [word.strip(".,;()").lower().replace("ó", "o") for word in text.split()]
    if language == "es":
        return [SPANISH[word] for word in words if word in SPANISH]
    return [word for word in words if len(word) > 3]


READERS = Readers(instruments=find_instruments, words=read_words)


def passages(*texts, state="Mexico"):
    return [
        Passage(f"p{at}", text.removeprefix("es: "), "es" if text.startswith("es: ") else "en", state=state)
        for at, text in enumerate(texts)
    ]


def together(found):
    return {frozenset(member.id for member in group.members) for group in found if len(group.members) > 1}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ratify OPCAT", "Ratify OPCAT.", True),
        ("Ratify OPCAT", "Consider ratifying the Optional Protocol to the Convention against Torture", True),
        (
            "Ratify OPCAT",
            "es: Ratificar el Protocolo Facultativo de la Convención contra la Tortura (Chile);",
            True,
        ),
        ("Ratify OPCAT", "Accede to the Convention against Torture and its Optional Protocol", False),
        ("Ratify OPCAT", "Ratify ICPPED", False),
        ("Ratify OPCAT", "es: Ratificar la Convención contra las Desapariciones Forzadas", False),
        ("Ratify OPCAT and ICPPED", "Become a party to ICPPED and OPCAT", True),
        ("Ratify CEDAW", "Withdraw its reservations to CEDAW", False),
        ("Abolish the death penalty", "es: 12 Abolir la pena de muerte (España, Francia).", True),
        ("Abolish the death penalty", "Abolish the death penalty in law", True),
        ("Establish a preventive mechanism against torture", "Abolish the death penalty", False),
        (
            "Extend a standing invitation to all special procedures",
            "Issue a standing invitation to special procedures",
            True,
        ),
    ],
)
def test_two_passages_ask_the_same_or_not(one, other, same):
    others = (
        "Combat poverty in rural areas",
        "Protect journalists from attacks",
        "Train police officers on human dignity",
    )
    found = group_demands(passages(one, other, *others), READERS)
    assert (frozenset({"p0", "p1"}) in together(found)) is same


def test_each_passage_is_in_one_group():
    found = group_demands(
        passages("Ratify OPCAT", "", "?", "Ratify OPCAT", "El Comité recomienda que:"), READERS
    )
    assert sorted(member.id for group in found for member in group.members) == ["p0", "p1", "p2", "p3", "p4"]
    assert together(found) == {frozenset({"p0", "p3"})}


def test_demands_of_other_states_stay_apart():
    here, there = (
        passages("Ratify OPCAT", "Ratify OPCAT"),
        [Passage("q", "Ratify OPCAT", "en", state="Chile")],
    )
    assert together(group_demands([*here, *there], READERS)) == {frozenset({"p0", "p1"})}


def test_a_group_says_what_is_asked_and_why_each_is_in_it():
    found = group_demands(passages("Ratify OPCAT", "Consider ratifying OPCAT", "Ratify OPCAT soon"), READERS)
    group = found[0]
    assert (group.act, group.instruments, group.state) == ("join", ("OPCAT",), "Mexico")
    assert group.members[0].nearest is None
    reasons = {member.id: member.likeness for member in group.members[1:]}
    assert all(
        reason.same_instruments == ("OPCAT",) and reason.same_act == "join" for reason in reasons.values()
    )
    assert all(reason.score >= shipped_policy().same for reason in reasons.values())
    weak = {member.id for member in group.members[1:] if member.likeness.strengths_differ}
    assert weak in ({"p1"}, {"p0", "p2"})


@pytest.mark.parametrize(
    ("text", "acts", "instruments", "persons"),
    [
        ("Ratify OPCAT", ("join",), {"OPCAT"}, set()),
        (
            "Ratify the Convention against Torture and its Optional Protocol",
            ("join",),
            {"CAT", "OPCAT"},
            set(),
        ),
        ("Withdraw reservations to CEDAW", ("withdraw",), {"CEDAW"}, set()),
        ("Investigate and punish attacks against journalists", ("investigate",), set(), {"journalists"}),
        ("Adoptar un plan de acción para las mujeres indígenas", ("plan",), set(), {"women", "indigenous"}),
        ("Suprimir la figura", ("abolish",), set(), set()),
        ("", (), set(), set()),
    ],
)
def test_what_a_passage_asks(text, acts, instruments, persons):
    (demand,) = read_demands([Passage("p", text, "en")], READERS)
    assert (demand.acts, demand.instruments, demand.persons) == (acts, instruments, persons)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("52 Modificar la legislación (Noruega);", "Modificar la legislación"),
        ("5 Ratificar el OPCAT (Bolivia (Estado Plurinacional de));", "Ratificar el OPCAT"),
        ("Ratify OPCAT (OP-CAT) soon", "Ratify OPCAT (OP-CAT) soon"),
        ("18 years as the age of marriage", "years as the age of marriage"),
    ],
)
def test_numbers_and_askers_are_left_out(text, bare):
    assert bare_text(text) == bare


def test_two_passages_with_one_id_are_refused():
    twice = [Passage("a", "Ratify OPCAT", "en"), Passage("a", "Ratify OPCAT", "en")]
    with pytest.raises(PassageIsTwice, match="Two passages have the id a"):
        group_demands(twice, READERS)


def test_an_encoder_is_asked_once_for_each_language_and_checked():
    asked = []

    def encode(texts, language):
        asked.append((language, len(texts)))
        return np.ones((len(texts), 4), dtype=np.float32) / 2

    readers = Readers(find_instruments, read_words, encode)
    found = group_demands(passages("Ratify OPCAT", "Ratify OPCAT", "es: Abolir la pena de muerte"), readers)
    assert asked == [("en", 2), ("es", 1)]
    assert found[0].members[1].likeness.nearness == 1.0
    with pytest.raises(VectorsAreWrong, match="0 vectors for 2 texts"):
        group_demands(passages("a", "b"), Readers(encoder=lambda _texts, _language: np.ones((0, 4))))


def test_nothing_gives_nothing_and_odd_texts_do_no_harm():
    assert group_demands([]) == []
    odd = passages("\x00\x00", "a" * 10_000, "(((((", "Ratify " * 2_000, "🙂", "12345")
    assert sum(len(group.members) for group in group_demands(odd)) == 6


def test_progress_is_told():
    told = []
    group_demands(
        passages("Ratify OPCAT", "Ratify CEDAW"), READERS, progress=lambda done, of: told.append((done, of))
    )
    assert told == [(2, 2)]


def test_the_same_passages_in_another_order_give_the_same_groups():
    some = made(300, 40)
    found = together(group_demands(some, READERS))
    random.Random(1).shuffle(some)
    again = together(group_demands(some, READERS))
    assert len(found & again) >= 0.9 * max(len(found), len(again))


def test_every_weight_is_of_a_feature():
    for with_vectors in (False, True):
        assert set(shipped_policy(with_vectors).weights) <= set(FEATURES)


def made(count, subjects):
    """Make passages: each subject has words of its own, asked again and again with small changes."""
    seeded = random.Random(3)
    vocabulary = ["".join(seeded.choices("bcdfglmnprstaeiou", k=7)) for _ in range(subjects * 6)]
    found = []
    for at in range(count):
        subject = at % subjects
        words = vocabulary[subject * 6 : subject * 6 + 6]
        text = " ".join(["Combat", *seeded.sample(words, 5), "and", *seeded.sample(vocabulary, at % 2)])
        found.append(Passage(f"m{at}", text, "en", state="X"))
    return found


def test_time_grows_with_the_number_of_passages():
    def seconds(count):
        start = time.process_time()
        group_demands(made(count, count // 20), READERS)
        return time.process_time() - start

    short, long = seconds(400), seconds(3_200)
    assert long < 30 * short + 0.3  # eight times as many; all pairs would be sixty-four times


def test_what_was_made_from_one_subject_comes_together():
    found = group_demands(made(300, 30), READERS)
    subject_of = {f"m{at}": at % 30 for at in range(300)}
    large = [group for group in found if len(group.members) > 1]
    mixed = [g for g in large if len({subject_of[member.id] for member in g.members}) > 1]
    assert sum(len(group.members) for group in large) > 250
    assert len(mixed) <= 1
