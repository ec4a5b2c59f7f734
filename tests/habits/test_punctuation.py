"""Chinese sentences of the product and of its guides have full-width marks and brackets."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HAN = "\u4e00-\u9fff"
HALF = re.compile(f"[{HAN}”》】][,:;?!()]|[,:;?!()][{HAN}“《【]")
NOT_SHOWN = {
    ".html": re.compile(r"\{#.*?#\}", re.DOTALL),
    ".js": re.compile(r"/\*.*?\*/|/\^\S*\$/", re.DOTALL),  # remarks, patterns
    ".md": re.compile(  # code, as it is typed, and where a link leads
        r"^```.*?^```|`[^`\n]*`|\]\([^)\n]*\)", re.DOTALL | re.MULTILINE
    ),
    ".yaml": re.compile(r"\[.*?\]|\{.*?\}|^ *source: .*$", re.MULTILINE),  # notation, addresses
}
# How a checklist is written: the half-width marks are what its messages teach.
TAUGHT = re.compile(r"名称: 内容|\[甲, 乙\]")
SAYING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
PATTERN = "(?"  # is in a part of a regular expression


def shown(path: Path) -> list[str]:
    """What a file may put before a reader: a page's text, a program's strings and its commands' help."""
    text = path.read_text()
    if path.suffix != ".py":
        return NOT_SHOWN[path.suffix].sub("", text).splitlines()
    tree = ast.parse(text)
    patterns = {id(node) for call in ast.walk(tree) if is_of_re(call) for node in ast.walk(call)}
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    said = [one for one in strings if isinstance(one.value, str)]
    # A command's docstring is its help: it ends as a Chinese sentence does.
    return [
        one.value
        for one in said
        if id(one) not in patterns and (id(one) not in docstrings or one.value.endswith("。"))
    ]


def is_of_re(node: ast.AST) -> bool:
    """Whether it calls a function of ``re``: what it gets are patterns, not words."""
    function = node.func if isinstance(node, ast.Call) else None
    return isinstance(function, ast.Attribute) and ast.unparse(function.value) == "re"


def sources() -> list[Path]:
    package = ROOT / "inspect_app"
    programs = [path for path in package.rglob("*.py") if "migrations" not in path.parts]
    guides = [*ROOT.glob("README.zh-CN.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("checklists/*.md")]
    chinese = [path for path in guides if re.match(f"# .*[{HAN}]", path.read_text())]
    templates, scripts = (ROOT / "templates").rglob("*.html"), (package / "static/js").rglob("*.js")
    lists = [*ROOT.glob("checklists/*.yaml"), package / "checklist" / "sample.yaml"]
    return [*templates, *scripts, *programs, *chinese, *lists]


def docstrings(path: Path) -> list[str]:
    """What a file's docstrings say: English, in which a Chinese name may have brackets of its own."""
    nodes = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, SAYING)]
    return [words for node in nodes if (words := ast.get_docstring(node))]


def test_chinese_names_in_docstrings_have_full_width_brackets():
    """村（社区） and 95（总分 100）; where English goes on, a space stands before the bracket."""
    half = re.compile(f"[{HAN}][(]|[0-9][(][{HAN}]")
    programs = [path for path in sources() if path.suffix == ".py"]
    said = [(path.name, words) for path in programs for words in docstrings(path)]
    assert said and [hit for hit in said if half.search(hit[1])] == []


@pytest.mark.parametrize("kind", [".html", ".js", ".py", ".md", ".yaml"])
def test_chinese_sentences_have_full_width_marks(kind):
    paths = [path for path in sources() if path.suffix == kind]
    assert paths
    said = [(path.name, TAUGHT.sub("", text)) for path in paths for text in shown(path)]
    assert [hit for hit in said if HALF.search(hit[1]) and PATTERN not in hit[1]] == []
