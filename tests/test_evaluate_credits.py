"""Names of a source compared across languages and scripts."""

from __future__ import annotations

import pytest

from saksi.evaluate import same_credit
from saksi.evaluate.credits import skeleton

SAME = [
    ("Ukrainian Air Force", "Angkatan Udara Ukraina"),
    ("Ukrainian Air Force", "Повітряні сили"),
    ("Ukrainian Air Force", "Воздушные силы"),
    ("mayor of Kyiv", "walikota Kyiv"),
    ("Kyiv mayor Klitschko", "Віталій Кличко"),
    ("Kyiv mayor Klitschko", "мэр Виталий Кличко"),
    ("Kyiv mayor Klitschko", "the city's mayor"),
    ("Kharkiv governor Syniehubov", "Oleg Sinegubov"),
    ("Kharkiv governor Syniehubov", "начальник Харківської ОВА"),
    ("Kyiv military administration head Popko", "глава Киевской городской военной администрации"),
    ("State Emergency Service", "Layanan Darurat Negara"),
    ("State Emergency Service", "ДСНС"),
    ("rescuers", "Penyelamat"),
    ("Russian Defence Ministry", "Министерство обороны РФ"),
    ("Russian Defence Ministry", "the ministry"),
    ("Zelenskyy", "Presiden Ukraina"),
    ("Volodymyr Zelenskyy", "Зеленський"),
    ("authorities", "влада"),
    ("Novaya Gazeta", "Новая газета"),
    ("AFP journalists", "AFP"),
    ("UN", "PBB"),
    ("Moscow", "Rusia"),
    ("Gaza health ministry", "Kementerian Kesehatan Gaza"),
    (None, None),
    ("", None),
]
DIFFERENT = [
    ("Ukrainian Air Force", "Russian Defence Ministry"),
    ("Ukrainian Defence Ministry", "Минобороны РФ"),
    ("Kyiv mayor Klitschko", "мэр Москвы Собянин"),
    ("Kyiv mayor Klitschko", "Volodymyr Zelenskyy"),
    ("Kyiv mayor Klitschko", "Володимир Зеленський"),
    ("Sumy regional prosecutor's office", "прокуратура Харківської області"),
    ("Russian officials", "pejabat Ukraina"),
    ("emergency services", "Air Force"),
    ("mayor of Kyiv", None),
    (None, "the mayor"),
]


@pytest.mark.parametrize(("label", "read"), SAME)
def test_one_source_in_other_words(label: str | None, read: str | None) -> None:
    assert same_credit(label, read)


@pytest.mark.parametrize(("label", "read"), DIFFERENT)
def test_two_sources(label: str | None, read: str | None) -> None:
    assert not same_credit(label, read)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Klitschko", "Кличко"), ("Terekhov", "Терехов"), ("Lysak", "Лисак"), ("Zelensky", "Зеленський"),
     ("Prokudin", "Прокудін"), ("Syniehubov", "Синегубов")],
)  # fmt: skip
def test_names_have_one_skeleton_in_every_spelling(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    "hostile", ["", "   ", "....", "А" * 5000, "мер " * 500, "‏مستشفى الشفاء", "🙂", "(((", "a-b-c'd"]
)
def test_any_string_may_be_a_credit(hostile: str) -> None:
    assert same_credit("Kyiv mayor Klitschko", hostile) in {True, False}
    assert same_credit(hostile or None, hostile or None)
