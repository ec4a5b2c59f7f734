"""A copy for publication gives no person and no number away."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.reports.masking import HIDDEN, masked_name, masker


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王建国", "王某某"),
        ("李强", "李某"),
        ("欧阳修", "欧阳某"),
        ("司马相如", "司马某某"),
        ("王建国(石桥)", "王某某"),
        ("李　强", "李某"),
        ("阿依古丽·买买提", "阿某某"),
        ("", ""),
    ],
)
def test_a_name_becomes_its_surname(name, shown):
    assert masked_name(name) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("王建国反映", "王某某反映"),
        ("王 建国、王建国", "王某某、王某某"),
        ("找王建国(石桥)和王建国（石桥）", "找王某某和王某某"),
        ("王建\n国", "王某某"),
        ("刘卫东、周敏说过", "刘某某、周某说过"),
        ("王\u200b建国和王·建国、王 • 建 国", "王某某和王某某、王某某"),
        ("王\u034f建\u3164国", "王某某"),
        ("带队：镇人大主席 马振华", "带队：镇人大主席 马某某"),
        ("镇人大主席马振华带队", "镇人大主席马某某带队"),
        ("马振华和镇党政办的周大海", "马某某和镇党政办的周某某"),
        ("村主任不在", "村主任不在"),
        ("王家祠堂后墙", "王家祠堂后墙"),
    ],
)
def test_known_persons_are_masked_wherever_they_stand(text, shown):
    leads = ["镇人大主席 马振华、镇党政办 周大海", "镇人大主席马振华", "镇人大主席"]
    assert masker(["王建国(石桥)", "刘卫东、周敏", "村主任", "王", *leads])(text) == shown


def test_a_surname_with_its_title_gives_nobody_away():
    mask = masker(["卢主任", "王秘书", "欧阳副镇长", "村主任", "主任"])
    text = "卢主任、王 秘书和欧阳副镇长看过，村主任和另一位主任不在"
    assert mask(text) == "某主任、某秘书和某副镇长看过，村主任和另一位主任不在"


@pytest.mark.parametrize(
    "lead",
    [
        "马振华主席", "马振华（主席）", "马振华(镇人大主席)", "主席马振华", "主席（马振华）", "主席:马振华",
        "马振华副主席", "镇人大马振华主席", "马振华（主席团成员）", "马振华主席团成员", "马振华主席带队",
        "马 振 华 主席", "马振华（主席", "带队：马振华主席、周大海（党政办主任）",
    ],
)  # fmt: skip
def test_who_leads_is_masked_however_the_title_stands(lead):
    text = "马振华主席说，镇人大主席马振华和马 振华都看过"
    assert masker([lead])(text) == "马某某主席说，镇人大主席马某某和马某某都看过"


@pytest.mark.parametrize(
    ("entered", "name", "shown"),
    [
        ("河长李强", "李强", "李某"),
        ("镇级河长李强", "李强", "李某"),
        ("网格员王小明", "王小明", "王某某"),
        ("王小明网格员", "王小明", "王某某"),
        ("科长赵四海", "赵四海", "赵某某"),
        ("四级主任科员张三丰", "张三丰", "张某某"),
        ("二级调研员（张三丰）", "张三丰", "张某某"),
        ("人大专干李四光", "李四光", "李某某"),
        ("店主周大福", "周大福", "周某某"),
        ("户主李强", "李强", "李某"),
        ("公司法人代表李强", "李强", "李某"),
        ("村医李强", "李强", "李某"),
        ("清水河河长李强", "李强", "李某"),
        ("李长河河长", "李长河", "李某某"),
        ("林长王小明", "王小明", "王某某"),
        ("林长青", "林长青", "林某某"),
        ("治河先锋李强", "李强", "李某"),
        ("治河先锋王小明", "王小明", "王某某"),
        ("塘长李强", "李强", "李某"),
        ("片警李强", "李强", "李某"),
        ("库管李强", "李强", "李某"),
        ("李强户", "李强", "李某"),
        ("王小明等人", "王小明", "王某某"),
        ("李强和王小明", "李强", "李某"),
        ("李强和王小明", "王小明", "王某某"),
        ("张和平", "张和平", "张某某"),
        ("治河先锋欧阳娜娜", "欧阳娜娜", "欧阳某某"),
        ("治河先锋王小明(石桥)", "王小明", "王某某"),
    ],
)
def test_who_answers_is_masked_whatever_the_office(entered, name, shown):
    mask = masker([entered])
    assert mask(f"{name}带人来过") == f"{shown}带人来过"
    assert name not in mask(entered)


@pytest.mark.parametrize(
    "title",
    [
        "河长", "镇级河长", "清水河河长", "幸福路路长", "四级主任科员", "专职网格员", "中心小学校长",
        "养殖户业主", "计生专干", "生态护林员", "石桥村石桥组", "嘉禾镇方圆公司",
        "党政办主任", "司法所长", "组织委员", "常务副镇长", "马主席", "人大副主席", "村民代表", "石桥村支书",
        "镇党委宣传委员", "鑫源公司负责人", "环卫所所长", "村支部书记", "第一小组组长", "镇人大主席(兼)",
        "系统管理员", "环保站长",
    ],
)  # fmt: skip
def test_a_title_without_a_name_masks_no_other_words(title):
    text = "清水河在镇级河道，幸福路生态好，中心小学专职教学，计生石桥组，养殖户，方圆公司"
    assert masker([title])(text) == text
    text = "组织村民到石桥村环卫所、司法所、党政办和鑫源公司，宣传环保，常务工作第一，系统可用，人大石桥"
    assert masker([title])(text) == text


@pytest.mark.parametrize(
    "word",
    [
        "经营户", "村委会", "张家村村委会", "施工单位", "第三方单位", "户主", "本人", "保洁员", "农户", "村民",
        "石桥村民", "住户", "商户", "沿街商户", "业主", "单位", "委员会", "村民小组", "业主单位", "养护公司",
        "王家合作社", "河长制办公室", "镇农业农村办公室", "城管大队", "公司项目部",
        "监管单位", "城管中队", "石桥小组",
    ],
)  # fmt: skip
def test_a_word_for_anybody_masks_no_other_words(word):
    text = f"责任单位：{word}。石桥、中队、张家村经营户、村委会、施工单位、户主、本人、石桥村民、沿街商户、小组、王家、办公室、大队、项目部"
    assert masker([word])(text) == text


@pytest.mark.parametrize(
    "entered", ["经营户李强", "村民李强", "城管李强", "村委会李强", "养护公司李强"]
)
def test_a_name_after_a_word_for_anybody_is_masked(entered):
    assert masker([entered])("李强、村委会和经营户") == "李某、村委会和经营户"


def test_a_units_name_entered_as_a_person_masks_nothing():
    mask = masker(["环卫大队", "镇环卫大队", "环卫大队(张家村)", "李强"], ["环卫大队"])
    assert mask("镇环卫大队和环卫大队找李强") == "镇环卫大队和环卫大队找李某"


@pytest.mark.parametrize("name", ["李强", "王建国", "欧阳修"])
def test_a_person_who_stands_as_a_unit_too_is_masked(name):
    assert name not in masker([name], [name, "建国", "国"])(f"找{name}")


@pytest.mark.parametrize(
    "number",
    [
        "13800000000", "138 0000 0000", "138-0000-0000", "+8613800000000", "１３８００００００００",
        "0712-1234567", "(0712)1234567", "010 12345678", "420000198001010018", "42000019800101001X",
        "420000 19800101 0018", "6222 0212 3456 7890 123", "6222021234567890123",
        "138—0000—0000", "138－0000－0000", "138–0000–0000", "138.0000.0000", "138·0000·0000",
        "138 00 00 00 00", "138 000 00000", "1380 0000 000", "1 3 8 0 0 0 0 0 0 0 0",
        "１３８ ００００ ００００", "１３８-00000000", "＋86 138 0000 0000", "138\u200b0000\u200b0000",
        "0712—1234567", "０７１２－１２３４５６７", "0712-123-4567", "010 1234 5678",
        "420000-19800101-0018", "420000—19800101—001X", "420000 1980 0101 0018", "6222—0212—3456—7890",
    ],
)  # fmt: skip
def test_telephones_id_cards_and_accounts_are_hidden(number):
    assert masker([])(f"联系{number}，谢谢") == f"联系{HIDDEN}，谢谢"


def test_a_number_is_hidden_with_another_right_after_its_point():
    assert masker([])("13800000000.2号楼") == f"{HIDDEN}.2号楼"


def test_a_telephone_without_its_area_code_is_hidden_where_it_is_called_one():
    assert masker([])("电话：6221234") == f"电话{HIDDEN}"


@pytest.mark.parametrize(
    "text",
    [
        "2026年11月25日", "2026-11-25 14:30", "2026-11-25至2026-11-26", "第506条第2款", "3.5亩、120元",
        "编号20261125", "投资12345678元", "135.20 40.00 50.00", "共138.50、120.00、30.00元",
        "138\n5000\n1200", "〔2026〕13号第1-3项", "编号007-2026-1125", "2026.11.25—2026.12.31",
    ],
)  # fmt: skip
def test_dates_amounts_and_articles_stay(text):
    assert masker(["王建国"])(text) == text


HAN = st.text("王李张刘建国强秀英大山", min_size=2, max_size=4)
names = st.lists(HAN, min_size=1, max_size=6)
texts = st.lists(
    st.one_of(HAN, st.sampled_from(["村口", "，", " ", "\n", "3处", "说"])), max_size=12
).map("".join)


@given(names, texts, st.data())
def test_no_known_name_is_left_and_masking_twice_changes_nothing(known, text, data):
    text += data.draw(st.sampled_from(known))
    mask = masker(known)
    shown = mask(text)
    together = re.sub(r"\s", "", shown)
    assert not [name for name in known if name in together]
    assert mask(shown) == shown


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text("村口说，。", max_size=5), names)
def test_no_mobile_number_is_left(number, around, known):
    assert number not in masker(known)(f"{around}{number}{around}")


SEPARATORS = st.sampled_from(["", " ", "-", "—", "－", ".", "·", "\u200b", " - "])


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), SEPARATORS, SEPARATORS, st.booleans())
def test_no_mobile_number_is_left_whatever_parts_it_is_written_in(number, one, other, is_wide):
    written = f"{number[:3]}{one}{number[3:7]}{other}{number[7:]}"
    if is_wide:
        written = written.translate({ord("0") + n: chr(ord("０") + n) for n in range(10)})
    assert masker([])(f"电话{written}，找他") == f"电话{HIDDEN}，找他"


AMOUNTS = st.decimals(0, 99_999, places=2).map(lambda one: f"{one}元")
DAYS = st.dates().map(lambda day: day.strftime("%Y-%m-%d")) | st.dates().map(str)
ARTICLES = st.integers(1, 999).map(lambda one: f"第{one}条")


@given(st.lists(AMOUNTS | DAYS | ARTICLES, max_size=6), st.sampled_from(["，", "、", "至", "；\n"]))
def test_amounts_days_and_articles_are_no_numbers_of_persons(told, between):
    text = between.join(told)
    assert masker(["王建国"])(text) == text


@given(st.text(max_size=60))
def test_a_text_without_names_and_digits_is_left_alone(text):
    plain = re.sub(r"\d", "", text)
    assert masker([])(plain) == plain
