"""Words that are no place: nothing may be found in these sentences. And usual spellings that are."""

from __future__ import annotations

import pytest

from saksi.gazetteer import load
from saksi.text import Tokens

NO_PLACE = [
    ("uk", "Мир настане не скоро."),
    ("uk", "Суми компенсацій виплатять за місяць."),
    ("uk", "Нива за лісом згоріла вщент."),
    ("uk", "Володимир Зеленський звернувся до громадян."),
    ("uk", "Гроза минула до ранку."),
    ("uk", "Рівне місце знайшли не одразу."),
    ("uk", "Сила вибуху була значна."),
    ("uk", "Того дня сирени не лунали."),
    ("uk", "Рятувальники гасили пожежу."),
    ("uk", "Повітряні сили показали відео."),
    ("uk", "Марія Коваленко отримала поранення."),
    ("uk", "Іванівна приїхала за онуком."),
    ("uk", "Шевченко написав про це у книзі."),
    ("uk", "Начальник Іван Федоров нічого не сказав."),
    ("uk", "Дівчина Надія вижила."),
    ("uk", "Перемога буде за нами."),
    ("uk", "Весела музика грала в сховищі."),
    ("uk", "Зоряне небо було чисте."),
    ("uk", "Долина була порожня."),
    ("uk", "Білий дим піднявся над дахом."),
    ("uk", "Нове обладнання привезли медики."),
    ("uk", "Червоний Хрест надав допомогу."),
    ("uk", "Лікарі оперували всю ніч."),
    ("uk", "Троє людей загинули вдома."),
    ("uk", "Наталія Гуменюк пояснила причини."),
    ("uk", "Олександрівна чекала на доньку."),
    ("uk", "Вишневе варення стояло на столі."),
    ("uk", "Мирне населення ховалося у метро."),
    ("uk", "Ясне питання без відповіді."),
    ("uk", "Міноборони не коментує."),
    ("uk", "Кравченко вже вдома."),
    ("uk", "Зелений коридор відкрили вранці."),
    ("ru", "Мир наступит нескоро."),
    ("ru", "Владимир Путин провёл совещание."),
    ("ru", "Орёл кружил над полем."),
    ("ru", "Суммы выплат не назвали."),
    ("ru", "Гроза прошла стороной."),
    ("ru", "Нива сгорела за час."),
    ("ru", "Киров в этом не участвовал, сказал сосед."),
    ("ru", "Пожар потушили к утру."),
    ("ru", "Иванов рассказал о взрыве."),
    ("ru", "Надежда умирает последней."),
    ("ru", "Победа далась тяжело."),
    ("ru", "Новое оборудование уже везут."),
    ("ru", "Красный Крест доставил воду."),
    ("ru", "Артем Петренко вывел людей."),
    ("ru", "Погибли трое взрослых."),
    ("ru", "Газа в домах не было."),
    ("ru", "Минобороны промолчало."),
    ("ru", "Мария Иванова в больнице."),
    ("en", "Reading the list took an hour."),
    ("en", "Nice weather returned after the blast."),
    ("en", "Battle damage was visible from the road."),
    ("en", "President Vladimir Putin spoke at noon."),
    ("en", "Victoria Nuland declined to comment."),
    ("en", "Jackson Hinkle posted the claim."),
    ("en", "Mobile phones stopped working."),
    ("en", "Of the wounded, nine are children."),
    ("en", "Split into groups, they searched on."),
    ("en", "Florence Parly answered by letter."),
    ("en", "Most residents had left."),
    ("en", "Peace did not come."),
    ("en", "Santiago Alvarez filmed the smoke."),
    ("en", "Deal or no deal, the guns fired."),
    ("en", "Independence is dear to them."),
    ("en", "Man dies after second blast."),
    ("en", "Hope was lost by evening."),
    ("en", "Mary Lincoln saw the flash."),
    ("en", "Turkey was served to the rescuers."),
    ("id", "Batu besar menimpa mobil itu."),
    ("id", "Medan tempur terus berubah."),
    ("id", "Solo karier penyanyi itu terhenti."),
    ("id", "Surat itu dibaca di depan warga."),
    ("id", "Keju dan roti dibagikan."),
    ("id", "Air bersih sulit didapat."),
    ("id", "Senin pagi sirene berbunyi."),
    ("id", "Presiden Vladimir Putin menolak."),
    ("id", "Angkatan Udara merilis angka itu."),
    ("id", "Timur laut kota itu gelap."),
    ("id", "Pasukan itu mundur."),
    ("id", "Damai masih jauh."),
    ("id", "Selamat dari ledakan, ia menangis."),
    ("id", "Rumah sakit penuh."),
]
ENGLISH = [
    ("in Gaza City", "Gaza"),
    ("across Lebanon", "Lebanon"),
    ("in Tel Aviv", "Tel Aviv"),
    ("in Isfahan", "Isfahan"),
    ("in Khan Younis", "Khan Younis"),
    ("in Rafah", "Rafah"),
    ("in Sanaa", "Sanaa"),
    ("in Beirut", "Beirut"),
    ("near Kostiantynivka", "Kostiantynivka"),
    ("in Peshawar", "Peshawar"),
    ("in Lahore", "Lahore"),
    ("in Khartoum", "Khartoum"),
    ("in El Fasher", "El Fasher"),
    ("in St. Petersburg", "Saint Petersburg"),
    ("in the Odesa region", "Odesa oblast"),
    ("Kharkiv Oblast", "Kharkiv oblast"),
    ("in Dnipro", "Dnipro"),
    ("in the West Bank", "West Bank"),
    ("on the Golan Heights", "Golan Heights"),
    ("in Izium", "Izium"),
    ("in Kherson's Dniprovskyi district", "Kherson"),
    ("in Belgorod", "Belgorod"),
    ("in Aleppo", "Aleppo"),
    ("in New Delhi", "New Delhi"),
    ("in Washington", "Washington"),
    ("in Kosovo", "Kosovo"),
    ("in Kramatorsk", "Kramatorsk"),
    ("in Haifa", "Haifa"),
    ("in Idlib", "Idlib"),
    ("in Hodeidah", "Hodeidah"),
    ("in Kandahar", "Kandahar"),
    ("in Tabriz", "Tabriz"),
    ("in Kyiv Oblast", "Kyiv oblast"),
    ("in Port Sudan", "Port Sudan"),
    ("in Muzaffarabad", "Muzaffarabad"),
    ("in Bahawalpur", "Bahawalpur"),
    ("in Phnom Penh", "Phnom Penh"),
]
INDONESIAN = [
    ("di Kyiv", "Kyiv"),
    ("di kota Kharkiv", "Kharkiv"),
    ("di wilayah Sumy", "Sumy oblast"),
    ("di Jalur Gaza", "Gaza Strip"),
    ("di Tepi Barat", "West Bank"),
    ("di Teheran", "Tehran"),
    ("di Lebanon", "Lebanon"),
    ("di Kijiw", "Kyiv"),
    ("di Odessa", "Odesa"),
    ("di Krivoy Rog", "Kryvyi Rih"),
    ("di Dnipropetrovsk", "Dnipro"),
    ("di Krimea", "Crimea"),
    ("di oblast Donetsk", "Donetsk oblast"),
    ("di distrik Solomianskyi", "Solomianskyi district"),
    ("di Amerika Serikat", "United States"),
    ("di Suriah", "Syria"),
    ("di Damaskus", "Damascus"),
    ("di Moskow", "Moscow"),
    ("di Beirut", "Beirut"),
    ("di Medan", "Medan"),
    ("di provinsi Donetsk", "Donetsk oblast"),
    ("di Ibu Kota Kyiv", "Kyiv"),
    ("di Zaporizhia", "Zaporizhzhia"),
    ("di Yerusalem", "Jerusalem"),
]


