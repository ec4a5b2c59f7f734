"""What stands where a deputy's name should, and is none for certain: asked about. Pure."""

import re
from collections.abc import Collection, Sequence

from inspect_app.roster.kinds import RosterEntry
from inspect_app.text import HAN, RISKY_START, alike

NO_PERSON = (
    "“{0}”不像一位代表的姓名。不是代表的，请删掉；"
    "是的，请只留姓名；姓名就是这样写的，请写成“姓名：{0}”"
)
A_PLACE = (
    "“{0}”是小组、选区，还是姓名？是小组，请写成“{0}：姓名、姓名”；是选区，请加上表头再粘贴；"
    "是姓名，请写成“姓名：{0}”"
)
A_TITLE = "“{0}”里有职务或称呼。请只写姓名，去掉职务、称呼；姓名就是这样写的，请写成“姓名：{0}”"
A_REMARK = (
    "“{0}”括号里的是说明。是代表的，请去掉括号和里面的字；不再是代表的，请删掉这一位；"
    "要留在姓名里的，请写成“姓名：{0}”"
)
TWO_TOGETHER = "“{0}”像是两位写在一起。请用顿号隔开；是一位的，请写成“姓名：{0}”"
NO_GROUP = "“{0}”不像小组的名称。请只留小组名称；就是这样叫的，请先到“代表小组”那一页加上它"
_NO_GROUP = re.compile(
    "请|您|大家|核对|缺席|出差|外出|待定|暂无|暂缺|未分|调到|调入|转到|转入|调整|改为|退休|辞职|病假|事假"
)

# How groups end that are called after their place or number; 机关, 党员 and 13800138000 are none.
_GROUP_END = re.compile(
    "(?:组|片|片区|村|社区|居委会|代表团|团|队|站|点|室|选区|区|镇|乡|街道|街|庄|屯|寨|湾)$"
)

