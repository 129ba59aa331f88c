from __future__ import annotations

import pytest

from loaders.encodings import decoded
from ontology.errors import InputError

TEXTS = {
    "fi": "Sairaanhoitaja hoitaa potilaita ja pitää huolta siitä, että he saavat mitä tarvitsevat joka päivä.",
    "fr": "L’infirmière soigne les malades, prépare les médicaments et tient à jour le dossier de chaque patient.",
    "pl": "Pielęgniarka opiekuje się chorymi, podaje leki i każdego dnia planuje, czego będą potrzebować.",
    "cs": "Zdravotní sestra pečuje o nemocné, podává léky a každý den plánuje, co budou potřebovat.",
    "ru": "Медсестра ухаживает за больными, выдаёт лекарства и каждый день планирует, что им нужно.",
    "bg": "Медицинската сестра се грижи за болните, дава лекарства и всеки ден планира нуждите им.",
    "tr": "Hemşire hastalara bakar, ilaçlarını verir ve her gün neye ihtiyaçları olduğunu planlar.",
    "et": "Õde hooldab haigeid, annab ravimeid ja plaanib iga päev, mida nad vajavad. Töö eeldab täpsust.",
    "ja": "看護師は病気の人の世話をし、薬を渡し、毎日必要なものを計画します。正確さと思いやりが求められます。",
    "zh-Hans": "护士照顾病人，发放药品，每天计划他们的需要。要求认真负责，有爱心，能与医生合作。",
    "zh-Hant": "護士照顧病人，發放藥品，每天規劃他們的需要。要求認真負責，有愛心，能與醫生合作。",
}
ENCODINGS = [
    ("fi", "cp1252"), ("fi", "utf-16"), ("fi", "utf-32"), ("fi", "utf-8-sig"), ("fr", "cp1252"), ("pl", "iso8859-2"),
    ("pl", "cp1250"), ("cs", "cp1250"), ("ru", "cp1251"), ("ru", "koi8-r"), ("bg", "cp1251"), ("tr", "cp1254"),
    ("et", "cp1257"), ("ja", "shift_jis"), ("ja", "euc-jp"), ("ja", "iso2022_jp"), ("zh-Hans", "gb18030"),
    ("zh-Hant", "big5"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "encoding"), ENCODINGS)
def test_an_encoding_is_told(language: str, encoding: str) -> None:
    assert TEXTS[language] == decoded("a.txt", TEXTS[language].encode(encoding))[0]


@pytest.mark.parametrize(
    "head",
    ['<meta charset="windows-1251">', '<meta http-equiv=Content-Type content="text/html; charset=windows-1251">',
     '<?xml version="1.0" encoding="windows-1251"?>'],
)  # fmt: skip
def test_a_declared_encoding_is_believed(head: str) -> None:
    assert f"{head}Медь" == decoded("a.html", f"{head}Медь".encode("cp1251"))[0]


def test_a_wrong_declaration_does_not_beat_utf8() -> None:
    assert "<meta charset=big5>ä" == decoded("a.html", "<meta charset=big5>ä".encode())[0]


def test_an_unknown_declaration_is_passed_over() -> None:
    page = f"<meta charset=klingon>{TEXTS['fi']}"

    assert page == decoded("a.html", page.encode("cp1252"))[0]


def test_a_text_with_a_few_bad_bytes_is_refused_with_the_line() -> None:
    with pytest.raises(InputError, match=r"a.txt:2: the text is not UTF-8"):
        decoded("a.txt", "Pää\n".encode() + b"\xff" + "työ".encode())
