"""Every mistake of a file is told with its line and how to mend it, all at once, in order."""

import re

import pytest

from inspect_app.checklist import mistakes
from inspect_app.checklist.loader import check
from inspect_app.checklist.mistakes import ChecklistError
from tests.checklist.writing import (
    CHOICE,
    COUNT,
    DEDUCTION,
    GOOD,
    GRADED,
    HEAD,
    ITEM,
    LAW,
    SCORE,
    asking,
    citing,
    mistakes_of,
    vetoed,
    with_keys,
)

WRONG_FILES = [
    # the file
    ("标题: 甲".encode("gbk"), 1, "文件不是 UTF-8 编码 —— 请在编辑器里另存为 UTF-8"),
    (GOOD.encode() + b"# \xff", 9, "不是 UTF-8"),
    (GOOD.encode() + b"# \xed\xa0\x80", 9, "不是 UTF-8"),
    (GOOD + "# \x00", 9, "有不能显示的字符 U+0000，在“# [U+0000]”里 —— 请删掉"),
    (GOOD + "# \u2028", 9, "有不能显示的字符 U+2028"),
    (GOOD + "# 村\u200b口", 9, "U+200B（零宽空格），在“# 村[U+200B]口”里 —— 请删掉"),
    (GOOD + "# \u00a0村口", 9, "U+00A0（不换行空格），在“# [U+00A0]村口”里 —— 请删掉这个字符，要空格的改用半角空格"),
    (GOOD.replace("      - {", "\u3000\u3000- {"), 8, "U+3000（全角空格），在“[U+3000]"),
    (GOOD + "# \u3000\u3000\u200b村", 9, "在“# [U+3000][U+3000][U+200B]村”里"),
    (GOOD + "introduction: 3 #楼前", 9, "# 和它后面的字不会读进去 —— 整段文字请加引号"),
    (GOOD + "# 一\ufeff二", 9, "U+FEFF（文件头标记），在“# 一[U+FEFF]二”里"),
    (GOOD + "# 一\u3164二", 9, "U+3164（空白韩文），在“# 一[U+3164]二”里"),
    (GOOD + "# 一\u2800二", 9, "U+2800（空白盲文）"),
    (GOOD + "# 一\u180e二\u2062三", 9, "有不能显示的字符 U+180E"),
    (GOOD + "# 一\ufff9二", 9, "有不能显示的字符 U+FFF9"),
    (GOOD + "# 葛\U000e0100", 9, "有不能显示的字符 U+E0100"),
    *[(GOOD + f"# 村{one}口", 9, f"有不能显示的字符 U+{ord(one):04X}") for one in "\u034f\u061c\u17b4\u180b\ufe0f\ufff0"],
    *[(GOOD.replace("好", f"好{one}"), 8, f"U+{ord(one):04X}（空格的一种），在") for one in "\u1680\u2009\u202f\u205f"],
    (GOOD.replace("好吗", "⚠\ufe0f\ufe0f好吗"), 8, "有不能显示的字符 U+FE0F"),
    (GOOD.replace("id: a", "id: \u200ea"), 8, "有不能显示的字符 U+200E"),
    (GOOD + "# 一\u2003二\n# 三\u00ad四", 10, "U+00AD（软连字符），在“# 三[U+00AD]四”里"),
    (GOOD + 'introduction: "\\0"', 9, "有不能显示的字符 U+0000"),
    (GOOD + 'introduction: "\\ud800"', 9, "有不能显示的字符 U+D800"),
    (GOOD + '"\\ud800": x', 9, "名称的写法不对"),
    (GOOD + 'introduction: "\\UFFFFFFFF"', 9, "从这里起读不懂"),
    ("x: y\n" * 50_000, 1, "文件太大 —— 请拆成几份，每份不超过 200 kB"),
    ("", 1, "文件是空的"),
    ("# 只有注释\n", 1, "文件是空的"),
    ("- a\n- b\n", 1, "文件 的写法不对 —— 请在下面缩进写“名称: 内容”"),
    (GOOD + "---\n" + GOOD, 9, "文件里有两份内容"),
    # YAML that cannot be read
    (HEAD + "\t- x\n", 8, "用了制表符（Tab） —— 请改用空格"),
    (GOOD.replace("title: 一", "title：一"), 2, "名称后面用了全角冒号（：） —— 请改成半角冒号"),
    (GOOD.replace("人居环境", "一: 二"), 3, "冒号的位置不对 —— 文字里有冒号的，整段文字请加引号"),
    (GOOD.replace("人居环境", '"人居'), 3, "引号没有收尾"),
    (GOOD.replace("人居环境", "@所有人"), 3, "内容开头的符号不能直接写"),
    (GOOD.replace("人居环境", "* 重点"), 3, "有 & 或 * 开头的内容"),
    (GOOD.replace("人居环境", "!《法》"), 3, "有 ! 开头的内容"),
    (GOOD.replace("人居环境", "| 一"), 3, "| 或 > 后面不能再写别的"),
    (GOOD.replace("人居环境", '"一\\二"'), 3, "反斜杠"),
    (GOOD.replace("人居环境", "- 一"), 3, "“- ”的位置不对"),
    (GOOD.replace("人居环境", ", 一"), 3, "这里缺内容，或者括号不成对"),
    (GOOD.replace("topic: ", ""), 3, "这一行不是“名称: 内容”"),
    (GOOD + "   x: y\n", 9, "缩进和上面的行对不齐"),
    (HEAD + "      - {id: a, kind: [\n", 9, "这里缺内容，或者括号不成对"),
    (HEAD + "      - {id: a,\n        kind: check；\n        x: y}\n", 10, "请检查第 8 行起的括号"),
    ("%x\n" + GOOD, 2, "这一行接不上上面的内容"),
    # YAML that is refused
    (GOOD + "title: 又一个\n", 9, "title 写了两次，第 2 行已经写过 —— 请去掉一个"),
    (HEAD + "      - &x {id: a, kind: note, question: 读}\n", 8, "用了 & 记号"),
    (GOOD + "introduction: *x\n", 9, "用了 * 引用 —— 请把内容直接写出来"),
    (GOOD.replace("人居环境", "*重点"), 3, "用了 * 引用 —— 请把内容直接写出来；要写星号的，加引号"),
    (HEAD + "      - !!python/name:os.system {id: a}\n", 8, "用了 ! 标签"),
    (GOOD + "introduction: !!str 12\n", 9, "用了 ! 标签"),
    (HEAD + "      - {<<: {id: a}, kind: note}\n", 8, "不认识 <<"),
    (GOOD + "? [a]\n: b\n", 9, "名称的写法不对"),
    (GOOD + "introduction: {{镇名}}\n", 9, "内容里有 { 或 [ 的，加引号"),
    (GOOD + "introduction: " + "[" * 20 + "]" * 20 + "\n", 9, "层次太深，超过 20 层"),
    (GOOD + "introduction:\n  " + "- " * 30 + "\n", 10, "层次太深"),
    ("[" * 600, 1, "层次太深"),
    ("[" * 190_000, 1, "层次太深"),
    ("a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(99)), 2, "用了 * 引用"),
    # texts that YAML takes for something else
    (GOOD.replace("一份清单", "12"), 2, 'title 要写文字，现在是 12 —— 请加引号，写成 "12"'),
    (GOOD.replace("一份清单", "012"), 2, '请加引号，写成 "012"'),
    (GOOD.replace("一份清单", "1.10"), 2, '请加引号，写成 "1.10"'),
    (GOOD.replace("一份清单", "true"), 2, "title 要写文字，现在是 true"),
    (GOOD.replace("一份清单", ""), 2, "title 后面是空的 —— 请写上内容，或删掉这一行"),
    (GOOD.replace("一份清单", "null"), 2, "title 后面是空的"),
    (GOOD.replace("一份清单", "'  '"), 2, "title 后面是空的"),
    (GOOD.replace("一份清单", "2026-08-15"), 2, "2026-08-15 是日期，这里要写文字 —— 请加引号"),
    (GOOD.replace("一份清单", "[一]"), 2, "title 要写一段文字，现在是 一列"),
    (GOOD.replace("一份清单", "9" * 6000), 2, "不是普通的数字 —— 编号、电话请加引号"),
    (GOOD.replace("一份清单", ".nan"), 2, ".nan 不是普通的数字"),
    (HEAD + with_keys(COUNT, "maximum: 1e999"), 8, "1e999 不是普通的数字"),
    # keys and values
    (GOOD + "titl: x\n", 9, "不认识 titl —— 请删掉它，或改成正确的写法，是不是 title？"),
    (GOOD + "laws: []\n", 9, "清单里不能写 laws —— 请把法律写到 laws.yaml 里"),
    (HEAD.replace("    title: 第一节", "    note: x\n    title: 第一节") + ITEM, 6, "不认识 note"),
    (HEAD + with_keys(ITEM, "guidence: 看"), 8, "不认识 guidence —— 请删掉它，或改成正确的写法，是不是 guidance？"),
    (HEAD + with_keys(ITEM, "amount: {unit: 处, lable: 几}"), 8, "是不是 label？"),
    (HEAD + with_keys(COUNT, "unlt: 处"), 8, "是不是 unit？"),
    (GOOD.replace("topic: 人居环境\n", ""), 1, "缺少 topic —— 请补上 topic"),
    (GOOD.replace("一份清单", "字" * 201), 2, "title 太长 —— 请缩短到 200 个字以内"),
    (GOOD.replace("id: one", "id: 一"), 1, "id 写成 一 不合规矩 —— 请用小写字母开头"),
    (HEAD + ITEM.replace("check", "chek"), 8, "kind 写成 chek，没有这一种题 —— 请写成 check（判断）、"),
    (HEAD + ITEM.replace("check", "chek"), 8, "note（说明） 之一，是不是 check？"),
    (HEAD + ITEM.replace("check", "判断"), 8, "是不是 check？"),
    (HEAD + "      - id: a\n        kind:\n", 9, "kind 后面是空的"),
    (HEAD + "      - id: a\n        kind: [check]\n", 9, "kind 写成 一列"),
    (HEAD + ITEM.replace("kind: check, ", ""), 8, "这一题没有写 kind —— 请加一行 kind"),
    (HEAD + ITEM.replace(", problem: 不好", ""), 8, "缺少 problem"),
    (HEAD + "      - 好吗\n", 8, "items 里的第 1 个 的写法不对 —— 请在下面缩进写“名称: 内容”"),
    (HEAD.replace("items:", "items: 无"), 7, "items 要写成一列 —— 请每个另起一行，前面加“- ”"),
    (HEAD.replace("items:", "items: []"), 7, "items 太少，只有 0 个 —— 请至少写 1 个"),
    (HEAD + with_keys(ITEM, "severity: 大"), 8, "severity 写成 大，没有这一种 —— 请写成 minor（一般）、major（较大）、critical（重大） 之一"),
    (HEAD + with_keys(ITEM, "severity: 较大"), 8, "是不是 major？"),
    (HEAD + with_keys(ITEM, "days: 0"), 8, "days 写成 0 太小 —— 请写 1 或更大的数"),
    (HEAD + with_keys(ITEM, "days: 366"), 8, "days 写成 366 太大 —— 请写 365 或更小的数"),
    (HEAD + with_keys(ITEM, "days: 1.5"), 8, "days 要写整数，现在是 1.5"),
    (HEAD + with_keys(ITEM, "required: yes"), 8, "required 写成 yes 不对 —— 请写 true（是）或 false（否）"),
    (HEAD + with_keys(ITEM, "responsible: 村委会"), 8, "responsible 要写成一列"),
    (HEAD + with_keys(ITEM, "responsible: [7]"), 8, "responsible 里的第 1 个 要写文字，现在是 7"),
    (HEAD + with_keys(ITEM, "amount: 处"), 8, "amount 的写法不对"),
    (HEAD + with_keys(COUNT, "minimum: 三"), 8, "minimum 要写数字，现在是 三"),
    (HEAD + with_keys(COUNT, "minimum: 5, maximum: 3"), 8, "minimum 不能大于 maximum —— 请照这条规则改"),
    (HEAD + "      - {id: a, kind: photo, question: 拍, required: true}\n", 8, "照片不得设为必填"),
    (HEAD + "      - {id: a, kind: note, question: 读, required: true}\n", 8, "说明文字不能设为必填"),
    (HEAD + ITEM.replace("id: a", "id: site"), 8, "site 是表里固定的栏目，检查项请换一个 id"),
    (HEAD + DEDUCTION, 8, "要且只要写一个"),
    (HEAD + with_keys(DEDUCTION, "each: 1").replace("points: 5", "points: 0"), 8, "points 写成 0 太小 —— 请写大于 0 的数"),
    (HEAD + with_keys(DEDUCTION, "each: 1, cap: 6"), 8, "cap 不能大于 points"),
    (HEAD + with_keys(DEDUCTION, "each: 2, cap: 1"), 8, "each 不能大于最多扣分"),
    (HEAD + CHOICE.replace(", {id: y, label: 乙}", ""), 8, "options 太少，只有 1 个 —— 请至少写 2 个"),
    (HEAD + CHOICE.replace("id: y", "id: x"), 8, "同一题里选项的 id 不能重复"),
    # points
    (HEAD + GRADED.replace("points: 5, ", ""), 8, "写了 deduct（扣分）或 zero_if 的单选，要写 points（满分）"),
    (HEAD + GRADED.replace(", deduct: 4", ""), 8, "写了 points（满分）的单选，要有选项写 deduct（扣分）"),
    (HEAD + GRADED.replace("deduct: 4", "deduct: 6"), 8, "deduct 不能大于 points"),
    (HEAD + GRADED.replace("deduct: 4", "deduct: -4"), 8, "deduct 写成 -4 太小 —— 请写 0 或更大的数"),
    (HEAD + GRADED.replace("points: 5, ", "").replace("choice", "choices"), 8, "deduct（扣分）只能写在单选（choice）的选项里"),
    (HEAD + GRADED.replace("deduct: 4", "deuct: 4"), 8, "是不是 deduct？"),
    (HEAD + SCORE.replace("0.5", "2"), 8, "从 minimum 起每次加一个 step，要正好到 points"),
    (HEAD + with_keys(SCORE, "minimum: 7"), 8, "minimum 要小于 points"),
    (HEAD + with_keys(SCORE, "levels: [{from: 8, label: 好}]"), 8, "levels 的 from 要是打得出的分"),
    (HEAD + with_keys(SCORE, "levels: [{from: 3.2, label: 好}]"), 8, "levels 的 from 要是打得出的分"),
    (HEAD + with_keys(SCORE, "minimum: 2, levels: [{from: 0, label: 差}]"), 8, "levels 的 from 要是打得出的分"),
    (HEAD + with_keys(SCORE, "levels: [{from: 3, label: 好}, {from: 3, label: 差}]"), 8, "各档的 from 不能重复"),
    (HEAD + with_keys(SCORE, "levels: [{form: 3, label: 好}]"), 8, "是不是 from？"),
    (HEAD + SCORE + with_keys(COUNT, "bonus: {each: 5, cap: 3}"), 9, "bonus 的 each 不能大于 cap"),
    (HEAD + SCORE + with_keys(COUNT, "bonus: {each: 5}"), 9, "缺少 cap"),
    (HEAD + with_keys(COUNT, "bonus: {each: 5, cap: 9}"), 4, "写了 total 或 bonus，却没有一题有分值"),
    (GOOD + "total: 100\n", 9, "写了 total 或 bonus，却没有一题有分值 —— 请给扣分、单选、打分的题写 points"),
    (HEAD + SCORE + "total: 100\n", 9, "total 写的是 100，各题加起来是 7 分（第一节 7） —— 请改各题的 points"),
    (HEAD + SCORE + "bands: [{from: 6, label: 好}]\n", 9, "写了 bands（档次），没有写 total（总分） —— 请加一行 total"),
    (HEAD + SCORE + "total: 7\nbands: [{from: 6}]\n", 10, "缺少 label"),
    (HEAD + SCORE + "total: 7\nbands: [{from: 8, label: 好}]\n", 10,
     "档次“好”从 8 分起，最多只能得 7 分 —— 请改这一档从几分起，或者去掉它"),
    (HEAD + vetoed("{item: zz, in: [fail]}"), 8, "zz 没有这个检查项 —— zero_if 只能指别的题"),
    (HEAD + vetoed("{item: g, in: [fail]}"), 8, "g 就是这一题 —— zero_if 只能指别的题"),
    (HEAD + vetoed("{item: c, in: ['3']}") + COUNT, 8, "c 没有固定的回答 —— zero_if 只能指判断"),
    (HEAD + vetoed("{item: a, in: [bad]}") + ITEM, 8, "a 没有 bad 这个回答 —— 请写成 pass、fail、na 之一"),
    (HEAD + with_keys(CHOICE, "zero_if: {item: a, in: [fail]}") + ITEM, 8, "写了 deduct（扣分）或 zero_if 的单选，要写 points（满分）"),
    (HEAD + CHOICE.replace("label: 乙", "label: 甲"), 8, "选项“甲”和第 8 行的文字一样 —— 请改成不同的文字"),
    (HEAD + CHOICE.replace("label: 甲", "label: 路灯（坏）").replace("label: 乙", "label: 路灯（坏）"), 8, "选项“路灯（坏）”和第 8 行"),
    (HEAD + CHOICE.replace("label: 甲", "label: 垃圾").replace("label: 乙", "label: 垃 圾"), 8, "文字一样"),
    *((HEAD + CHOICE.replace("label: 甲", f'label: "{one}"').replace("label: 乙", f'label: "{other}"'), 8, "文字一样")
      for one, other in (("满意", "满意。"), ("0—5户", "0-5户"), ("0－5户", "0–5户"), ("0~5户", "0—5户"), ("好！", "好"), ("是？", "是"), ("好；", "好"), ("0——5户", "0-5户"), ("好…", "好"))),
    (HEAD + CHOICE.replace("label: 甲", 'label: "2"').replace("label: 乙", 'label: "1"'), 8, "选项“2”是第 1 个，录入纸质表时填 2 却是第 2 个"),
    *((HEAD + CHOICE.replace("label: 甲", f'label: "{label}"'), 8, f"选项“{label}”是第 1 个，录入纸质表时填 2 却是第 2 个") for label in ("2、中", "2.中", "2．中", "（2）中", "2）中", "２：中", "②中", "⑵中", "⒉中")),
    *((HEAD + CHOICE.replace("label: 甲", f'label: "{one}"').replace("label: 乙", f'label: "{other}"'), 8, "只差前面的编号")
      for one, other in (("1、满意", "2、满意"), ("（1）满意", "（2）满意"), ("①满意", "② 满意。"), ("A.满意", "B．满意"),
                         ("一、满意", "二、满意"), ("1) 满意", "2) 满意"), ("满意", "2、满意"), ("⒈满意", "⒉满意"), ("选项1：满意", "选项2：满意"),
                         ("Ⅰ、满意", "Ⅱ、满意"), ("第一项：满意", "第二项：满意"), ("(a)满意", "(b)满意"))),
    (HEAD + with_keys(ITEM, "answers: [1、有, 2、有]"), 8, "两个回答看起来一样"),
    (HEAD + with_keys(ITEM, "answers: [没有, 没有。]"), 8, "两个回答看起来一样"),
    (HEAD + with_keys(ITEM, "answers: [0—5户, 0-5户]"), 8, "两个回答看起来一样"),
    (HEAD + with_keys(ITEM, "answers: [没有, '-']"), 8, "answers 里不能写 -"),
    (HEAD + with_keys(ITEM, "answers: [没有]"), 8, "缺少 answers 里的第 2 个 —— 请补上 answers 里的第 2 个"),
    (HEAD + with_keys(ITEM, "answers: [没有, 有, 没看]"), 8, "answers 太多 —— 请最多写 2 个"),
    (HEAD + with_keys(ITEM, "answers: 没有"), 8, "answers 要写成一列"),
    (HEAD + with_keys(ITEM, "answers: [有, 有]"), 8, "answers 里两个回答要不一样"),
    (HEAD + with_keys(ITEM, "answers: [不符合, 符合]"), 8, "前一个是符合，后一个是不符合，现在写反了"),
    (HEAD + with_keys(ITEM, 'answers: ["2", 有]'), 8, "answers 里不能写 2，录入纸质表时它另有意思"),
    (HEAD + with_keys(ITEM, "answers: [没有, 不适用]"), 8, "answers 里不能写 不适用"),
    (HEAD + with_keys(ITEM, "answers: [没有堆过一点点垃圾, 有]"), 8, "answers 里的第 1 个 太长 —— 请缩短到 8 个字以内"),
    (HEAD + with_keys(ITEM, "answer: [没有, 有]"), 8, "不认识 answer —— 请删掉它，或改成正确的写法，是不是 answers？"),
    (HEAD + with_keys(COUNT, "answers: [没有, 有]"), 8, "不认识 answers"),
    (HEAD + with_keys(ITEM, "category: 没有垃圾？"), 8, "category 写成名称，不写成问句"),
    # rules between the parts
    (GOOD + ITEM, 9, "检查项 id a 用了两次，第 8 行已经用过 —— 请换一个 id，用过的 id 不再改作他用"),
    (GOOD + HEAD.partition("sections:\n")[2] + COUNT, 9, "分组 id first 用了两次，第 5 行已经用过"),
    (HEAD + "".join(COUNT.replace("id: c", f"id: c{n}") for n in range(101)), 7, "items 太多 —— 请最多写 100 个"),
    (HEAD.partition("  -")[0] + "".join(
        f"  - id: s{s}\n    title: 节\n    items:\n" + "".join(COUNT.replace("id: c", f"id: c{s}_{n}") for n in range(100))
        for s in range(6)), 523, "检查项多于 500 个 —— 请拆成几份清单"),
    (HEAD + citing("rural"), 8, "laws.yaml 里没有 rural —— 请改成那里有的 id，或先在那里加上，是不是 rural_law？"),
    (GOOD + asking("{item: zz, in: [pass]}"), 9, "zz 没有这个检查项 —— show_if 只能指前面的题"),
    (HEAD + asking("{item: a, in: [pass]}") + ITEM, 8, "a 不在这一题前面"),
    (HEAD + asking("{item: b, in: [pass]}"), 8, "b 不在这一题前面"),
    (HEAD + COUNT + asking("{item: c, in: ['3']}"), 9, "c 没有固定的回答 —— show_if 只能指判断、单选、多选"),
    (HEAD + with_keys(DEDUCTION, "each: 1") + asking("{item: e, in: [fail]}"), 9, "e 没有固定的回答"),
    (GOOD + asking("{item: a, in: [good]}"), 9, "a 没有 good 这个回答 —— 请写成 pass、fail、na 之一"),
    (HEAD + CHOICE + asking("{item: d, in: [x, z]}"), 9, "d 没有 z 这个回答 —— 请写成 x、y 之一"),
    (GOOD + asking("{item: a, in: fail}"), 9, "in 要写成一列"),
    (GOOD + asking("{item: a, in: []}"), 9, "in 太少"),
    # laws.yaml
    (LAW + LAW.partition("\n")[2], 7, "法律 id one 用了两次，第 2 行已经用过"),
    (LAW.replace("level: A", "level: C"), 5, "level 写成 C，没有这一种 —— 请写成 A、B 之一"),
    (LAW.replace("level: A", "level: B"), 2, "B 级依据要写 text_of"),
    (LAW + "    in_force: 2026年8月\n", 7, "in_force 写成 2026年8月，不是日期 —— 请写成 2026-08-15 的样子"),
    (LAW + "    in_force: 2026\n", 7, "in_force 不是日期"),
    (LAW + "    in_force: 2026-01-02\n    repealed: 2026-01-01\n", 2, "repealed 要晚于 in_force"),
    (LAW + "    sources: x\n", 7, "不认识 sources —— 请删掉它，或改成正确的写法，是不是 source？"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "line", "told"), WRONG_FILES, ids=range(len(WRONG_FILES)))
def test_a_mistake_is_told_with_its_line_and_remedy(folder, content, line, told):
    found = mistakes_of(folder, content)
    assert any(at == line and told in words for at, words in found), found


def test_all_mistakes_of_a_file_are_told_at_once_in_order(folder):
    content = (
        HEAD.replace("一份清单", "12")
        + ITEM.replace("check", "chek")
        + asking("{item: nowhere, in: [pass]}")
        + with_keys(citing("none").replace("id: c", "id: B"), "problem: x")
        + with_keys(COUNT, "guidance: &x 看, guidance: 问")
        + COUNT
        + "topic: 又\n"
    )
    lines = [line for line, _ in mistakes_of(folder, content)]
    assert lines == [2, 8, 9, 10, 10, 10, 11, 11, 12, 13]


def test_an_item_of_a_misspelt_kind_is_checked_as_the_kind_that_was_meant(folder):
    content = HEAD + with_keys(ITEM.replace("check", "判断"), "days: 0, severty: minor")
    told = [words for _, words in mistakes_of(folder, content + asking("{item: a, in: [x]}"))]
    assert [words.split(" ")[0] for words in told] == ["kind", "days", "不认识", "a"]


def test_mistakes_of_one_line_keep_the_order_of_the_definition(folder):
    told = [words.partition(" ——")[0] for _, words in mistakes_of(folder, "laws:\n- {}\n")]
    assert told == ["缺少 id", "缺少 title", "缺少 version", "缺少 level", "缺少 source"]


def test_a_mistake_reads_as_file_line_what_and_remedy(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(GOOD + "titl: x\n")
    with pytest.raises(ChecklistError) as caught:
        check(path)
    what = "不认识 titl —— 请删掉它，或改成正确的写法，是不是 title？"
    assert str(caught.value) == f"{path} 第 9 行：{what}"


def test_of_thousands_of_mistakes_the_first_are_told(folder):
    found = mistakes_of(folder, HEAD + "      - {}\n" * 5_000)
    assert len(found) == mistakes.MAX_LISTED + 1
    assert "错误太多，这里只列出前 200 处" in found[-1][1]


def test_every_sentence_about_a_type_of_error_is_reached(folder):
    told = [words for content, *_ in WRONG_FILES for _, words in mistakes_of(folder, content)]
    for kind, words in mistakes.SENTENCES.items():
        pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(" —— ".join(words)))
        assert any(re.fullmatch(pattern, one) for one in told), kind