SIGN = "[*＊★☆✩✭#＃△▲▽▼※◎⊙◇◆□■√✓✔☑]"  # beside a name it says something of somebody
_PLACE_END = re.compile("(?:村|社区|居委会|村委会|选区|片|片区|代表团|队|屯|寨|街道|镇|乡|组)$")
_TITLE_END = re.compile(
    "(?:主席|书记|主任|镇长|乡长|县长|市长|局长|站长|所长|校长|院长|村长|会长|组长|队长|园长|行长|厂长|科长|"
    "经理|老师|医生|大夫|同志|先生|女士|代表|委员|领导|干事|秘书|会计|文书|支书|主管|联络员|组员|师傅)$"
)
_WORD_END = re.compile(
    "(?:名单|名册|情况|一览|接龙|通知|公告|安排|报告|会议|视察|活动|分组|事项|要求|方案|缺席|出差|外出|未到|请假|"
    "病假|事假|待定|暂缺|空缺|暂无|党员|群众|缺额|人数|总数|姓名|备注|签名|签字|电话|手机|性别|职务|层级|民族|序号|小组|联系方式|"
    "合计|总计|小计|公司|中心|学校|小学|中学|幼儿园|卫生院|医院|派出所|办公室|委员会|政府|党委|人大|支部|合作社|银行|单位|机关|"
    "座谈会|大会|开会|协会|工会|商会|理事会|负责人|联系人|主持人|记录人|候选人|本人|等人)$"
)
_LONGER_END = re.compile("(?:表|站|所|局|办|假|到)$")  # of 刘表 they are the name
_SAID = re.compile(
    "[请您你我们她吗呢吧啦哦嗯么这哪谁的]|各位|大家|核对|收到|辛苦|确认|回复|转发|务必|参加|报名|如下|以上|以下|"
    "请假|缺席|应到|实到|已阅|同意|没有|无误|明天|今天|上午|下午|准时"
)
_SIGNS = re.compile("(?<=.)[?？!！~～%+]|[<>《》�]")
_REMARK = re.compile(
    "^原|假|调离|调出|调走|调动|调任|辞|免职|缺|已故|病故|去世|逝|出差|外出|外地|待定|待补|待选|补选|替补|新任|新选|新补|"
    "新增|新当选|兼|列席|未|已|停职|退休|退出|离职|离任|代理|同意|到$|参加|党员|群众|主任|书记|委员|主席|镇长|校长|"
    "经理|所长|站长|岁|[0-9]月|[0-9]年|微信|电话|备注|不在|不能|不来|不再"
)
_WITHOUT_HAN = re.compile("[\\x00-\\xff]*|.*[0-9０-９].*")
# 刘村 and 周组 may be persons, 三村 and 东片 hardly are.
_SHORT_NAME = re.compile("[^一二三四五六七八九十东西南北中上下前后大小新老][村庄寨屯镇乡]")
_BRACKETS = re.compile(r"[(（〔【\[]([^()（）]*)[)）〕】\]]")
_SEX_OR_PEOPLE = f"(?:性别[:：]?)?[男女]性?|(?:民族[:：]?)?[{HAN}]{{1,5}}(?<!家)族"
_BESIDE = re.compile(rf"[(（](?:{_SEX_OR_PEOPLE})[)）]")
_FIRST_BESIDE = re.compile(rf"(?<=[(（])(?:(?:{_SEX_OR_PEOPLE})[、，,;；/\s]+)+")
_LAST_BESIDE = re.compile(rf"(?:[、，,;；/\s]+(?:{_SEX_OR_PEOPLE}))+(?=[)）])")
_LABEL = re.compile(r"^姓名\s*[:：]\s*")
_NUMBERED = re.compile("(?<=[^0-9])[0-9]{1,4}(?=号?$)")
_NAMESAKE = re.compile("(?<=.)[A-Za-z]$")  # 王建国A
_KEPT_NOWHERE = re.compile(
    "(?:书记|主任|主席|委员|镇长|村长|校长|经理|支书|会计|党员|群众|学历|.族)$"
)
_PLAIN_NAME = re.compile(f"[{HAN}]{{2,3}}(?<![村片区镇乡组])")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙朱高郭梁宋郑韩唐冯于董萧程曹袁邓许傅沈曾彭吕蒋蔡贾丁魏薛阎余潘杜"
    "戴夏钟汪田任姜范方姚谭廖邹熊陆郝崔邱秦江史顾侯邵孟万段钱汤尹黎易武乔贺龚马胡林何罗白苏叶"
    "谢石龙雷康毛"
)
# Of which names of other peoples are written that stand without a dot.
_OF_LONG_NAMES = frozenset(
    "阿艾安爱奥巴白班包宝保贝比毕别玻勃伯博布才仓草策查朝赤楚次措达大旦丹单当道德迪地登顶丁东"
    "都堵杜顿多额尔恩法帕凡菲夫福嘎噶盖甘刚高格根贡古瓜贵国果哈海罕汗翰浩合何和赫黑呼胡花华霍"
    "吉吾及嘉加尖坚江将杰金晋晶旧久居卡开凯坎康柯科克肯孔库奎拉来兰郎朗老勒雷丽力里立利莲列林"
    "灵龙隆卢鲁洛罗玛马麦买满曼毛梅美门蒙米密民明摩莫默姆木穆那娜乃南尼念宁牛努诺欧排潘旁培佩"
    "彭平坡普其奇恰强乔琼曲热仁日茹如萨塞赛桑色森沙莎山珊扇尚舍申生师什诗石史守寿朔斯松苏索塔"
    "台坦汤特提天帖铁图吐土托娃瓦外汪旺维卫温翁沃乌吴西希夏先香小谢辛星雄旭雅亚延央扬杨耶也业"
    "伊依以义英雍永尤玉元远云再则扎泽增旃占章召哲者贞珍真支芝治中忠仲珠祖尊佐作迥茨丑车阔赞孜"
    "苦各不勿衣牙逊祝娅喜卓拥益尕嫫惹伍琪娣"
)
_LONGEST = 8  # without a dot: 阿卜杜热依木江
_LONGEST_DOTTED = 25
_LONGEST_KEPT = 30


