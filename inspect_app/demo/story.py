"""What deputies of 嘉禾镇 found, in their words. Items that are not told passed."""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class FailedPlace:
    """One place where an item failed; empty words: the deputy wrote nothing."""

    words: str = ""
    amount: str = ""
    severity: str = ""
    suggestion: str = ""
    photos: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoRecord:
    """One record: who filled which checklist where."""

    site: str
    deputy: str
    fails: dict[str, list[FailedPlace]] = field(default_factory=dict)
    na: tuple[str, ...] = ()
    other: dict[str, str] = field(default_factory=dict)
    suggestion: str = ""
    highlight: str = ""
    corrected: bool = False  # first handed in without its last failed item


SATISFIED = {"rj03": "daily", "rj27": "satisfied"}
FAIR = {"rj03": "days", "rj27": "fair"}
NO_FARMS = ("rj10", "rj11", "rj20", "rj21")
NO_GAS = ("aq11", "aq12", "aq13")
NO_FIREWORKS = ("aq15", "aq16", "aq17")
NO_WORKSHOP = ("aq19", "aq20", "aq21", "aq22", "aq24")
OUTDOORS = ("aq26", "aq28", "aq30")

BEFORE = (
    DemoRecord("文化广场及东西巷", "周永福", {"rj02": [FailedPlace("东巷口的桶满了没人收，猫狗扒得到处都是")]}, NO_FARMS, FAIR),
    DemoRecord("文化广场及东西巷", "吴小军", {"rj17": [FailedPlace("西巷口土坯房裂了缝")]}, NO_FARMS, FAIR),
    DemoRecord("石桥集市周边", "孙玉梅", {"rj14": [FailedPlace("公厕没有水，冲不了")]}, NO_FARMS, FAIR),
    DemoRecord("柳河沿岸", "刘桂芳", {}, ("rj10", "rj11", "rj20"), SATISFIED),
)  # fmt: skip

ENVIRONMENT = (
    DemoRecord(
        "村主干道及两侧", "王建国",
        {
            "rj01": [
                FailedPlace("村口老槐树往北二十来米，路边堆着拆房的砖头和旧沙发，占了半边路", "1", "major",
                     "建议村里派车一次清走，再立个不许倒的牌子", ("garbage", "garbage")),
                FailedPlace("王家祠堂后墙根有一堆生活垃圾", "1"),
            ],
            "rj15": [FailedPlace("县道边堆着三车玉米秸，挡了会车的视线", photos=("straw",))],
        },
        NO_FARMS, {**FAIR, "rj27_words": "垃圾天天有人收，夜里有灯"},
        "垃圾车两天来一次，夏天不够，建议六到九月每天清一次。", "村主干道两边新栽了花，老人们都夸。",
    ),
    DemoRecord(
        "村主干道及两侧", "李秀英",
        {"rj02": [FailedPlace("小学门口两个桶都满了，盖子坏了一个，苍蝇多", photos=("bin_full",))]},
        NO_FARMS, SATISFIED, highlight="保洁员老周每天五点就出来扫，路面很干净。",
    ),
    DemoRecord(
        "柳河沿岸", "陈志强",
        {
            "rj05": [FailedPlace("柳河桥下游右岸，建筑垃圾和秸秆一起倒在岸坡上，一下雨就冲进河里", severity="critical",
                          suggestion="建议镇里会同河长马上清理，桥头装个探头", photos=("ditch", "garbage"))],
            "rj09": [FailedPlace("桥头饭店的洗碗水直接流到河里")],
        },
        ("rj11", "rj20"), {**FAIR, "rj27_words": "桥头装灯，河边别再倒垃圾"}, "桥头一段夜里没有灯，倒垃圾的都是夜里来，建议装两盏路灯。",
    ),
    DemoRecord("柳河沿岸", "刘桂芳", {"rj05": [FailedPlace()]}, ("rj10", "rj11", "rj20"), FAIR),
    DemoRecord(
        "石桥集市周边", "赵大山",
        {
            "rj01": [FailedPlace("集市东头散集后菜叶烂果没人收，一直堆到第二天", "2", suggestion="建议散集当天清完", photos=("garbage",))],
            "rj14": [FailedPlace("公厕上午锁着门，说是保洁员请假", severity="major")],
        },
        NO_FARMS, {"rj03": "week", "rj27": "fair", "rj27_words": "公厕别锁门"}, corrected=True,
    ),
    DemoRecord("石桥集市周边", "孙玉梅", {"rj02": [FailedPlace("肉摊后面的桶流污水，味道大")]}, NO_FARMS, FAIR,
         "集市的管理费收了，卫生没人管，建议写进市场管理协议。"),
    DemoRecord(
        "文化广场及东西巷", "周永福", {}, NO_FARMS, SATISFIED,
        highlight="广场有专人管，健身器材都能用，村民自己排班打扫，别的村可以来学。",
    ),
    DemoRecord("文化广场及东西巷", "吴小军",
         {"rj17": [FailedPlace("西巷口一间没人住的土坯房，山墙往外鼓，孩子放学从底下过", severity="critical",
                        suggestion="建议先围起来，再请人来看要不要拆")]},
         NO_FARMS, SATISFIED),
    DemoRecord(
        "东湾塘周边", "郑海燕",
        {
            "rj08": [FailedPlace("东湾塘西北角水发黑，有臭味，漂着农药瓶", "1", photos=("ditch",))],
            "rj07": [FailedPlace("塘埂上农药瓶、旧地膜随手扔，数了数有三十多个")],
        },
        ("rj10", "rj11"), FAIR, "建议在村农资店放一个回收箱，拿空瓶换肥皂，老人们愿意。",
    ),
    DemoRecord("东湾塘周边", "冯德贵", {"rj04": [FailedPlace("塘东荒地有烧垃圾的黑印子，还冒烟", photos=("burning",))]}, ("rj10", "rj11"), FAIR),
    DemoRecord(
        "通村公路沿线", "杨春生",
        {"rj15": [FailedPlace("二道弯外侧堆着修房剩的砂石，把边沟堵了", photos=("straw", "canal"))],
         "rj25": [FailedPlace("三公里路只有一名保洁员，自己说管不过来", "1")]},
        (*NO_FARMS, "rj14"), SATISFIED,
    ),
    DemoRecord("通村公路沿线", "何金花", {}, (*NO_FARMS, "rj14"), SATISFIED, highlight="沿路农户门前三包牌子都挂了，有人检查。"),
)  # fmt: skip