def names(text: str, language: str) -> list[str]:
    tokens = Tokens(text)
    return [found.candidates[0].name for found in load().find(tokens, 0, len(tokens), language)]


@pytest.mark.parametrize(("language", "sentence"), NO_PLACE)
def test_a_word_is_no_place(language: str, sentence: str) -> None:
    assert names(sentence, language) == []


@pytest.mark.parametrize(("words", "name"), ENGLISH)
def test_english_spelling(words: str, name: str) -> None:
    assert names(f"Blasts were heard {words}.", "en")[0] == name


@pytest.mark.parametrize(("words", "name"), INDONESIAN)
def test_indonesian_spelling(words: str, name: str) -> None:
    assert names(f"Ledakan terdengar {words}.", "id")[0] == name


def test_enough_words_are_held_back() -> None:
    assert len(NO_PLACE) >= 60


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shelling hit El-Fasher on Friday.", ["El Fasher"]),
        ("A market in al-Obeid burned.", ["El Obeid"]),
        ("Strikes on Khan-Yunis and Deir el-Balah went on.", ["Khan Younis", "Deir al-Balah Governorate"]),
        ("A Su-34 and an Iskander-M were seen in the north-east.", []),
    ],
)
def test_names_are_found_however_they_are_hyphened(text: str, names: list[str]) -> None:
    tokens = Tokens(text)
    found = load().find(tokens, 0, len(tokens), "en")
    assert [one.candidates[0].name for one in found] == names
