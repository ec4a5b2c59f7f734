"""The page 镇设置 of the administrator."""

from inspect_app.people.report_options import OptionalSheet

AS_IT_IS = {
    "name": "甲镇", "contact": "甲镇人大办 王秘书 0000-0000001", "font_set": "papers",
    "footer": "nothing", "sheets": list(OptionalSheet),
}  # fmt: skip


def keep(admin, **changed):
    """Send the form as the page has it, with what is changed; what is None is not sent."""
    fields = {**AS_IT_IS, **changed}
    return admin.post("/office/settings", {k: v for k, v in fields.items() if v is not None})
