"""What can't be read is told with its file and row."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.errors import InputError
from tests.loaders.taxonomies.samples import CAPTAIN, OCCUPATIONS, RELATIONS, SKILLS, Result, read

#: The name of a file, its content, and what the error says; with the line where one is known.
BAD = {
    "semicolons": ("occupations_en.csv", OCCUPATIONS.replace(",", ";"), r"occupations_en\.csv:1: .*semicolons.*commas"),
    "tabs": ("occupations_en.csv", OCCUPATIONS.replace(",", "\t"), r"occupations_en\.csv:1: .*tabs.*commas"),
    "commas": (
        "Occupation Data.txt",
        "O*NET-SOC Code,Title,Description\n11-1011.00,Chiefs,Lead.\n",
        r"Occupation Data\.txt:1: .*commas.*tabs",
    ),
    "no IRI column": (
        "occupations_en.csv",
        OCCUPATIONS.replace("conceptUri,", "uri,"),
        r"occupations_en\.csv:1: the column conceptUri",
    ),
    "no group column": (
        "occupations_en.csv",
        OCCUPATIONS.replace("iscoGroup", "group"),
        r"occupations_en\.csv:1: the column iscoGroup",
    ),
    "no sort of relations": (
        "occupationSkillRelations.csv",
        RELATIONS.replace("relationType", "what"),
        r"occupationSkillRelations\.csv:1: the column relationType",
    ),
    "conflict": (
        "occupations_en.csv",
        OCCUPATIONS + f"Occupation,{CAPTAIN},3152,river captain,,\n",
        r"occupations_en\.csv:5: row 3: .*captain stands in line 2 too",
    ),
    "cut short": (
        "occupations_en.csv",
        OCCUPATIONS + f"Occupation,{CAPTAIN}x,31",
        r"occupations_en\.csv:5: row 3: 3 cells",
    ),
    "too long": (
        "skills_en.csv",
        SKILLS.replace("stews,,", "stews,,soups,broths"),
        r"skills_en\.csv:3: row 2: 8 cells",
    ),
    "open quote": (
        "occupations_en.csv",
        OCCUPATIONS.replace('"Cooks, on board."', '"Cooks, on board.'),
        r"occupations_en\.csv:4: .*quote .*not closed",
    ),
    "quote inside": (
        "occupations_en.csv",
        OCCUPATIONS.replace('"Cooks, on board."', '"Cooks" on board'),
        r"occupations_en\.csv:4: .*quote",
    ),
    "no IRI": (
        "occupations_en.csv",
        OCCUPATIONS.replace(CAPTAIN, "captain 1"),
        r"occupations_en\.csv:2: row 1: .*no IRI",
    ),
    "empty IRI": ("occupations_en.csv", OCCUPATIONS.replace(CAPTAIN, ""), r"occupations_en\.csv:2: row 1: .*empty"),
    "no group": ("occupations_en.csv", OCCUPATIONS.replace("3152", "31x"), r"occupations_en\.csv:2: row 1: .*ISCO-08"),
    "unknown relation": (
        "occupationSkillRelations.csv",
        RELATIONS.replace("optional", "useful"),
        r"occupationSkillRelations\.csv:3: row 2: .*useful.*essential or optional",
    ),
    "another table of that name": (
        "occupations.csv",
        'id,description\nhttp://a.example/1,"captain skipper Steers a ship."\n',
        r"occupations\.csv:1: there are the columns id, description, where .*conceptUri, preferredLabel, .*own file",
    ),
    "links": (
        "lamps.csv",
        "SOC,uri\n99-1000.00,http://a.example/1\n",
        r"lamps\.csv: this is a table of links .*--crosswalk FILE",
    ),
    "unknown kind": ("animals.csv", "name,legs\nhen,2\n", r"animals\.csv: .*no known kind"),
    "unknown ending": ("occupations.docx", "x", r"occupations\.docx: .*no known kind"),
    "empty": ("occupations_en.csv", "", r"occupations_en\.csv: the file is empty"),
    "blank": ("occupations_en.csv", "\n\n", r"occupations_en\.csv: the file is empty"),
    "no concept": ("occupationSkillRelations.csv", RELATIONS, r"no concept"),
    "no code": (
        "Occupation Data.txt",
        "O*NET-SOC Code\tTitle\tDescription\n1\tChiefs\tLead.\n",
        r"Occupation Data\.txt:2: row 1: .*O\*NET-SOC",
    ),
    "no element": (
        "Content Model Reference.txt",
        "Element ID\tElement Name\tDescription\n2..A\tSkills\tAll.\n",
        r"Content Model Reference\.txt:2: row 1: .*2\.A\.1\.b",
    ),
    "no workbook": ("Occupation Data.xlsx", "PK but no more", r"Occupation Data\.xlsx: .*no workbook"),
    "bad Turtle": ("a.ttl", "<http://example.org/a> a .\n", r"a\.ttl:1: "),
    "bad RDF/XML": ("a.rdf", "<rdf", r"a\.rdf:1: "),
    "cut RDF/XML": (
        "a.rdf",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n xmlns:s="http://www.w3.org/2004/02/skos/core#">'
        '\n<s:Concept rdf:about="http://a.example/a"><s:prefLabel xml:lang="en">a</s:prefLabel></s:Concept>',
        r"a\.rdf:3: .*cut short",
    ),
    "nested too deep": (
        "a.nt",
        "<http://a.example/a> <http://a.example/p> "
        + "<<( <http://a.example/a> <http://a.example/p> " * 200_000
        + "<http://a.example/c>"
        + " )>>" * 200_000
        + " .\n",
        r"a\.nt: .*(nested|memory)",
    ),
    "RDF of other things": (
        "a.nt",
        "<http://a.example/a> <http://a.example/p> <http://a.example/b> .\n",
        r"a\.nt: .*no concept",
    ),
    "cut JSON": ("a.jsonl", '{"id": "Q1", "labels": {"en"\n', r"a\.jsonl:1: .*JSON"),
    "no entity": ("a.jsonl", '{"id": "Q1", "labels": {"en": "x"}}\n', r"a\.jsonl:1: .*no entity"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_with_file_and_row(case: str, tmp_path: Path) -> None:
    name, text, message = BAD[case]

    with pytest.raises(InputError, match=message):
        read(tmp_path, {name: text}, [name])


@pytest.mark.parametrize("case", ["semicolons", "no IRI column", "conflict", "cut short", "empty"])
def test_a_bad_file_in_a_folder_is_refused_too(case: str, tmp_path: Path) -> None:
    name, text, message = BAD[case]

    with pytest.raises(InputError, match=message):
        read(tmp_path, {name: text, "skills_en.csv": SKILLS})


def test_a_folder_without_concepts_tells_what_its_files_are(tmp_path: Path) -> None:
    files = {"lamps.csv": "SOC,uri\n99-1000.00,http://a.example/1\n", "notes.txt": "Some notes\n"}

    with pytest.raises(InputError, match=r"no concept in any of the files \(lamps\.csv: links .*; notes\.txt: of no"):
        read(tmp_path, files)


def test_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "occupations_fr.csv"
    path.write_bytes(OCCUPATIONS.replace("galley cook", "cuisinière").encode("latin-1"))

    with pytest.raises(InputError, match=r"occupations_fr\.csv:4: this is not UTF-8"):
        Result(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        Result(tmp_path / "no.csv")


@pytest.mark.parametrize("name", ["", "ESCO", "a b", "../up", "-", "esco>"])
def test_a_name_that_can_be_no_graph(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="name"):
        Result(tmp_path, name=name)
