"""The answers that say what went wrong and what to do, to the phone, the office and scripts."""

from contextlib import suppress

from flask import Response, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from inspect_app.text import typed_words
from inspect_app.web import is_foreign

ERRORS = {
    400: ("没有看懂这次请求", "请返回上一页再试一次。"),
    403: ("这一页不能打开", "请用您自己的个人链接重新进入；没有链接请问镇人大办。"),
    404: ("没有找到这一页", "它可能已经结束或换了地址。请返回首页，或问镇人大办。"),
    405: ("没有看懂这次请求", "请返回上一页再试一次。"),
    # A form without scripts is empty when one goes back to it; what was saved before is not.
    413: (
        "内容太大，没有收下",
        "照片请一次少带几张、换小一点的，或先不带照片提交，以后再补。请回到首页，重新打开这份表："
        "以前存下的还在，从那以后写的要再写一次。",
    ),
    500: ("出了一点问题", "不是您的操作有误。已填的内容请不要关闭页面，稍后再试。"),
    503: ("系统正忙", "您的内容还在，请过一会儿再提交一次。"),
}
# What the office is told, which has no personal link and nobody to ask.
ERRORS_OF_OFFICE = {
    **ERRORS,
    403: ("这一页不能打开", "您的账号没有这一页的权限。需要的话，请找系统管理员改角色。"),
    404: ("没有找到这一页", "它可能换了地址，或者已经不在了。请回到首页再找。"),
    413: ("内容太大，没有收下", "文件请换小一点的；字太多的，请分几次交。这一次填的没有存下来。"),
    503: ("系统正忙", "这次没有做成。请过一会儿再试一次；总是这样，请告诉系统管理员。"),
}
# What a phone says of an entry it keeps, where a page's words would not help.
ERRORS_OF_PUT = {
    **ERRORS,
    404: ("没有收下", "这可能已经不由您填了。请把内容存成文件或复制文字，交给镇人大办。"),
    413: (
        "内容太大，没有收下",
        "文字请在“存在手机里的”点“回去改短”，改好再交；照片请换一张小的。"
        "也可以存成文件或复制文字，交给镇人大办。",
    ),
}


def error_answer(code: int) -> Response:
    """The answer of an error, in plain words: a page; to what a script puts, JSON.

    That names what was put, as every answer to it does: the phone takes no other for a refusal.
    """
    words = _words_for_sender()
    title, remedy = words.get(code, words[400])
    if request.method == "PUT":
        answer = jsonify(error=f"{title}。{remedy}", **what_was_put())
        answer.status_code = code
    else:
        answer = error_page(title, remedy, code)
    if code == 503:
        answer.headers["Retry-After"] = "10"
    return answer


def _words_for_sender() -> dict[int, tuple[str, str]]:
    if request.method == "PUT":
        return ERRORS_OF_PUT
    return ERRORS_OF_OFFICE if is_of_office() else ERRORS


def error_page(title: str, remedy: str, code: int) -> Response:
    """A page that says what is wrong and what to do, as the phone's or the office's."""
    # The office's head asks the database, which may be what fails.
    is_desk = is_of_office() and code < 500
    page = render_template(
        "errors/error.html",
        title=title,
        remedy=remedy,
        is_desk=is_desk,
        home="/" if is_of_office() else "/d/",
        typed=_typed_by_deputy() if code < 500 else [],
    )
    return make_response(page, code)


def _typed_by_deputy() -> list[str]:
    """Nothing of a form that is too large."""
    if request.method != "POST" or not request.path.startswith("/d/") or is_foreign():
        return []
    with suppress(HTTPException):  # too large, or broken off
        return typed_words(request.form.values())
    return []


def is_of_office() -> bool:
    """Whether the address is one of the office's, and not mistyped on a deputy's phone."""
    return request.path.startswith("/office") and not g.get("is_deputys", False)


def what_was_put() -> dict[str, str]:
    """By which names the answer to a PUT says what it is about."""
    ids = request.view_args or {}
    names = {"sent": "record_id", "photo": "photo_id"}
    return {name: str(ids[key]) for name, key in names.items() if key in ids}
