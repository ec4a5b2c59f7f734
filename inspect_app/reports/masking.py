"""Names and numbers in a copy for publication (公开版). Pure: words in, words out.

    mask = masker(persons)     # once for a file
    mask("王建国反映，电话13800000000")   # 王某某反映，电话（号码已隐去）

Apply ``mask`` to every text of the file, cells that hold nothing but a name too, when all of it is
put together: then no field can be forgotten.

Why: 个人信息保护法 art. 6 (no more than the purpose needs) and art. 28 (accounts and the like are
sensitive). What nobody entered as a person's name is not known here, a villager's for instance, so
the office still reads the copy before it is published.
"""

import re
from collections.abc import Callable, Iterable
from unicodedata import decimal

from inspect_app.text import UNSEEN

SOMEBODY = "某"
HIDDEN = "（号码已隐去）"
LONGEST_NAME = 4  # 司马相如; a longer word holds more than a name

_COMPOUND = (
    "欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "东方",
    "独孤", "南宫", "长孙", "宇文", "轩辕", "端木", "百里", "呼延",
)  # fmt: skip
# The commonest, less those that begin a word more often than a name (管 of 管理, 施 of 施工).
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷翟倪严牛俞季鲁葛毕聂焦柳邢齐梅庄"
    "辛左涂祝尚骆温甘池闫肖申向覃莫欧詹柯阮伍凌蓝游翁洪盛柴华岳舒童耿祁苗卓冉宁牟卜鲍"
)
# 李主任, 村支书: an office, whose holder no text gives away by it.
_TITLES = (
    "主席团成员|主席|主任|书记|支书|所长|站长|镇长|乡长|县长|村长|部长|局长|委员|经理|会计|"
    "组长|队长|负责人|秘书|干事|代表|管理员|河长|湖长|路长|林长|田长|网格长|片长|段长|楼长|科长|"
    "股长|院长|校长|园长|厂长|场长|店长|社长|理事长|会长|总监|主管|专干|专员|科员|文员|办事员|"
    "调研员|网格员|保洁员|环卫工|清洁工|护林员|护河员|护路员|管护员|巡查员|巡河员|安全员|监督员|"
    "协管员|联络员|信息员|指导员|工作人员|干部|职工|店主|摊主|房东|老板娘|老板|户主|业主|船主|"
    "法人|村医|医生|老师|教师|民警|辅警|司机|包工头"
)
# Who is meant without a name: 经营户, 本人, 施工单位.
_ANYBODY = (
    "经营户|养殖户|种植户|承包户|个体户|贫困户|脱贫户|低保户|农户|住户|商户|租户|大户|村民|居民|群众|"
    "本人|个人|当事人|责任人|承包人|承租人|经办人|施工方|建设方|管理方|单位|公司|企业|部门|小组|小区|"
    "合作社|村委会|居委会|理事会|管委会|业委会|村委|居委|支委|物业|城管|门卫|店家|厂方"
)
_OFFICES = f"{_TITLES}|{_ANYBODY}|主席团|人大|政府|办公室|办(?!公室)|(?<=..)中心|委员会"
_OFFICE = re.compile(rf"({_OFFICES})$")
_BY_SURNAME = re.compile(rf"(?:{'|'.join(_COMPOUND)}|[{_SURNAMES}])((?:副|原|总)?(?:{_TITLES}))")
_WITH_TITLE = re.compile(rf"(.+?)(?:常务)?(?:副|原|总)?(?:{_TITLES})")  # 马振华副主席
# What stands before a title and is no name: 党委 (书记), 石桥村 (支书), 组织 (委员).
_NO_NAME = re.compile(
    r".*(镇|乡|县|市|区|村|社区|党委|纪委|支部|总支|组|队|部|局|所|站|院|会|团|社|场|厂|店|公司)"
    rf"|(?![{_SURNAMES}]).*[河湖库渠沟塘路山林田]|.*(级|户|中学|小学|学校)"  # 清水河 (河长)
    r"|(.*[镇乡县市区村委部])?(组织|宣传|统战|政法|武装|人武|纪检|纪律|司法|财政|环保|环卫|卫生|民政|"
    r"农业|林业|水利|国土|城建|村建|党建|综治|治保|妇女|项目|工作|执行|常务|系统|安全|生产|食品|"
    r"人民|村民|居民|农民|市民|选民|群众|党员|企业|商户|家长|第一|专职|兼职|驻村|包村|包片|挂点|计生|"
    r"扶贫|文化|水务|养殖|保洁|生态|道路|现场|乡村|主要)"
)
# The last characters of a longer word that are no name: 石桥组, 养护公司.
_PLACE = re.compile(r".*(镇|乡|村|社区|组|队|局|所|站|厂|店|公司|部|委|院|处|室|单位|小区)")
_OF_OFFICE = re.compile(rf".*({_OFFICES})(?=..)")  # 镇人大主席 before 马振华
_MARK = re.compile(r"[(（][^()（）]*[)）]")  # 王建国(石桥): which of two namesakes
_BETWEEN_PERSONS = re.compile(r"[、，,;；:：/\n]|带队|率队")