SAFETY = (
    DemoRecord(
        "老槐树便民超市", "王建国",
        {
            "aq02": [FailedPlace("后门里面堆满饮料箱子，推不开", photos=("stairway",),
                          suggestion="建议请镇应急管理所上门讲清楚，镇里回头再看一次")],
            "aq04": [FailedPlace("一楼卖货二楼住人，只有一个楼梯上下", severity="major")],
        },
        (*NO_GAS, *NO_FIREWORKS, *NO_WORKSHOP, *OUTDOORS),
    ),
    DemoRecord("老槐树便民超市", "刘桂芳", {"aq02": [FailedPlace("后门堵着，堆的全是货", severity="major")], "aq01": [FailedPlace("灭火器压力指到红区了", photos=("extinguisher",))]},
         (*NO_GAS, *NO_FIREWORKS, *NO_WORKSHOP, *OUTDOORS)),
    DemoRecord(
        "柳河饭庄", "李秀英",
        {
            "aq11": [FailedPlace("厨房的燃气报警器插头拔了，插座给了冰柜", severity="critical")],
            "aq12": [FailedPlace("软管发硬有裂纹，店主说用了五六年", photos=("cylinder",))],
        },
        (*NO_FIREWORKS, *NO_WORKSHOP, *OUTDOORS), suggestion="建议镇里把全镇饭店的报警器统一查一遍，不要等出事。",
    ),
    DemoRecord("柳河饭庄", "陈志强", {"aq12": [FailedPlace("气瓶放在灶台底下，旁边就是炉火")]}, (*NO_FIREWORKS, *NO_WORKSHOP, *OUTDOORS), corrected=True),
    DemoRecord(
        "石桥五金加工厂", "周永福",
        {
            "aq21": [FailedPlace("冲床没有护罩，两个工人戴着手套操作", severity="critical")],
            "aq20": [FailedPlace("电焊的师傅拿不出证", "1")],
        },
        (*NO_GAS, *NO_FIREWORKS, "aq08", "aq09", *OUTDOORS),
    ),
    DemoRecord("石桥五金加工厂", "赵大山", {"aq06": [FailedPlace("车间里插座串插座，线拖在地上泡着油", photos=("wires",))]},
         (*NO_GAS, *NO_FIREWORKS, *OUTDOORS), highlight="隐患排查本子记得细，查出来的都写了谁改、哪天改完。"),
    DemoRecord("前进家具作坊", "孙玉梅", {"aq06": [FailedPlace()], "aq05": [FailedPlace("油漆、稀料放在住人的那间房隔壁，没有隔开", severity="major")]},
         (*NO_GAS, *NO_FIREWORKS, *OUTDOORS), suggestion="建议请消防的来给小作坊讲一课，讲实在的。"),
    DemoRecord("前进家具作坊", "吴小军", {"aq01": [FailedPlace("只有一个灭火器，锁在柜子里")]}, (*NO_GAS, *NO_FIREWORKS, *OUTDOORS)),
    DemoRecord("东湾烟花爆竹零售点", "冯德贵", {"aq17": [FailedPlace("里屋还有十几箱，超过证上写的数", severity="critical")]},
         (*NO_GAS, *NO_WORKSHOP, "aq26", "aq28", "aq30")),
    DemoRecord("东湾烟花爆竹零售点", "郑海燕", {"aq16": [FailedPlace("柜台和日用品挨着，警示牌掉了")]},
         (*NO_GAS, *NO_WORKSHOP, "aq26", "aq28", "aq30")),
    DemoRecord("高岭农家乐", "何金花", {"aq26": [FailedPlace("农家乐下坡急弯没有护栏，去年翻过车", "1", suggestion="建议先摆水马，再装护栏")]},
         (*NO_FIREWORKS, *NO_WORKSHOP)),
    DemoRecord("高岭农家乐", "杨春生", {}, (*NO_FIREWORKS, *NO_WORKSHOP), highlight="灭火器、逃生图、应急灯齐全，老板自己会用。"),
)  # fmt: skip

