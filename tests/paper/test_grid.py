"""The grid in the browser: typed along with the keyboard, pasted from Excel, kept until it is taken."""

import pytest

from tests.board.pages import board
from tests.paper.entering import GOOD, LI, SQUARE, STREET, WANG, address


@pytest.fixture
def grid(at_the_desk, server, cast):
    page = at_the_desk()
    page.goto(server + address(cast))
    return page


def paste(grid, cell, text):
    grid.locator(cell).focus()
    grid.evaluate(
        """(text) => { const data = new DataTransfer(); data.setData("text/plain", text);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste",
          {clipboardData: data, bubbles: true, cancelable: true})); }""",
        text,
    )


def test_the_grid_is_filled_with_the_keyboard_and_by_pasting_from_excel(grid, office, cast):
    grid.locator("#c1-heap").click()
    grid.keyboard.type("2 村口")
    grid.keyboard.press("ArrowRight")
    grid.keyboard.type("1")
    grid.keyboard.press("ArrowDown")
    assert grid.evaluate("document.activeElement.id") == "c2-bin"
    paste(grid, "#c1-ditch", "3\t1\n3\t1\n")
    assert grid.locator("#c2-named").input_value() == "1"
    for field in ("c2-bin", "c2-ditch", "c2-named"):
        grid.locator(f"#{field}").fill("")
    grid.locator("#c1-site").fill(STREET)
    grid.locator("#c1-deputy").fill(LI)
    grid.get_by_role("button", name="全部录入").click()
    assert "已录入 1 份" in grid.locator("section[role=status]").text_content()
    assert "村口" in board(office, cast)


def test_enter_goes_along_the_paper_form_and_on_to_the_next(grid):
    grid.locator("#c1-site").click()
    grid.keyboard.press("Enter")
    assert grid.evaluate("document.activeElement.id") == "c1-deputy"
    grid.locator("#c1-highlight").click()
    grid.keyboard.press("Enter")
    assert grid.evaluate("document.activeElement.id") == "c2-site"
    grid.keyboard.press("Shift+Enter")
    assert grid.evaluate("document.activeElement.id") == "c1-highlight"


def test_what_is_left_of_a_rows_checks_is_passed_by_one_press_and_undone_by_another(grid, cast):
    grid.locator("#c1-site").fill(STREET)
    grid.locator("#c1-deputy").fill(LI)
    grid.locator("#c1-heap").fill("2 村口")
    grid.locator("[data-rest]").click()
    checks = [grid.locator(f"#c1-{name}") for name in ("heap", "bin", "ditch", "named")]
    assert [cell.input_value() for cell in checks] == ["2 村口", "1", "1", "1"]
    assert grid.locator("#c1-days").input_value() == grid.locator("#c2-bin").input_value() == ""
    grid.locator("[data-rest]").click()
    assert [cell.input_value() for cell in checks] == ["2 村口", "", "", ""]
    grid.locator("[data-rest]").click()
    grid.get_by_role("button", name="全部录入").click()
    assert "已录入 1 份" in grid.locator("section[role=status]").text_content()


def test_what_was_typed_is_offered_after_a_reload_until_the_server_has_it(grid, server, cast):
    asked = []
    grid.on("dialog", lambda one: (asked.append(one.type), one.accept()))
    grid.locator("#c1-site").click()
    grid.keyboard.type("主干")  # a part of the name, and on
    grid.keyboard.press("Enter")
    paste(grid, "#c3-deputy", "李秀英\t\t2 村口")
    assert grid.locator("#c1-site").input_value() == STREET
    grid.reload()
    assert asked == ["beforeunload"]
    assert "没有录入完的 2 行" in grid.locator("[data-offer]").text_content()

    grid.locator("#c1-bin").fill("1")
    grid.get_by_role("button", name="接着录").click()
    rows = [[grid.locator(f"#c{n}-{name}").input_value() for name in GOOD] for n in (1, 2, 3)]
    assert rows == [["", "1", "", ""], ["", "", "", ""], ["2 村口", "", "", ""]]
    assert grid.locator("#c2-site").input_value() == STREET
    assert grid.locator("#c3-deputy").input_value() == LI
    for field in ("c1-bin", "c2-site"):
        grid.locator(f"#{field}").fill("")
    grid.locator("#c3-site").fill("主干")
    for name in ("bin", "ditch", "named"):
        grid.locator(f"#c3-{name}").fill("1")
    grid.get_by_role("button", name="全部录入").click()
    assert "已录入 1 份" in grid.locator("section[role=status]").text_content()
    assert grid.locator("[data-offer]").is_hidden()

    grid.locator("#c1-site").fill("广场")
    grid.get_by_role("button", name="退出").click()
    assert asked == ["beforeunload", "confirm"]
    assert grid.evaluate("localStorage.length") == 0