# 塘长李强: what ends so before two characters is an office, though no list has it.
_SHORT_OFFICE = re.compile(".[长员警师医工干管理记官头]..")

_AND = re.compile("[和及与]")
_OF_PERSON = re.compile("(户|家|夫妇|一家|等|等人)$")

_IN_NAME = rf"[\s·•・{UNSEEN}]*"  # 王 建国, 王·建国
_DASHES = r"\-‐-―－−_"
_GAP = rf"(?:[^\S\n]|[{UNSEEN}{_DASHES}.．·•・])"
_DIGITS = {n: str(decimal(chr(n))) for n in range(0x80, 0x2_0000) if chr(n).isdecimal()}

_NUMBER = re.compile(
    rf"""(?<!\d)(?:
      (?:[+＋]?86{_GAP}*)?1[3-9]\d{_GAP}*\d{{4}}{_GAP}*\d{{4}}   # a mobile telephone
    | 1[3-9]\d(?P<two>{_GAP}+)\d\d(?:(?P=two)\d\d){{3}}       # in twos,
    | 1[3-9]\d(?P<three>{_GAP}+)\d{{3}}(?P=three)\d{{5}}      # in other parts,
    | 1[3-9]\d\d(?P<four>{_GAP}+)\d{{4}}(?P=four)\d{{3}}
    | 1(?P<one>{_GAP}+)[3-9](?:(?P=one)\d){{9}}               # digit by digit
    | [(（]?0\d{{2,3}}[)）]?{_GAP}*\d{{7,8}}                    # a telephone with its area code
    | 0(?:10|2\d|[3-9]\d\d){_GAP}+\d{{3,4}}{_GAP}+\d{{4}}
    | \d{{6}}{_GAP}*\d{{4}}{_GAP}*\d{{4}}{_GAP}*\d{{3}}[\dXx]    # 身份证号
    | (?:\d{{4}}(?:[^\S\n]|[{_DASHES}])){{3,4}}\d{{1,4}}          # an account, in fours
    | \d{{11,}}[Xx]?                                        # any of these run together
    | (?<=电话|手机|座机|号码)(?:[:：是为 ]*)\d{{3,4}}{_GAP}*\d{{4}}  # without its area code
    )(?!\d)""",
    re.VERBOSE,
)


def masker(names: Iterable[str], units: Iterable[str] = ()) -> Callable[[str], str]:
    """A function that masks these persons, and telephone and other numbers, in a text.

    A name counts wherever it stands, also with spaces in it (李　强), and also where it is a part
    of something else: too much is seen and mended, too little is published. But what ``units``
    holds, entered as the person who answers, is none: it would deface each text about that unit.
    """
    persons = sorted(_persons(names, _no_persons(units)), key=len, reverse=True)
    known = re.compile("|".join(map(_pattern, persons))) if persons else None

    def mask(text: str) -> str:
        if known:
            text = known.sub(lambda found: masked_name(found[0]), text)
        return _without_numbers(text)

    return mask


def _without_numbers(text: str) -> str:
    visible, start = [], 0
    for found in _NUMBER.finditer(text.translate(_DIGITS)):  # １３８ is 138; as long as the text
        visible.append(text[start : found.start()])
        start = found.end()
    return HIDDEN.join([*visible, text[start:]])


