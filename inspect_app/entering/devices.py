"""What somebody enters with, in a word or two: all that is kept of a browser's User-Agent. Pure."""

# The first mark that stands in it decides: what calls itself several things stands further up.
KINDS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "OpenHarmony": "鸿蒙手机",
    "HarmonyOS": "鸿蒙手机",
    "Android": "安卓手机",
    "Windows": "Windows 电脑",
    "Macintosh": "苹果电脑",
    "Linux": "Linux 电脑",
}
PROGRAMS = {
    "wxwork": "企业微信",
    "MicroMessenger": "微信",
    "DingTalk": "钉钉",
    "Edg": "Edge",
    "HuaweiBrowser": "华为浏览器",
    "QQBrowser": "QQ浏览器",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
UNKNOWN = "未知设备"


def device_words(user_agent: str) -> str:
    """Device and program, ``安卓手机 · 微信``; of what is not known only what is."""
    kind = _first(KINDS, user_agent) or UNKNOWN
    program = _first(PROGRAMS, user_agent)
    return f"{kind} · {program}" if program else kind


def _first(marks: dict[str, str], text: str) -> str:
    return next((words for mark, words in marks.items() if mark in text), "")
