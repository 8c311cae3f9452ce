"""Segment: sentences, roles, languages and flaws of texts of our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.model import Document, Page
from saksi.segment import segment


def page(text: str, **known: object) -> Page:
    return segment(Document(id="d", text_id="t", source="s", text=text, **known))  # type: ignore[arg-type]


def sentences(text: str) -> list[str]:
    return [text[slice(*sentence.span)] for sentence in page(text).sentences]


def roles(text: str, **known: object) -> list[tuple[str, str]]:
    return [(sentence.role, text[slice(*sentence.span)]) for sentence in page(text, **known).sentences]


@pytest.mark.parametrize(
    "text",
    [
        "The blast hit Jl. Melati No. 5 in Kec. Sukamaju, Kab. Tirta, on Monday evening.",
        "Ledakan terjadi di Jl. Melati No. 5, Kec. Sukamaju, Kab. Tirta, tgl. 5 Mei dsb. dan menewaskan dua orang.",
        "Мер міста В. Кличенко повідомив, що збитки сягнули 40 тис. грн. на одну родину з вул. Липової.",
        "По данным обл. совета, на ул. Садовой, д. 4 погибли двое жителей г. Тарна и один житель пос. Нижний.",
        "Gov. Lars Menn and Lt. Gen. Ada Roth said at 9 a.m. that 1.5 million people lost power.",
        "У ніч на 24.04.2025 близько 1. години збито 12 дронів.",
        "“Stop!” he said to the driver, and then the second drone hit the van.",
        "«Це вибух?» – запитала вона й побігла до сховища.",
    ],
)
def test_a_full_stop_that_ends_nothing_splits_nothing(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Two died. Five were hurt.", ["Two died.", "Five were hurt."]),
        ("«Горить склад. Двоє поранених», – написав він. Пожежу гасять.",
         ["«Горить склад.", "Двоє поранених», – написав він.", "Пожежу гасять."]),
        ("Двоє загинули на місці.З людьми працюють психологи.",
         ["Двоє загинули на місці.", "З людьми працюють психологи."]),
        ("Serangan itu terjadi di pasar kota pada tahun 2022 Namun warga tetap berdagang di sana.",
         ["Serangan itu terjadi di pasar kota pada tahun 2022", "Namun warga tetap berdagang di sana."]),
        ("Он погиб в 2024 г. Его жена ранена.", ["Он погиб в 2024 г.", "Его жена ранена."]),
        ("Ada apa?! Semua orang lari.", ["Ada apa?!", "Semua orang lari."]),
    ],
)  # fmt: skip
def test_sentences_inside_quotations_and_without_blanks_are_their_own(text: str, wanted: list[str]) -> None:
    assert sentences(text) == wanted


def test_hard_wrapped_lines_join_and_list_lines_do_not() -> None:
    text = "The fire brigade said that three people had been pulled\nout of the cellar alive.\n- one woman\n- two men"
    found = sentences(text)
    assert found[0].endswith("alive.") and found[1:] == ["- one woman", "- two men"]


def test_list_lines_share_the_paragraph_of_the_line_that_introduces_them() -> None:
    text = "Збито вночі:\n▪️ 7 над морем;\n▪️ 2 над степом.\nПостраждалих немає."
    assert [sentence.paragraph for sentence in page(text).sentences] == [0, 0, 0, 1]


@pytest.mark.parametrize(
    "text",
    [
        "❗️Двоє поранених у порту\nUPD 12:40. Троє поранених",
        "⚡️ 14 дронів збито\n🔻 9 над областю\n🔻 5 над морем",
        "▪️ 40 беспилотников;\n▪️ 3 ракеты;",
        "12:05 Explosions in the port\n12:20 One dead\n12:50 Two dead, four hurt",
        "Загинув чоловік",
    ],
)
def test_posts_and_bulletins_are_never_chrome(text: str) -> None:
    assert all(role != "chrome" for role, _ in roles(text))


@pytest.mark.parametrize(
    "line",
    ["5 × 5 =", "© 2031 Kolibri Post", "#oslek #drones #port", "Read also: Nine Hurt in Ferry Fire", "ARTICLE AD BOX",
     "Baca juga: Sembilan Luka di Feri", "Читайте також: Дев'ятеро поранених", "Читайте также: Девять раненых",
     "4 jam yang lalu 1", "PILIHAN  Harga Cabai Naik Lagi", "Home › World › Coast", "Home / World / Ukraine", "desk@kolibri.example"],
)  # fmt: skip
def test_chrome_inside_an_article_is_chrome_and_the_article_is_not(line: str) -> None:
    body = "A rocket killed two people in the port of Oslek on Monday, the harbour master said."
    after = "Rescue teams searched the quay until dawn, and nobody else was found there."
    assert [role for role, _ in roles(f"{body}\n\n{line}\n\n{after}")] == ["body", "chrome", "body"]


def test_a_menu_of_words_in_no_table_before_the_headline_is_chrome() -> None:
    text = "Zubra\nKelmo\nTrill pages\nVantu\n\nTwo killed as rocket hits the port of Oslek\n\n" \
           "A rocket killed two people in the port of Oslek on Monday, the harbour master said."  # fmt: skip
    found = [role for role, _ in roles(text)]
    assert found == ["chrome"] * 4 + ["headline", "body"]


def test_picture_words_and_their_credit() -> None:
    text = "A rocket killed two people in the port of Oslek on Monday, the harbour master said.\n\n" \
           "Smoke over the quay of Oslek, 3 March 2031.\n\nBo Tarn/Qvist\n\n" \
           "The fire was out by noon, he said on Monday."  # fmt: skip
    assert [role for role, _ in roles(text)] == ["body", "caption", "credit_line", "body"]


def test_a_dateline_and_the_writers_letters_are_pieces_of_their_own() -> None:
    text = "OSLEK, Nordmark (QVP) — A rocket killed two people in the port on Monday, the mayor said. (bo/tn)"
    assert [role for role, _ in roles(text)] == ["dateline", "body", "byline"]


def test_a_headline_above_a_photo_credit_is_no_caption_and_one_that_shouts_is_a_headline() -> None:
    body = "A rocket killed two people in the port of Oslek on Monday, the harbour master said."
    credited = roles(f"Two killed as rocket hits the port\nPhoto: Bo Tarn\n{body}")
    assert [role for role, _ in credited] == ["headline", "credit_line", "body"]
    shouted = roles(f"Rocket Hits Oslek: The Quay Is Burning Again!\n\n{body}")
    assert [role for role, _ in shouted] == ["headline", "body"]


def test_a_credit_in_brackets_ends_a_caption() -> None:
    body = "A rocket killed two people in the port of Oslek on Monday, the harbour master said."
    text = f"Two killed as rocket hits the port\n\nThe quay of Oslek. (Source: Bo Tarn/Qvist via AP, File)\n\n{body}"
    assert [role for role, _ in roles(text)] == ["headline", "caption", "credit_line", "body"]


def test_what_the_markup_says_wins() -> None:
    text = "Two people died in the port of Oslek.\nOslek is a town of boats and long winters."
    marks = ((0, 37, "caption"), (38, len(text), "chrome"))
    assert [role for role, _ in roles(text, marks=marks)] == ["caption", "chrome"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dua orang tewas karena ledakan tersebut, kata polisi setempat pada Jumat.", "id"),
        ("Dua orang maut selepas letupan itu, kata polis tempatan pada hari Jumaat kerana peluru berpandu.", "ms"),
        ("Serangan dron itu ialah yang ketiga dan dua orang telah dibawa ke hospital.", "ms"),
        ("Двоє людей загинули внаслідок удару, повідомили в області.", "uk"),
        ("Одному чоловіку діагностували контузію.", "uk"),  # by its letters alone, in whatever order they are asked
        ("Особового складу ліквідовано близько 840 осіб.", "uk"),
        ("Два человека погибли в результате удара, сообщили в области.", "ru"),
        ("Два чалавекі загінулі ў выніку ўдару, паведамілі ў вобласці.", "be"),
        ("Двама души са загинали при атаката, съобщиха от полицията.", "bg"),
        ("Two people were killed in the strike, the police said on Friday.", "en"),
        ("Zwei Menschen wurden bei dem Angriff getötet, sagte die Polizei am Freitag.", "de"),
        ("Dos personas han muerto en el ataque, según la policía de la ciudad.", "es"),
    ],
)
def test_the_language_is_told_from_its_own_signs(text: str, language: str) -> None:
    assert page(text).language == language


def test_what_a_page_says_of_itself_is_not_believed_against_its_words() -> None:
    assert page("Двоє людей загинули внаслідок удару, повідомили в області.", language="ru").language == "uk"
    assert page("Tower 12", language="id").language == "id"


def test_a_paragraph_in_another_language_is_read_in_its_own_and_noted() -> None:
    text = "Двоє людей загинули внаслідок удару по місту, повідомили в області. Ще п'ятеро поранені.\n\n" \
           "«Мы выбежали во двор, и тут раздался второй взрыв», – рассказала она."  # fmt: skip
    found = page(text)
    assert found.language == "uk"
    assert [sentence.language for sentence in found.sentences] == ["uk", "uk", "ru"]
    assert [flaw.name for flaw in found.flaws] == ["mixed_language"]


def test_a_sentence_cut_short_is_a_flaw_of_its_sentence() -> None:
    text = "Roket menghantam pelabuhan pada Senin pagi. Serangan itu melukai sedikitnya 8\n\n" \
           "Polisi menutup jalan menuju dermaga sejak pagi."  # fmt: skip
    found = page(text)
    assert [sentence.flaws for sentence in found.sentences] == [(), ("cut_short",), ()]
    assert [text[slice(*flaw.span)] for flaw in found.flaws] == ["8"]


def test_one_broken_word_is_doubtful_and_two_make_a_translated_page() -> None:
    one = "Roket menghantam kota -kota di pesisir pada Senin malam, kata gubernur."
    two = one + " Siaran udara berakhir pukul 1: 00 pagi."
    assert [(flaw.name, flaw.reads) for flaw in page(one).flaws] == [("garbled", "kota-kota")]
    assert [flaw.name for flaw in page(two).flaws] == ["machine_translated"] * 3
    assert page(two).flaws[2].reads == "1:00"


PORTAL = (
    "Roket Hantam Pasar di Lembah Biru\n\nAsap membubung di dekat pasar pada Selasa pagi. -twitter@lembah_biru-\n\n"
    "LEMBAH BIRU. BERANDA.ID – Tujuh orang tewas setelah roket menghantam pasar, kata gubernur.\n\n"
    "BACA JUGA:5 Orang Tewas dalam Kecelakaan Bus, Ini Kata Polisi\n\nPencarian korban masih berlanjut.\n\n"
    "Berita Terkait: 12 Orang Hilang di Laut\n\nloading...\n\nRead Entire Article"
)
AROUND = {
    "en": (
        "Watch: 3 dead after a bridge collapses",
        "Related: two hurt in a mine",
        "Related Stories: Four Die in a Fire",
        "Read full article",
        "Loading...",
    ),
    "uk": (
        "Дивіться: 4 загиблих у шахті",
        "Новини за темою: 5 загиблих у ДТП",
        "Читайте також: троє поранених на заводі",
    ),
    "ru": ("Смотрите: 7 раненых на мосту", "По теме: 12 раненых при пожаре", "Читать ещё: трое погибших на шахте"),
    "id": ("Baca: 12 Penumpang Tewas di Laut", "Lihat juga: 3 tewas di jalan tol", "Baca Berita"),
}


def test_a_picture_named_between_hyphens_and_a_dateline_with_a_site() -> None:
    roles = {PORTAL[slice(*sentence.span)]: sentence.role for sentence in page(PORTAL).sentences}
    assert roles["Asap membubung di dekat pasar pada Selasa pagi."] == "caption"
    assert roles["-twitter@lembah_biru-"] == "credit_line"
    assert roles["LEMBAH BIRU. BERANDA.ID –"] == "dateline"
    assert roles["Tujuh orang tewas setelah roket menghantam pasar, kata gubernur."] == "body"
    around = {line for line in PORTAL.split("\n\n") if line.startswith(("BACA", "Berita", "loading", "Read"))}
    assert len(around) == 4 and {roles[line] for line in around} == {"chrome"}


@pytest.mark.parametrize(("code", "line"), [(code, line) for code, lines in AROUND.items() for line in lines])
def test_a_label_of_links_with_a_title_behind_it_is_no_report(code: str, line: str) -> None:
    text = {
        "en": "A rocket killed two people in the port on Monday, the mayor said.",
        "uk": "Ракета вбила двох людей у порту в понеділок, повідомив міський голова.",
        "ru": "Ракета убила двух человек в порту в понедельник, сообщил мэр города.",
        "id": "Sebuah roket menewaskan dua orang di pelabuhan pada Senin, kata wali kota.",
    }[code]
    whole = f"{text}\n\n{line}\n\n{text}"
    roles = {whole[slice(*sentence.span)]: sentence.role for sentence in page(whole).sentences}
    assert roles[line] == "chrome" and roles[text] == "body"


@pytest.mark.parametrize("line", ["Latest: two more people were found dead in the port.", "Result: 12 dead, 40 hurt."])
def test_a_label_of_one_word_heads_a_report(line: str) -> None:
    text = f"A rocket hit the port on Monday, the mayor said.\n\n{line}"
    assert page(text).sentences[-1].role == "body"


def roles_of(text: str) -> dict[str, str]:
    return {text[slice(*sentence.span)]: sentence.role for sentence in page(text).sentences}


BODY = "A rocket killed two people in the port on Monday, the mayor said."


@pytest.mark.parametrize("line", ["By a staff reporter", "Tim Redaksi", "Наш кореспондент", "От редакции"])
def test_a_byline_without_a_name_is_a_byline(line: str) -> None:
    assert roles_of(f"Rocket kills two in the port\n{line}\n\n{BODY}")[line] == "byline"


def test_a_bar_of_names_is_no_headline() -> None:
    roles = roles_of(f"HOME NEWS VIDEO\n\nRocket kills two in the port\n\n{BODY}")
    assert roles["HOME NEWS VIDEO"] == "chrome" and roles["Rocket kills two in the port"] == "headline"


def test_a_dateline_with_the_month_before_the_day() -> None:
    body = " More than 40 people were killed in a strike on the port on Friday, residents said."
    for opening in (
        "HARBOUR, Sept. 19 —", "HARBOUR, April 3 (Wire) --", "Harbour, Aug 28 (WIRE) -", "HARBOUR, Ukraine, May 2, 2025 —",
        "HARBOUR, August 25. /WIRE/.",
    ):  # fmt: skip
        assert roles_of(opening + body).get(opening) == "dateline", opening
    plain = "Harbour lost 19 people on Sept. 19 — more than in any month before, residents of the town said."
    assert "dateline" not in roles_of(plain).values()


def test_who_wrote_it_before_the_day_and_the_clock_is_a_dateline() -> None:
    line = "Ann Lee Moss , Reporter-Monday, 7 July 2025 |17:34 WIB"
    assert roles_of(f"Rocket kills two in the port\n\n{line}\n\n{BODY}")[line] == "dateline"


def test_a_site_in_brackets_credits_a_picture_and_not_a_sentence() -> None:
    picture = "a street of the port with three people hurt (Twitter.com/harbour watch)"
    roles = roles_of(f"{BODY}\n\n{picture}\n\n{BODY}\n\nNine people were hurt. (harbour.com)")
    assert roles["a street of the port with three people hurt"] == "caption"
    assert {role for words, role in roles.items() if words.startswith("Nine")} == {"body"}


def test_the_next_article_behind_the_furniture_is_no_report() -> None:
    roles = roles_of(f"Rocket kills two\n\n{BODY}\n\n{BODY}\n\nShare\n\nFive hurt in a factory fire")
    assert roles["Five hurt in a factory fire"] == "chrome"


def test_tags_may_stand_apart_from_their_marks() -> None:
    line = "# HARBOUR UPDATE # drone # port # war"
    assert roles_of(f"{BODY}\n\n{line}")[line] == "chrome"


def test_prose_between_short_lines_is_no_menu() -> None:
    short = "Rocket strikes the port by day\nA file photo of a fire crew"
    text = f"{short}\nStrikes by day are unusual here, it was said. -AP\n\n{BODY}"
    assert set(roles_of(text).values()) <= {"headline", "body", "caption", "credit_line"}


def test_a_labour_strike_is_a_labour_strike() -> None:
    text = "Pemogokan buruh pelabuhan berlanjut. Serikat menuntut upah, dan pemogokan itu melibatkan pekerja kapal."
    assert page(text).flaws == ()


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from("aZжЇ1 .!?\n\r\t«»“(-–*_:/©|•#\u00a0\u2028"), max_size=200))
def test_every_visible_character_stands_in_exactly_one_sentence(text: str) -> None:
    found = page(text, language="uk")
    at = 0
    for sentence in found.sentences:
        start, end = sentence.span
        assert at <= start < end and not text[at:start].strip()
        assert not text[start].isspace() and not text[end - 1].isspace()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "unit",
    [" ", "a", "(", "a -", "1: ", "«a", "A. ", "/", "\n", "**", "Foto: ", "“a!” b ", "Abc\n", "a.Bb", "pemogokan "],
)
def test_hostile_text_takes_no_longer_than_its_length(unit: str) -> None:
    from time import process_time

    page("Two people died in the port.")
    began = process_time()
    page(unit * (300_000 // len(unit)), language="id")
    assert process_time() - began < 4


def test_the_letters_of_a_name_in_brackets_are_no_photo_credit() -> None:
    text = "Шестеро людей постраждали\n\nПро шістьох постраждалих повідомили в Державній службі з надзвичайних ситуацій (ДСНС)."
    assert {role for role, _ in roles(text)} == {"headline", "body"}
    assert roles("Голова громади показав зруйнований склад біля річки (ДСНС)")[-1][0] == "credit_line"


def test_two_sentences_behind_a_photo_credit_are_no_caption() -> None:
    text = (
        "Удар по місту\n\nфото: ДСНС\n\nРятувальники завершили роботу на всіх адресах. Унаслідок удару загинули троє людей\n\n"
        "Про це повідомляє служба порятунку області, яка працювала на місці від самого ранку."
    )
    assert "caption" not in {role for role, _ in roles(text)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("12 dead, 30 wounded", "en"), ("Russian missile kills 5 in Odesa, mayor says", "en"), ("Ранен ребенок", "ru"),
        ("Поранено дитину", "uk"), ("5 maut, 3 cedera di Kyiv", "und"), ("5 Tote in Kiew", "und"), ("5 muertos en Kiev", "und"),
    ],
)  # fmt: skip
def test_a_text_too_short_for_other_signs_is_told_by_the_tables_that_know_its_words(text: str, language: str) -> None:
    assert page(text).language == language


def test_a_title_between_two_paragraphs_is_another_article_and_a_head_is_none() -> None:
    other = "Officials Say Hundreds Of Soldiers Died In A Battle Near The Old Border"
    roles = roles_of(
        f"Rocket kills two in the port\n\n{BODY}\n\n{other}\n\n{BODY} It was late.\n\nWhat We Know\n\n{BODY} A third one."
    )
    assert roles[other] == "chrome" and roles["What We Know"] != "chrome"
    plain = "Two officials were seen near the old border before the rocket came down in the evening"
    assert roles_of(f"Rocket kills two in the port\n\n{BODY}\n\n{plain}\n\n{BODY} It was late.")[plain] == "body"
