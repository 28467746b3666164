"""Every issue has its sentence in both languages, and no sentence shows a gap."""

import pytest

from domain.issue import Issue, IssueKind, Severity
from wording import Language
from wording.issues import SENTENCES, issue_sentence

#: What the gate says with each kind that names more than row, field and value.
DETAILS: dict[IssueKind, dict[str, object]] = {
    IssueKind.FILE_PART_MISSING: {"parts": [".prj"]},
    IssueKind.FILE_TOO_LARGE: {"limit_mb": 200},
    IssueKind.FILE_TAKES_TOO_LONG: {"seconds": 30},
    IssueKind.LAYER_NOT_NAMED: {"layers": ["一期", "二期"]},
    IssueKind.LAYER_UNKNOWN: {"layer": "三期", "layers": ["一期", "二期"]},
    IssueKind.CRS_UNKNOWN: {"crs": "EPSG:0"},
    IssueKind.CRS_NOT_CONVERTIBLE: {"crs": "EPSG:4610", "datum": "Xian 1980"},
    IssueKind.CRS_OVERRIDDEN: {"declared": "EPSG:4526", "used": "EPSG:4525"},
    IssueKind.ENCODING_GUESSED: {"encoding": "GB18030"},
    IssueKind.NO_GEOMETRY_AT_ALL: {"rows": 3},
    IssueKind.ALREADY_IMPORTED: {"imported_at": "2025-11-20T01:02:03Z"},
    IssueKind.PARK_UNKNOWN: {"park": "别处", "parks": ["双桥工业园区"]},
    IssueKind.PARK_UNDETERMINED: {"count": 2},
    IssueKind.UNIT_FOUND: {"unit": "公顷"},
    IssueKind.GEOMETRY_INVALID: {"reason": "Self-intersection[1 2]"},
    IssueKind.GEOMETRY_NOT_AREA: {"shape": "Point"},
    IssueKind.GEOMETRY_OFF_EARTH: {"crs": "EPSG:4326"},
    IssueKind.CODE_MISSING: {"provisional": "X1"},
    IssueKind.CODE_DUPLICATE: {"first": 1},
    IssueKind.SHAPE_DUPLICATE: {"first": 1},
    IssueKind.VALUE_NOT_IN_LIST: {"allowed": ["raw", "cleared"]},
    IssueKind.VALUE_MISSING: {"count": 2, "used": "raw"},
    IssueKind.COLUMNS_MISSING: {"columns": ["started_on"]},
    IssueKind.CASE_REPEATED: {"first": 1},
    IssueKind.DAYS_OUT_OF_ORDER: {"started_on": "2024-01-01"},
    IssueKind.AREA_DIFFERS: {"measured_m2": 1.5, "zone": "EPSG:4544"},
    IssueKind.BASIS_MISSING: {"code": "A1", "from": "raw"},
    IssueKind.RECORD_CHANGED: {"code": "A1", "there": "旧"},
    IssueKind.ENCODING_OVERRIDDEN: {"declared": "UTF-8", "used": "GBK"},
    IssueKind.ENCODING_UNKNOWN: {"encoding": "GBX"},
    IssueKind.ZONE_FROM_COORDINATES: {"zone": 38, "used": "EPSG:4526"},
    IssueKind.AXES_READ_SWAPPED: {"before": "X=1, Y=2", "after": "X=2, Y=1"},
    IssueKind.LINES_UNREAD: {"count": 2, "lines": [9, 12]},
    IssueKind.ENTITIES_LEFT_OUT: {"count": 2},
    IssueKind.MAPPING_UNREADABLE: {"reason": "line 1"},
    IssueKind.MAPPING_COLUMN_UNKNOWN: {"heading": "面积", "column": "area", "columns": ["name"]},
    IssueKind.RING_MENDED: {"before": "Self-intersection[1 2]", "after": "2 × POLYGON (8)"},
    IssueKind.CORNERS_DIFFER: {"found": 5},
    IssueKind.AXES_SWAPPED: {"before": "29.5, 105.7", "after": "105.7, 29.5", "crs": "EPSG:4490"},
    IssueKind.ZONE_MISSING: {"before": "383243", "after": "38383243", "crs": "EPSG:4526"},
    IssueKind.CRS_FALSE: {"before": "EPSG:4490", "after": "EPSG:4526"},
    IssueKind.SLIVER: {"width_m": 0.4},
    IssueKind.AREA_IMPLAUSIBLE: {"measured_m2": 0.1, "lowest_m2": 1, "highest_m2": 20_000_000},
    IssueKind.OVERLAP: {"overlap_m2": 12.5, "share": "3.1%", "first": 1},
    IssueKind.OUTSIDE_DISTRICT: {"distance_km": 12},
    IssueKind.REAL_ESTATE_UNIT_DIFFERS: {"code": "A1"},
    IssueKind.DATES_OUT_OF_ORDER: {"later": "as_of_on", "later_on": "2020-01-01"},
    IssueKind.FULL_WIDTH_DIGITS: {"after": "12"},
    IssueKind.HEADING_MISSING: {"headings": ["firm_id"]},
    IssueKind.FIRM_DUPLICATE: {"rows": [2, 7]},
    IssueKind.FIRM_UNRATED: {"firm": "E1", "figures": ["staff_count"]},
    IssueKind.FIRM_WITHOUT_POOL: {"firm": "E1"},
    IssueKind.POOL_NOT_COVERED: {"firm": "E1", "pool": "规下"},
    IssueKind.RATIO_UNDEFINED: {"firm": "E1", "indicators": ["value_added_per_tce"]},
    IssueKind.FIRMS_TIED: {"firms": ["E1", "E2"], "rank": 2},
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(IssueKind))
def test_every_issue_says_what_is_wrong_and_what_to_do(kind: IssueKind, language: Language) -> None:
    issue = Issue(kind, row=7, field="stage", value="cleared", details=DETAILS.get(kind, {}))
    text = issue_sentence(issue, language)
    assert "7" in text
    assert "{" not in text
    assert "未说明" not in text
    assert "not given" not in text
    assert text.endswith(("。", "."))


def test_there_is_one_sentence_for_each_kind() -> None:
    assert set(SENTENCES) == set(IssueKind)


def test_row_and_heading_are_named_in_the_words_of_the_field() -> None:
    issue = Issue(IssueKind.VALUE_NOT_A_NUMBER, row=12, field="registered_area_m2", value="十亩")
    assert issue_sentence(issue).startswith("第 12 行：“")
    assert "registered_area_m2" not in issue_sentence(issue)
    assert "“十亩”" in issue_sentence(issue)


def test_typed_value_is_never_taken_for_a_code_or_a_template() -> None:
    issue = Issue(IssueKind.VALUE_NOT_A_NUMBER, row=1, field="term_years", value="{row} 26 raw {7*7}")
    assert "“{row} 26 raw {7*7}”" in issue_sentence(issue)


def test_code_list_is_read_out_in_words() -> None:
    issue = Issue(IssueKind.VALUE_NOT_IN_LIST, Severity.ERROR, 3, "stage", "半开工", {"allowed": ["raw", "cleared"]})
    assert "生地、净地" in issue_sentence(issue)
    assert "此行未导入" in issue_sentence(issue)


def test_shape_on_record_is_named_by_its_code() -> None:
    issue = Issue(IssueKind.SHAPE_DUPLICATE, row=3, details={"code": "500111001001GB00001"})
    assert "台账中的 500111001001GB00001" in issue_sentence(issue)
