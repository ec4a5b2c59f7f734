"""The workbook in LibreOffice: opens without repair, prints its pages."""

import subprocess
from pathlib import Path

from tests.records.test_fill import ALL_PASS, submitted


def test_the_workbook_prints_on_a4_with_its_heads_and_page_numbers(
    tmp_path: Path, office, wang, cast
):
    many = {f"item-heap-{n}-description": f"第{n + 1}处：" + "路边堆着砖头" * 8 for n in range(15)}
    submitted(wang, cast, {**ALL_PASS, "item-heap": "fail", **many})
    answer = office.get(f"/office/inspections/{cast.inspection}/workbook.xlsx")
    (tmp_path / "w.xlsx").write_bytes(answer.data)

    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "w.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    pages = (
        subprocess.run(
            ["pdftotext", "-layout", "w.pdf", "-"], cwd=tmp_path, check=True, capture_output=True
        )
        .stdout.decode()
        .split("\f")[:-1]
    )
    size = subprocess.run(["pdfinfo", "w.pdf"], cwd=tmp_path, check=True, capture_output=True)

    assert b"841.89 x 595" in size.stdout
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in page.replace(" ", "")
    with_head = [page for page in pages if "提出小组" in page]
    assert len(with_head) >= 2
    assert all(any(f"第{n}处" in page for page in with_head) for n in range(1, 16))