def masked_name(name: str) -> str:
    """王某某 for 王建国, 李某 for 李强, 欧阳某 for 欧阳修, 某主任 for 卢主任.

    Nothing for nothing. In a town a surname with its title is a name.
    """
    plain = re.sub(_IN_NAME, "", _MARK.sub("", name))
    if by_surname := _BY_SURNAME.fullmatch(plain):
        return SOMEBODY + by_surname[1]
    surname = next((one for one in _COMPOUND if plain.startswith(one)), plain[:1])
    return surname + SOMEBODY * min(len(plain) - len(surname), 2)


def _no_persons(units: Iterable[str]) -> tuple[str, ...]:
    """The units' names without those that a person may have: 李强 answers for his own."""
    return tuple(unit for unit in units if len(unit) > 1 and not _may_be_name(unit))


def _may_be_name(word: str) -> bool:
    by_surname = (
        1 < len(word) < LONGEST_NAME and word[0] in _SURNAMES and not _PLACE.fullmatch(word)
    )
    by_compound = len(word) <= LONGEST_NAME and word.startswith(_COMPOUND)
    return (by_surname or by_compound) and not _OFFICE.search(word)


def _persons(names: Iterable[str], units: tuple[str, ...]) -> set[str]:
    """The names as they may stand in a text: with the mark of a namesake and without.

    Of 镇人大主席 马振华, in one word or two, the office is no part of the name.
    """
    entered = [one for name in names for one in _BETWEEN_PERSONS.split(name)]
    parts = [part for one in entered for part in one.split()]
    single = [re.sub(_IN_NAME, "", one) for one in (*entered, *parts)]
    full_names = {name for one in single for name in _names_in(one)}
    long = tuple(unit for unit in units if len(unit) > 2)  # 王建国 may end like a unit 建国
    found = {
        one for one in full_names if one not in units and not _MARK.sub("", one).endswith(long)
    }
    by_surname = {one for one in single if _BY_SURNAME.fullmatch(one) and one not in units}
    return by_surname | {name for one in found for name in (one, *_within(one)) if len(name) > 1}


def _within(word: str) -> list[str]:
    """What may be names in a longer word: 李强 of 治河先锋李强, 李强户, 李强和王小明.

    No list of offices is complete, and too much is seen.
    """
    word = _MARK.sub("", word)
    has_office = len(word) > LONGEST_NAME or _SHORT_OFFICE.fullmatch(word)
    ends = [word[-length:] for length in (2, 3, 4)] if has_office else []
    pairs = [(word[: found.start()], word[found.end() :]) for found in _AND.finditer(word)]
    both = [name for pair in pairs if all(map(_may_be_name, pair)) for name in pair]
    return [name for name in (*ends, _OF_PERSON.sub("", word)) if _may_be_name(name)] + both


def _names_in(entered: str) -> list[str]:
    """A person's name, with its mark and without; of an office, the name in its mark.

    马振华 of 马振华（主席） and of 主席（马振华）; of 王建国（石桥） it and 王建国.
    """
    outer, marks = _MARK.sub("", entered), _MARK.findall(entered)
    name = _without_title(outer)
    if not name:
        return [_without_title(mark[1:-1]) for mark in marks] if outer else []
    is_namesake = name == outer and marks and not _OFFICE.search(marks[0][1:-1])
    return [name, entered] if is_namesake else [name]


def _without_title(words: str) -> str:
    """The name in 马振华主席 or 镇人大主席马振华, "" where there is none but an office."""
    words = re.sub("[()（）]", "", words)
    titled = _WITH_TITLE.fullmatch(words)
    name = _OF_OFFICE.sub("", titled[1] if titled else words)
    if _OFFICE.search(name) or (titled and _NO_NAME.fullmatch(name)):
        return ""
    is_rest = name != words and not _may_be_name(name)  # 大队 of 城管大队
    return "" if is_rest and _PLACE.fullmatch(name) else name


def _pattern(name: str) -> str:
    brackets = {"(": "[(（]", "（": "[(（]", ")": "[)）]", "）": "[)）]"}
    return _IN_NAME.join(brackets.get(char, re.escape(char)) for char in name)
