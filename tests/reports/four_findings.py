"""Four findings of two deputies, for the papers that list them."""

from uuid import uuid4

from tests.records.filling import failing, jpeg, submitted


def failed(wang, li, cast) -> None:
    """Four findings: bricks and a bin at the first site, a ditch and a bin at the second."""
    photo = str(uuid4())
    wang.put(f"/d/photos/{photo}?record={uuid4()}", jpeg())
    bricks = {
        "item-heap": "fail", "item-heap-0-description": "一堆砖头", "item-heap-0-amount": "2",
        "item-heap-0-photo": photo,
    }  # fmt: skip
    submitted(wang, cast, failing("桶满了", **bricks))
    ditch = {"item-ditch": "fail", "item-ditch-0-description": "沟是黑的"}
    submitted(li, cast, failing("广场的桶满了", **ditch), site=1)
