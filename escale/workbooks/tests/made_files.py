"""Files that the tests make: ordinary ones, and those that mean harm."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from escale.workbooks.sheet import Cell

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def relations(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{PACKAGE_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{RELATION}/{kind}" Target="{target}"/></Relationships>'
    )


def sheet_xml(rows: str, dimension: str = "A1:B2", doctype: str = "") -> str:
    return (
        f'{doctype}<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def zipped_workbook(path: Path, sheet: str, *extra: tuple[str, str]) -> Path:
    """A minimal .xlsx around this sheet; `extra` adds parts, even under names already taken."""
    parts = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", relations("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>'
            '<sheet name="Feuille1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        ),
        ("xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", sheet),
        *extra,
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return path


def workbook(path: Path, rows: Sequence[Sequence[Cell | None]], first_cell: str = "A1") -> Path:
    """An ordinary .xlsx whose table starts at `first_cell`."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    corner = sheet[first_cell]
    for row_index, row in enumerate(rows):
        for column_index, value in enumerate(row):
            sheet.cell(corner.row + row_index, corner.column + column_index).value = value
    book.save(path)
    return path
