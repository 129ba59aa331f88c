from __future__ import annotations

import pytest

from bench.quality import steps as told_right
from loaders import vectors
from loaders.careers import MOST, Path, Step, in_label, is_generic, kinds


def steps(*rows: tuple[str, str]) -> list[Step]:
    return [Step(*row) for row in rows]


def test_the_role_itself_divides_its_path() -> None:
    found = kinds(
        steps(("Trainee", "A start."), ("Clerk", "More."), ("Accountant", "Here."), ("Head of Finance", "Above.")),
        Path(("accountant",), "en"),
    )

    assert ["entry", "previous", "self", "next"] == found


def test_without_the_role_what_follows_comes_next() -> None:
    found = kinds(steps(("Junior CSR", "Begins."), ("Senior CSR", "Goes on.")), Path(("customer agent",), "en"))

    assert ["entry", "next"] == found


def test_an_inflected_name_in_a_group_is_the_role_itself() -> None:
    found = kinds(
        steps(
            ("Aloitustehtävät", "Aloittaminen apulaisena."),
            ("Keskitason tehtävät", "Eteneminen tilivastaavaksi vuosien jälkeen."),
            ("Ylemmät tehtävät", "Eteneminen vanhempaan tilivastaavaan rooliin."),
        ),
        Path(("tilivastaava",), "fi"),
    )

    assert ["entry", "self", "next"] == found


def test_moves_aside_are_lateral() -> None:
    found = kinds(
        steps(
            ("Clerk of the court", "Keeps the files."),
            ("Team Lead", "Up."),
            ("Other departments", "Sales and marketing."),
        ),
        Path(("clerk",), "en"),
    )

    assert ["next", "next", "lateral"] == found


def test_a_label_may_name_several_roles() -> None:
    assert ["Senior Account Manager", "Team Lead"] == [
        match.label for match in in_label("Senior Account Manager eller Team Lead", "nb")
    ]
    assert ["Лидер группы", "Супервизор"] == [match.label for match in in_label("Лидер группы/Супервизор", "ru")]


def test_and_joins_the_parts_of_one_name() -> None:
    assert ["Head of Training and Development"] == [
        match.label for match in in_label("Head of Training and Development", "en")
    ]


def test_roles_in_general_are_no_names() -> None:
    assert (True, []) == (is_generic("Leadership positions", "en"), in_label("Leadership positions", "en"))


def test_and_or_is_one_word_between_two_names() -> None:
    assert ["Head nurse", "Ward manager"] == [match.label for match in in_label("Head nurse and/or Ward manager", "en")]


def test_an_alternative_of_several_words_has_no_letters_left_over() -> None:
    assert ["A", "B", "C"] == [match.label for match in in_label("A or B / C", "en")]


def test_a_sentence_that_names_the_role_and_nothing_else_is_the_role_itself() -> None:
    found = kinds(
        steps(
            ("", "Most people join us as trainees."),
            ("", "With the exam passed you are taken on as a paralegal."),
            ("", "Later on you may be promoted to office manager."),
        ),
        Path(("paralegal",), "en"),
    )

    assert ["entry", "self", "next"] == found


def test_people_begin_with_one_step_alone() -> None:
    found = kinds(
        steps(("Trainee", "A start."), ("Junior clerk", "Begins to file."), ("Clerk", "Here."), ("Head", "Above.")),
        Path(("clerk",), "en"),
    )

    assert ["entry", "previous", "self", "next"] == found


def test_a_rank_in_a_label_is_believed_less_than_a_plain_word_of_moving_aside() -> None:
    found = kinds(
        steps(("Receptionist", "Most people start here."), ("Events manager", "A sideways move on the same level.")),
        Path(("concierge",), "en"),
    )

    assert ["entry", "lateral"] == found


@pytest.mark.skipif(not vectors.available(), reason="needs the extra `align`")
def test_so_many_steps_are_no_career_and_are_not_weighed() -> None:
    aside = "If nights wear you out, the day clinic will have you at your present wage, door {}."
    rows = steps(*((f"Role {number}", aside.format(number)) for number in range(MOST)))

    assert "lateral" == kinds(rows, Path(("fisher",), "en"))[-1]
    assert "next" == kinds([*rows, *rows], Path(("fisher",), "en"))[-1]


@pytest.mark.skipif(not vectors.available(), reason="needs the extra `align`")
@pytest.mark.parametrize(("set_aside", "least"), [(False, 0.85), (True, 0.8)])
def test_most_steps_are_told_right_in_every_language(set_aside: bool, least: float) -> None:
    right, every = told_right(set_aside=set_aside)

    assert every > 300
    assert right / every >= least