def doubt_in(entry: RosterEntry, deputies: Collection[str], groups: Collection[str]) -> str:
    """What to do where a name or group is none for certain; empty where all is well.

    What the roster has, is: ``deputies`` and ``groups`` are its names.
    """
    name, group = entry.get("name", ""), entry.get("group", "")
    sentence = _doubt(name)
    if sentence and not _is_known(name, deputies):
        return sentence.format(name)
    is_called_so = _GROUP_END.search(group) and not _NO_GROUP.search(group)
    is_group = not group or is_called_so or _is_known(group, groups)
    return "" if is_group else NO_GROUP.format(group[:30])


def doubt_in_cell(name: str) -> str:
    """What to do where a cell for a name holds none for certain, as 周书记, 周一（组长）.

    A number at the end tells namesakes, 王建国1.
    """
    sentence = _doubt(_NUMBERED.sub("", name))
    marks = _BRACKETS.findall(name)
    if any(_TITLE_END.search(mark) or re.fullmatch(_SEX_OR_PEOPLE, mark) for mark in marks):
        return A_REMARK.format(name)
    if sentence in (A_PLACE, TWO_TOGETHER):  # whose remedies are those of a list
        sentence = NO_PERSON
    return sentence.format(name)


def _doubt(name: str) -> str:
    """The sentence for words that the roster does not know."""
    marks = _BRACKETS.findall(name)
    if any(_REMARK.search(mark) for mark in marks):
        return A_REMARK
    is_told_elsewhere = not name or name.startswith(RISKY_START) or len(name) > _LONGEST_KEPT
    if is_told_elsewhere or re.search(SIGN, _BRACKETS.sub("", name)):
        return ""  # with a remedy of its own
    plain = _NAMESAKE.sub("", _BRACKETS.sub("", name)).strip()
    return _doubt_without_marks(plain)


def _doubt_without_marks(plain: str) -> str:
    if (
        len(plain) == 1
        or _SAID.search(plain)
        or _SIGNS.search(plain)
        or _WITHOUT_HAN.fullmatch(plain)
    ):
        return NO_PERSON
    if _TITLE_END.search(plain):
        return A_TITLE
    if _WORD_END.search(plain) or (len(plain) > 2 and _LONGER_END.search(plain)):
        return NO_PERSON
    if _PLACE_END.search(plain) and not _SHORT_NAME.fullmatch(plain):
        return A_PLACE
    if "·" in alike(plain):
        return NO_PERSON if len(plain) > _LONGEST_DOTTED else ""
    if len(plain) in (4, 5, 6) and _are_two(plain):
        return TWO_TOGETHER
    is_strange = len(plain) > _LONGEST or not _OF_LONG_NAMES.issuperset(plain)
    return NO_PERSON if len(plain) > 4 and is_strange else ""


def _are_two(plain: str) -> bool:
    """Whether another surname stands where a second name would begin: 张三李四, 王建国李秀英."""
    second = plain[2:3] if len(plain) == 4 else plain[2:4]
    return plain[0] in _SURNAMES and not _SURNAMES.isdisjoint(second)


def is_kept_nowhere(cell: str) -> bool:
    """Whether a cell says a post or a people: beside a name it is no constituency."""
    return bool(_KEPT_NOWHERE.search(cell))


def are_several(cells: Sequence[str]) -> bool:
    """Whether the cells of a row are, or may be, names of several deputies, or say of one 请假."""
    is_grid = len(cells) > 1 and all(_PLAIN_NAME.fullmatch(cell) for cell in cells[:2])
    return (is_grid and all(cell[0] in _SURNAMES for cell in cells[:2])) or (
        len(cells) > 1 and any(_SAID.search(cell) for cell in cells)
    )


def name_said(cell: str) -> tuple[str, bool]:
    """A name, and whether 姓名： before it says that it is one."""
    plain = _LABEL.sub("", cell)
    return plain, plain != cell


def without_sex_and_people(text: str, known: Collection[str]) -> tuple[str, list[str]]:
    """李秀英 of 李秀英（女，回族）, and what to call what nothing was taken of."""
    plain = _BESIDE.sub("", _LAST_BESIDE.sub("", _FIRST_BESIDE.sub("", text)))
    if plain == text or _is_known(text, known):
        return text, []
    return plain, ["性别、民族"]


def _is_known(name: str, known: Collection[str]) -> bool:
    return _alike(name) in map(_alike, known)


def _alike(name: str) -> str:
    return alike(name).replace("·", "")
