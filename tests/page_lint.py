"""What must hold on every page, whoever fetched it: the test clients call this."""

from functools import lru_cache

from bs4 import BeautifulSoup
from html5lib import HTMLParser

# html5lib 1.1 predates these elements' and attributes' arrival; none is a mistake.
FORGIVEN = {"non-html-root"}


@lru_cache(maxsize=1_000)  # many tests fetch the same page
def lint(html: str, is_fragment: bool = False) -> list[str]:
    """Return what is wrong with a page, nothing if all is well."""
    page = BeautifulSoup(html, "lxml")  # the quicker reader: the grammar is checked by the other
    wrong = _grammar(html, is_fragment) + _ids(page) + _fields(page) + _inline(page)
    if not is_fragment:
        wrong += _frame(page) + _phone(page) + _desk(page)
    return wrong


def _grammar(html: str, is_fragment: bool) -> list[str]:
    parser = HTMLParser()
    parser.parseFragment(html) if is_fragment else parser.parse(html)
    return [f"html: {code} at {at}" for at, code, _ in parser.errors if code not in FORGIVEN]


def _frame(page: BeautifulSoup) -> list[str]:
    wrong = []
    if len(page.find_all("h1")) != 1:
        wrong.append(f"{len(page.find_all('h1'))} h1 elements")
    if not page.title or not page.title.get_text(strip=True):
        wrong.append("no title")
    if page.html.get("lang") != "zh-CN":
        wrong.append("no lang")
    if not page.find("main"):
        wrong.append("no main")
    return wrong


def _phone(page: BeautifulSoup) -> list[str]:
    """A deputy's page warns of secrets once, and says where to put what is bad or missing."""
    if "phone" not in page.body.get("class", []):
        return []
    wrong = []
    if page.get_text().count("请勿填写、拍摄涉密内容和工作秘密") != 1:
        wrong.append("the warning of secrets is not there once")
    foot = page.find("footer")
    if not foot.find("a", string="意见反馈") and "请直接告诉" not in foot.get_text():
        wrong.append("no way to give feedback")
    return wrong


def _desk(page: BeautifulSoup) -> list[str]:
    """A page of the office says of which town it is; the way to it ends with a page."""
    if not page.find("nav", attrs={"aria-label": "主菜单"}):
        return []
    town = page.select_one("header .brand span")
    wrong = [] if town and town.get_text(strip=True) else ["no town in the head"]
    way = page.select_one(".crumbs")
    if way and not way.contents[-1].name:
        wrong.append(f"the way ends with {way.contents[-1]}")
    return wrong


def _ids(page: BeautifulSoup) -> list[str]:
    ids = [tag["id"] for tag in page.find_all(id=True)]
    wrong = [f"id {i} twice" for i in sorted(set(ids)) if ids.count(i) > 1]
    for tag in page.find_all(attrs={"aria-labelledby": True}):
        wrong += [f"no id {i}" for i in tag["aria-labelledby"].split() if i not in ids]
    for tag in page.find_all(attrs={"aria-describedby": True}):
        wrong += [f"no id {i}" for i in tag["aria-describedby"].split() if i not in ids]
    for link in page.find_all("a", href=lambda href: href and href.startswith("#")):
        if link["href"][1:] not in ids:
            wrong.append(f"link to nowhere: {link['href']}")
    return wrong


def _fields(page: BeautifulSoup) -> list[str]:
    labelled = {label.get("for") for label in page.find_all("label")}
    wrong = []
    for field in page.find_all(["input", "select", "textarea"]):
        if field.get("type") == "hidden":
            continue
        if field.get("id") not in labelled and not field.get("aria-label"):
            wrong.append(f"no label: {field.get('name')}")
    for form in page.find_all("form"):
        if not form.find("button"):
            wrong.append(f"form without a button: {form.get('action')}")
    for image in page.find_all("img"):
        if image.get("alt") is None:
            wrong.append(f"no alt: {image.get('src')}")
    return wrong


def _inline(page: BeautifulSoup) -> list[str]:
    wrong = ["inline script" for tag in page.find_all("script") if not tag.get("src")]
    wrong += ["inline style" for _ in page.find_all("style")]
    for tag in page.find_all(True):
        for name, value in tag.attrs.items():
            if name.startswith("on") or name in {"style", "hx-on", "hx-vals", "hx-vars"}:
                wrong.append(f"inline {name} on {tag.name}")
            if name in {"src", "href", "action"} and "//" in str(value).replace("://localhost", ""):
                wrong.append(f"leaves the host: {value}")
    return wrong
