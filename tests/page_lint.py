"""What must hold on every page, whoever fetched it: the test clients call this."""

import re
from functools import lru_cache

from html5lib import HTMLParser
from lxml.html import HtmlElement, document_fromstring

# html5lib 1.1 predates these elements' and attributes' arrival; none is a mistake.
FORGIVEN = {"non-html-root"}

# Words, and values of all attributes but one, are no part of a page's grammar, unless they hold one
# of these characters.
TELLING = r"<>&\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe-\U0010ffff"
ESCAPED = re.compile("&(?:amp|lt|gt|#34|#39);")
VALUE = re.compile(rf'( type="[^"]*"|="[^"{TELLING}]*[{TELLING}][^"]*")|="[^"]*"')
TEXT = re.compile(rf">\s*(?=[^\s<])[^{TELLING}]+<")
SOUND: set[tuple[bool, str]] = set()


@lru_cache(maxsize=1_000)  # many tests fetch the same page
def lint(html: str, is_fragment: bool = False) -> list[str]:
    """Return what is wrong with a page, nothing if all is well."""
    page = document_fromstring(html.strip() or "<html></html>")  # quick: its grammar is seen apart
    wrong = _grammar(html, is_fragment) + _ids(page) + _fields(page) + _inline(page)
    if not is_fragment:
        wrong += _frame(page) + _phone(page) + _desk(page)
    return wrong


def _grammar(html: str, is_fragment: bool) -> list[str]:
    """Read the page as a browser does; pages of one build are read once, since that takes long."""
    build = is_fragment, TEXT.sub(">x<", VALUE.sub(r"\1", ESCAPED.sub("x", html)))
    if build in SOUND:
        return []
    parser = HTMLParser()
    parser.parseFragment(html) if is_fragment else parser.parse(html)
    wrong = [f"html: {code} at {at}" for at, code, _ in parser.errors if code not in FORGIVEN]
    if not wrong:
        SOUND.add(build)
    return wrong


def _words(element: HtmlElement) -> str:
    return str(element.text_content()).strip()


def _frame(page: HtmlElement) -> list[str]:
    wrong = []
    if (heads := page.xpath("count(//h1)")) != 1:
        wrong.append(f"{heads:g} h1 elements")
    if not any(map(_words, page.xpath("//title")[:1])):
        wrong.append("no title")
    if page.get("lang") != "zh-CN":
        wrong.append("no lang")
    if not page.xpath("//main"):
        wrong.append("no main")
    return wrong


def _phone(page: HtmlElement) -> list[str]:
    """A deputy's page warns of secrets once, and says where to put what is bad or missing."""
    if "phone" not in page.body.classes:
        return []
    wrong = []
    if page.text_content().count("请勿填写、拍摄涉密内容和工作秘密") != 1:
        wrong.append("the warning of secrets is not there once")
    foot = page.xpath("//footer")[0]
    if not foot.xpath(".//a[.='意见反馈']") and "请直接告诉" not in foot.text_content():
        wrong.append("no way to give feedback")
    return wrong


def _desk(page: HtmlElement) -> list[str]:
    """A page of the office says of which town it is; the way to it ends with a page."""
    if not page.xpath("//nav[@aria-label='主菜单']"):
        return []
    wrong = []
    if not any(map(_words, page.xpath("//header//*[@class='brand']//span")[:1])):
        wrong.append("no town in the head")
    for way in page.find_class("crumbs")[:1]:
        if not len(way) or way[-1].tail:
            wrong.append(f"the way ends with {way[-1].tail if len(way) else way.text}")
    return wrong


def _ids(page: HtmlElement) -> list[str]:
    ids = page.xpath("//@id")
    wrong = [f"id {i} twice" for i in sorted(set(ids)) if ids.count(i) > 1]
    known = set(ids)
    for named in page.xpath("//@aria-labelledby | //@aria-describedby"):
        wrong += [f"no id {i}" for i in named.split() if i not in known]
    for address in page.xpath("//a/@href[starts-with(., '#')]"):
        if address[1:] not in known:
            wrong.append(f"link to nowhere: {address}")
    return wrong


def _fields(page: HtmlElement) -> list[str]:
    labelled = set(page.xpath("//label/@for"))
    wrong = []
    for field in page.iter("input", "select", "textarea"):
        if field.get("type") == "hidden":
            continue
        is_within_one = any(not label.get("for") for label in field.iterancestors("label"))
        if not (field.get("id") in labelled or is_within_one or field.get("aria-label")):
            wrong.append(f"no label: {field.get('name')}")
    for form in page.xpath("//form[not(.//button)]"):
        wrong.append(f"form without a button: {form.get('action')}")
    for image in page.xpath("//img[not(@alt)]"):
        wrong.append(f"no alt: {image.get('src')}")
    return wrong


def _inline(page: HtmlElement) -> list[str]:
    wrong = ["inline script" for tag in page.iter("script") if not tag.get("src")]
    wrong += ["inline style" for _ in page.iter("style")]
    for tag in page.iter("*"):
        for name, value in tag.attrib.items():
            if name.startswith("on") or name in {"style", "hx-on", "hx-vals", "hx-vars"}:
                wrong.append(f"inline {name} on {tag.tag}")
            if name in {"src", "href", "action"} and "//" in value.replace("://localhost", ""):
                wrong.append(f"leaves the host: {value}")
    return wrong