def test_what_was_typed_and_is_dropped_is_offered_no_more(grid):
    grid.on("dialog", lambda one: one.accept())
    grid.locator("#c1-site").fill("主干")
    grid.reload()
    grid.get_by_role("button", name="不要了").click()
    assert grid.locator("[data-offer]").is_hidden()
    grid.reload()
    assert grid.locator("[data-offer]").is_hidden()


def test_a_name_with_more_beside_it_is_asked_about_in_the_grid_and_not_chosen(grid):
    grid.locator("#c1-deputy").fill("王建国代表")
    grid.keyboard.press("Enter")
    assert grid.locator("#c1-deputy").input_value() == "王建国代表"
    assert grid.locator("#c1-deputy").get_attribute("aria-invalid") == "true"
    said = f"第1行“王建国代表”是“{WANG}”吗？"
    assert grid.locator("[data-notice]").text_content() == said


def test_a_part_of_a_name_in_a_block_chooses_nobody_and_is_asked_about(grid):
    paste(grid, "#c1-site", f"主干\t王建\n{STREET}\t李\n张家村村主干道\t王建国\n")
    cells = [f"#c{n}-{column}" for n in (1, 2, 3) for column in ("site", "deputy")]
    assert [grid.locator(cell).input_value() for cell in cells] == [
        "主干", "王建", STREET, "李", STREET, WANG,
    ]  # fmt: skip
    marked = [grid.locator(cell).get_attribute("aria-invalid") for cell in cells]
    assert marked == ["true", "true", None, "true", None, None]
    said = grid.locator("[data-notice]").text_content()
    assert said == (
        f"第1行“主干”是“{STREET}”吗？；第1行“王建”是“{WANG}”吗？；第2行“李”是“{LI}”吗？"
    )
    grid.locator("#c1-deputy").focus()
    grid.locator("#c1-bin").focus()
    assert grid.locator("#c1-deputy").input_value() == "王建"


def test_a_block_from_excel_makes_the_rows_it_needs_and_tells_what_does_not_fit(grid, office, cast):
    block = [
        f"{STREET}\t王建国\t\t2 村口",
        '文化广场\t陈志强\t\t"2 ""老"" 槐树\n桥头"',
        "桥头\t李秀英\t\t1",
    ]
    paste(grid, "#c7-site", "\r\n".join(block) + "\r\n")

    values = [grid.locator(f"#c{n}-heap").input_value() for n in (7, 8, 9)]
    assert values == ["2 村口", '2 "老" 槐树 桥头', "1"]
    assert grid.locator("#c9-deputy").input_value() == LI
    said = grid.locator("[data-notice]").text_content()
    assert "第9行“桥头”" in said and f"第8行“文化广场”是“{SQUARE}”吗？" in said
    grid.locator("#c8-site").fill(SQUARE)
    grid.locator("#c9-site").fill(STREET)
    for n in (7, 8, 9):
        for name in ("bin", "ditch", "named"):
            grid.locator(f"#c{n}-{name}").fill("1")
    grid.get_by_role("button", name="全部录入").click()
    assert "已录入 3 份" in grid.locator("section[role=status]").text_content()
    assert "老" in board(office, cast)


def test_the_cell_that_is_typed_in_says_what_it_asks(grid):
    grid.locator("#c1-days").focus()
    assert "几天清运一次" in grid.locator("[data-asks]").text_content()
    assert "单位是天" in grid.locator("[data-asks]").text_content()


def test_a_wrong_cell_is_corrected_in_sight_of_what_is_wrong_and_nothing_moves(grid):
    def below():
        return button.bounding_box()["y"] - grid.locator("thead").bounding_box()["y"]

    grid.locator("#c1-site").fill(STREET)
    grid.locator("#c1-deputy").fill(LI)
    grid.locator("#c1-heap").fill("4")
    button = grid.get_by_role("button", name="全部录入")
    button.click()
    before, wrong = below(), grid.locator("#c1-heap")
    wrong.focus()
    told, field = grid.locator("#e1-heap").bounding_box(), wrong.bounding_box()
    assert told["y"] >= field["y"] + field["height"]
    assert below() == before
