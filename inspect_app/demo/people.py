"""Who and what 嘉禾镇 (invented) has: groups, deputies, villages, sites, units."""

from inspect_app.people.models import GroupRole

TOWN = "嘉禾镇"
CONTACT = "镇人大办王秘书（电话0000-0000000）"
LOGIN = "renda"

M, L, C = GroupRole.MEMBER, GroupRole.LEADER, GroupRole.LIAISON
GROUPS: dict[str, list[tuple[str, GroupRole]]] = {
    "第一代表小组": [("王建国", M), ("李秀英", L), ("陈志强", C), ("刘桂芳", M)],
    "第二代表小组": [("赵大山", M), ("孙玉梅", L), ("周永福", C), ("吴小军", M)],
    "第三代表小组": [("郑海燕", M), ("冯德贵", L), ("杨春生", C), ("何金花", M)],
}

# Village: its group's number, its village site, its place.
VILLAGES: dict[str, tuple[int, str, str]] = {
    "张家村": (0, "村主干道及两侧", "老槐树便民超市"),
    "柳河村": (0, "柳河沿岸", "柳河饭庄"),
    "石桥村": (1, "石桥集市周边", "石桥五金加工厂"),
    "前进村": (1, "文化广场及东西巷", "前进家具作坊"),
    "东湾村": (2, "东湾塘周边", "东湾烟花爆竹零售点"),
    "高岭村": (2, "通村公路沿线", "高岭农家乐"),
}

UNITS: dict[str, list[str]] = {
    "镇农业农村办公室": ["镇农业农村办", "镇水利站", "镇林业站"],
    "镇村镇建设办公室": ["镇村镇建设办", "镇环卫办", "镇交通站", "镇公路站"],
    "镇应急管理所": ["镇应急所", "镇消防所"],
    "镇自然资源所": ["镇自然资源所"],
    "镇生态环境办公室": ["镇生态环境办"],
    "镇财政经管站": ["镇经管站", "镇财政所"],
}

CHECKLISTS = (
    "living_environment",
    "work_safety",
    "farmland_protection",
    "food_security",
    "collective_assets",
)

# Site of the inspection under way: who goes there, with which checklists.
WINTER: list[tuple[str, str, tuple[str, ...]]] = [
    ("张家村", "村主干道及两侧", ("living_environment", "collective_assets")),
    ("柳河村", "柳河沿岸", ("farmland_protection", "food_security")),
    ("石桥村", "石桥五金加工厂", ("work_safety",)),
    ("前进村", "文化广场及东西巷", ("living_environment", "collective_assets")),
    ("东湾村", "东湾烟花爆竹零售点", ("work_safety",)),
    ("高岭村", "通村公路沿线", ("farmland_protection", "food_security")),
]