TODAY = (
    DemoRecord(
        "文化广场及东西巷", "孙玉梅",
        {"rj02": [FailedPlace("东巷口两个桶满了三天没人收", photos=("bin_full",))], "rj16": [FailedPlace("西巷新搭了一间彩钢棚，占了半条巷子", photos=("straw",))]},
        NO_FARMS, FAIR, "冬天垃圾也要按时清。",
    ),
    DemoRecord("东湾烟花爆竹零售点", "冯德贵", {"aq16": [FailedPlace("警示牌还没补上")]}, (*NO_GAS, *NO_WORKSHOP, "aq26", "aq28", "aq30"),
         highlight="上回说的超量存放已经搬走了。"),
)  # fmt: skip

# What the office has looked at so far: the deputy's words, and its own where it chose others.
REVIEWED = {
    "村口老槐树往北二十来米，路边堆着拆房的砖头和旧沙发，占了半边路": "村口老槐树以北约20米处路边堆放建筑垃圾和废旧沙发，占用半幅路面",
    "王家祠堂后墙根有一堆生活垃圾": "",
    "桥头饭店的洗碗水直接流到河里": "",
}
# What the office made of suggestions: other words where it has any, the unit.
SUGGESTIONS_REVIEWED = {
    "建议镇里把全镇饭店的报警器统一查一遍，不要等出事。": (
        "建议对全镇餐饮店的燃气报警器统一排查一遍",
        "镇应急所",
    ),
    "建议请消防的来给小作坊讲一课，讲实在的。": ("", "镇消防所"),
}
FEEDBACK = {
    "王建国": "太阳底下看不清浅灰色的小字。",
    "何金花": "照片能不能先放大看一眼再交？",
}


@dataclass(frozen=True)
class Story:
    """What was handed in at each of the three inspections."""

    before: tuple[DemoRecord, ...] = BEFORE
    environment: tuple[DemoRecord, ...] = ENVIRONMENT
    safety: tuple[DemoRecord, ...] = SAFETY
    today: tuple[DemoRecord, ...] = TODAY

    @property
    def subjects(self) -> list[str]:
        """What its photos show, in the order in which they are taken."""
        subjects: list[str] = []
        for record in (*self.before, *self.environment, *self.safety, *self.today):
            for places in record.fails.values():
                for place in places:
                    subjects += place.photos
        return subjects


def _without_photos(record: DemoRecord) -> DemoRecord:
    fails = {
        item: [replace(place, photos=()) for place in places]
        for item, places in record.fails.items()
    }
    return replace(record, fails=fails)


DEMO = Story()
# Somebody waits for it before a page, and a photo takes a quarter of a second to draw: three.
EXAMPLE = Story(
    environment=(
        _without_photos(ENVIRONMENT[0]),
        ENVIRONMENT[1],
        *map(_without_photos, ENVIRONMENT[2:]),
    ),
    safety=tuple(map(_without_photos, SAFETY)),
)
