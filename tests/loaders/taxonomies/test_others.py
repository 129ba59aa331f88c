"""Tabiya's, O*NET's, the ILO's and plain tables to SKOS."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from loaders.taxonomies.findings import Sort
from loaders.taxonomies.terms import Esco
from ontology.errors import InputError
from ontology.terms import Rdf, Rg, Skos
from tests.loaders.taxonomies.samples import CAPTAIN, COOK, ESCO, STEER, Result, read, tagged, written

TABIYA = {
    "model_info.csv": '"UUIDHISTORY","NAME","LOCALE","DESCRIPTION","VERSION"\n"a","ESCO v1.1.2","sv","",""\n',
    "occupation_groups.csv": (
        '"ORIGINURI","ID","UUIDHISTORY","CODE","GROUPTYPE","PREFERREDLABEL","ALTLABELS","DESCRIPTION"\n'
        f'"{ESCO}isco/C3152","k1","u1","3152","iscogroup","Officers","Officers",""\n'
        '"","k9","u9","L1","localgroup","Ours alone","",""\n'
    ),
    "occupations.csv": (
        '"ORIGINURI","ID","UUIDHISTORY","OCCUPATIONGROUPCODE","CODE","PREFERREDLABEL","ALTLABELS","DESCRIPTION"\n'
        f'"{CAPTAIN}","k2","u2","3152","3152.1","captain","captain\nskipper","Leads."\n'
    ),
    "skills.csv": (
        '"ORIGINURI","ID","SKILLTYPE","REUSELEVEL","PREFERREDLABEL","ALTLABELS","DESCRIPTION"\n'
        f'"{STEER}","k3","skill/competence","transversal","steer","",""\n'
    ),
    "occupation_hierarchy.csv": (
        '"PARENTOBJECTTYPE","PARENTID","CHILDID","CHILDOBJECTTYPE"\n"iscogroup","k1","k2","escooccupation"\n'
        '"iscogroup","k1","k77","escooccupation"\n'
    ),
    "occupation_to_skill_relations.csv": (
        '"OCCUPATIONTYPE","OCCUPATIONID","RELATIONTYPE","SKILLID"\n"escooccupation","k2","essential","k3"\n'
        '"escooccupation","k2","","k3"\n'
    ),
    "LICENSE": "a licence",
}
ONET = {
    "Occupation Data.txt": (
        'O*NET-SOC Code\tTitle\tDescription\n53-5021.00\tCaptains, Mates\tSay "left" or "right".\n'
        "35-2014.00\tCooks\tCook.\n"
    ),
    "Alternate Titles.txt": (
        "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)\n"
        "53-5021.00\tMaster of a Ferry (MoF)\tMoF\t02\n35-2014.00\tCooks\tn/a\t08\n"
    ),
    "Technology Skills.txt": (
        "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand\n"
        "53-5021.00\tChart & Plotter\t43231500\tChart software\tN\tN\n"
        "53-5021.00\tSheets\t43232110\tSpread sheet software\tY\tY\n"
        "35-2014.00\tSheets\t43232110\tSpread sheet software\tY\tN\n"
    ),
    "Related Occupations.txt": "O*NET-SOC Code\tRelated O*NET-SOC Code\tIndex\n53-5021.00\t35-2014.00\t1\n",
    "Content Model Reference.txt": (
        "Element ID\tElement Name\tDescription\n2\tWorker Requirements\tWhat workers bring.\n"
        "2.A\tBasic Skills\tCapacities.\n2.A.1\tContent\tSkills to work with.\n2.A.1.b\tActive Listening\tListen.\n"
    ),
    "Level Scale Anchors.txt": "Element ID\tElement Name\tScale ID\tAnchor Value\n2.A.1.b\tActive Listening\tLV\t2\n",
    "Job Zones.txt": "O*NET-SOC Code\tJob Zone\tDate\tDomain Source\n53-5021.00\t3\t08/2023\tAnalyst\n",
    "Read Me.txt": "O*NET 29.3 Database\nMay 2025 Release\n",
}
ONLINE = "https://www.onetonline.org/"
ELEMENT = ONLINE + "find/descriptor/result/"
MATE, SHEETS = ONLINE + "link/summary/53-5021.00", ONLINE + "search/tech/example?e=Sheets"


def workbook(path: Path, rows: Sequence[Sequence[str | int]]) -> None:
    """An Excel file of one sheet."""

    def cell(value: str | int) -> str:
        if isinstance(value, int):
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">'
        '<sheets><sheet name="One" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="s" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')


def check_onet(found: Result) -> None:
    assert {
        "pref": {tagged("Captains, Mates", "en")},
        "alt": {tagged("Master of a Ferry (MoF)", "en"), tagged("MoF", "en")},
    } == (found.labels(MATE))
    assert {tagged('Say "left" or "right".', "en")} == found.values(MATE, Skos.definition)
    assert {'"53-5021.00"'} == found.values(MATE, Skos.notation)
    assert {SHEETS, ONLINE + "search/tech/example?e=Chart%20%26%20Plotter"} == found.values(MATE, Rg.usesTechnology)
    assert {ONLINE + "search/tech/?c=43232110"} == found.values(SHEETS, Skos.broader)
    assert {'"43232110"'} == found.values(ONLINE + "search/tech/?c=43232110", Skos.notation)
    assert {MATE} == found.values(SHEETS, Rg.inDemandFor)
    assert {ONLINE + "link/summary/35-2014.00"} == found.values(MATE, Skos.related)
    chart = ONLINE + "search/tech/example?e=Chart%20%26%20Plotter"
    hot = [next(iter(found.values(one, Rg.hotTechnology))).partition("^")[0] for one in (SHEETS, chart)]
    assert ['"true"', '"false"'] == hot
    assert "29.3" == found.about.version
    left = {one.source.partition(".")[0] for one in found.findings if one.sort is Sort.FILE}
    assert {"Job Zones", "Level Scale Anchors"} == left
    check_elements(found)


def check_elements(found: Result) -> None:
    listening = ELEMENT + "2.A.1.b"
    assert {"pref": {tagged("Active Listening", "en")}} == found.labels(listening)
    assert {tagged("Listen.", "en")} == found.values(listening, Skos.definition)
    assert {'"2.A.1.b"'} == found.values(listening, Skos.notation)
    assert {ELEMENT + "2.A.1"} == found.values(listening, Skos.broader)
    assert {'"2"'} == found.values(ELEMENT + "2", Skos.notation)
    assert set() == found.values(ELEMENT + "2", Skos.broader)


def test_onet_as_text(tmp_path: Path) -> None:
    check_onet(read(tmp_path, ONET))


def test_onet_as_csv_and_excel_is_the_same(tmp_path: Path) -> None:
    folder = written(tmp_path, {"Read Me.txt": ONET["Read Me.txt"]})
    for name, text in ONET.items():
        if name != "Read Me.txt":
            rows = [line.split("\t") for line in text.splitlines()]
            made = [[int(cell) if cell.isdigit() else cell for cell in row] for row in rows]
            workbook(folder / name.replace(".txt", ".xlsx"), made)

    check_onet(Result(folder))


def test_a_short_title_that_is_none_is_no_label(tmp_path: Path) -> None:
    found = read(tmp_path, ONET)

    assert {"pref": {tagged("Cooks", "en")}} == found.labels(ONLINE + "link/summary/35-2014.00")


def test_tabiya_by_the_iris_of_its_origin(tmp_path: Path) -> None:
    found = read(tmp_path, TABIYA)

    assert {"pref": {tagged("captain", "sv")}, "alt": {tagged("skipper", "sv")}} == found.labels(CAPTAIN)
    assert {Skos.Concept.value, Esco.Occupation.value} == found.values(CAPTAIN, Rdf.type)
    assert {f"{ESCO}isco/C3152"} == found.values(CAPTAIN, Skos.broader)
    assert {STEER} == found.values(CAPTAIN, Esco.relatedEssentialSkill)
    assert "1.1.2" == found.about.version
    assert {Sort.NO_IRI: 1, Sort.UNKNOWN: 1, Sort.RELATION: 1, Sort.PREFERRED: 2} == {
        sort: found.counts[sort] for sort in (Sort.NO_IRI, Sort.UNKNOWN, Sort.RELATION, Sort.PREFERRED)
    }


def test_tabiya_in_two_languages_with_a_table_missing(tmp_path: Path) -> None:
    files = {f"en/{name}": text.replace('"sv"', '"en"') for name, text in TABIYA.items() if name != "skills.csv"}
    files |= {f"fr/{name}": TABIYA[name].replace("captain", "capitaine") for name in ("occupations.csv",)}
    files = {name: text.replace("occupation/capitaine", "occupation/captain") for name, text in files.items()}
    found = read(tmp_path, files)

    assert {tagged("captain", "en"), tagged("capitaine", "fr")} == found.labels(CAPTAIN)["pref"]
    assert set() == found.values(CAPTAIN, Esco.relatedEssentialSkill)
    assert 3 == found.counts[Sort.UNKNOWN]


def test_two_concepts_of_one_id_are_refused(tmp_path: Path) -> None:
    files = {**TABIYA, "skills.csv": TABIYA["skills.csv"].replace('"k3"', '"k2"')}

    with pytest.raises(InputError, match=r"skills\.csv:2: row 1: the ID k2"):
        read(tmp_path, files)


def test_isco_by_codes_and_titles(tmp_path: Path) -> None:
    ilo = "Level,ISCO 08 Code,Title EN,Title SP,Definition\n1,5,Service,Servicio,\n4,110,Officers,Oficiales,Lead.\n"
    found = read(tmp_path, {"ISCO-08.csv": ilo}, language="en")

    assert {tagged("Officers", "en"), tagged("Oficiales", "es")} == found.labels(f"{ESCO}isco/C0110")["pref"]
    assert {f"{ESCO}isco/C011"} == found.values(f"{ESCO}isco/C0110", Skos.broader)
    assert set() == found.values(f"{ESCO}isco/C5", Skos.broader)
    assert {'"0110"'} == found.values(f"{ESCO}isco/C0110", Skos.notation)
    assert "ISCO-08" in found.about.title


def test_labels_in_a_column_a_language(tmp_path: Path) -> None:
    table = f"code,uri,en,no,fi,alt_en,description_en\n3152,{ESCO}isco/C3152,Officers,,Päällystö,mates|captains,Lead.\n"
    found = read(tmp_path, {"isco.csv": table})

    assert {
        "pref": {tagged("Officers", "en"), tagged("Päällystö", "fi")},
        "alt": {tagged("mates", "en"), tagged("captains", "en")},
    } == found.labels(f"{ESCO}isco/C3152")
    assert {tagged("Lead.", "en")} == found.values(f"{ESCO}isco/C3152", Skos.definition)
    assert (1, 1) == (found.counts[Sort.TAG], found.counts[Sort.UNNAMED])


def test_labels_one_a_row(tmp_path: Path) -> None:
    table = f"concept_uri\tlanguage\tlabel\n{COOK}\tno\tkokk\n{COOK}\ten\tcook\n"
    found = read(tmp_path / "a", {"labels.tsv": table})
    kinds = f"concept_uri\tlanguage\tlabel\tkind\n{COOK}\tno\tkokk\tprefLabel\n{COOK}\ten\tcuk\thiddenLabel\n"
    told = read(tmp_path / "b", {"labels.tsv": kinds})

    assert {"alt": {tagged("kokk", "nb"), tagged("cook", "en")}} == found.labels(COOK)
    assert 2 == found.counts[Sort.UNTAGGED]
    assert {"pref": {tagged("kokk", "nb")}, "hidden": {tagged("cuk", "en")}} == told.labels(COOK)
