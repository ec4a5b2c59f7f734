"""What is asked in the village, before and after the checklist is renewed."""

import json

from inspect_app.checklist.definition import Checklist


def checklist(*items: str) -> Checklist:
    asked = [
        {"id": one, "kind": "check", "question": f"{one}好吗?", "problem": f"{one}不好", "days": 7}
        for one in items
    ]
    return Checklist.model_validate_json(json.dumps(
        {
            "id": "village", "title": "人居环境", "topic": "人居环境", "laws": [],
            "sections": [{"id": "all", "title": "全部", "items": asked}],
        })
    )  # fmt: skip


VERSIONS = (checklist("heap", "ditch"), checklist("heap", "lamp"))
