"""The lint of pages finds what is wrong, also on a page that is built as one that was sound."""

import pytest

from tests.page_lint import lint

PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>名单</title></head><body class="desk">
<header><p class="brand"><span>甲镇</span></p><nav aria-label="主菜单"><a href="#content">正文</a></nav></header>
<main id="content"><h1>名单</h1><p class="crumbs">位置 <a href="/a">首页</a></p>
<form action="/a"><label for="name">姓名</label><input id="name" name="name" value="a &amp; b"
aria-describedby="hint"><small id="hint">填全名</small><table><tr><td>一</td></tr></table>
<input type="hidden" name="n"><button>保存</button></form><img src="/a" alt="图"></main></body></html>"""

WRONG = {
    "a tag left open": ("<td>一</td>", "<td><b>一</td>"),
    "a character that no page may hold": ("填全名", "填\x01全名"),
    "an ampersand": ("a &amp; b", "a &amp b"),
    "an attribute twice": ('id="hint"', 'id="hint" id="more"'),
    "a value left open": ('href="/a"', 'href="/a'),
    "a field within a table": ("<td>一</td>", '</tr><input type="text" name="n" aria-label="二">'),
    "an id twice": ('id="hint"', 'id="name"'),
    "a hint that is not there": ('id="hint"', 'id="hints"'),
    "a link to nowhere": ("#content", "#contents"),
    "a field without a label": ('for="name"', 'for="names"'),
    "a form without a button": ("<button>保存</button>", ""),
    "a picture without words": (' alt="图"', ""),
    "a script of its own": ("</form>", "</form><script>a()</script>"),
    "an event": ("<button>", '<button onclick="a()">'),
    "a foreign picture": ('src="/a"', 'src="//example.org/a"'),
    "two heads": ("</h1>", "</h1><h1>二</h1>"),
    "no title": ("<title>名单", "<title>"),
    "no language": (' lang="zh-CN"', ""),
    "a phone's page without its warning": ('class="desk"', 'class="phone"'),
    "no town": ("<span>甲镇", "<span>"),
    "a way that ends with words": ("首页</a></p>", "首页</a> 名单</p>"),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_is_found_beside_a_page_that_has_none(mistake):
    assert lint(PAGE) == []
    right, wrong = WRONG[mistake]
    assert right in PAGE
    assert lint(PAGE.replace(right, wrong, 1).replace("</body>", "<footer></footer></body>"))


def test_other_words_are_no_mistake():
    assert lint(PAGE.replace("填全名", "按身份证填 &lt;全名&gt;").replace("甲镇", "乙镇🚑")) == []
