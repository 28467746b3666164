"""The texts of files in and out: batches, undoing, the import page, exports."""

from collections.abc import Mapping
from typing import Any

from wording import Language, Word
from wording.columns import column_word, entity_word

# --- batches
KEPT = {
    "changed": Word("{by} 于 {at} 改过（{columns}）", "{by} changed it at {at} ({columns})"),
    "in_use": Word("已被{used_by}引用", "referred to by: {used_by}"),
    "gone": Word("已由 {by} 于 {at} 撤下", "{by} took it out at {at}"),
}
KEPT_ROW = Word("{code}：{why}，保留现状", "{code}: {why}; it stays as it is")
UNDONE = Word(
    "已撤销批次 {code}：撤回新增 {removed} 行，恢复原值 {restored} 行，保留 {kept} 行。",
    "Batch {code} undone: {removed} new rows taken out, {restored} put back, {kept} kept.",
)
NOTHING_UNDONE = Word(
    "批次 {code} 没有可以撤销的行，记录未改动。", "No row of batch {code} can be taken back; nothing was changed."
)
BATCH_LINE = Word(
    "{code}  {at}  {file}  导入 {came}/{read} 行  {by}  {state}",
    "{code}  {at}  {file}  {came}/{read} rows  {by}  {state}",
)
BATCH_STANDS = Word("有效", "in force")
BATCH_UNDONE = Word("已于 {day} 撤销", "undone on {day}")
NO_BATCHES = Word("还没有导入过文件。", "No file has been imported yet.")


def batch_line(row: Mapping[str, Any], language: str = Language.ZH) -> str:
    """One batch as the terminal lists it."""
    state = BATCH_UNDONE(language, day=row["undone_on"]) if row["undone_on"] else BATCH_STANDS(language)
    return BATCH_LINE(
        language, code=row["id"], at=row["imported_at"], file=row["file_name"], came=row["rows_in"],
        read=row["rows_read"], by=row["imported_by"], state=state,
    )  # fmt: skip


def kept_sentence(
    entity: str,
    code: str,
    reason: str,
    *,
    by: str = "",
    at: str = "",
    columns: tuple[str, ...] = (),
    used_by: tuple[str, ...] = (),
    language: str = Language.ZH,
) -> str:
    """Why a row of a batch stays when the batch is undone. Codes and names come back as they were typed."""
    comma = "、" if language == Language.ZH else ", "
    why = KEPT[reason](
        language,
        by=by,
        at=at,
        columns=comma.join(column_word(entity, key, language) for key in columns),
        used_by=comma.join(entity_word(key, language) for key in used_by),
    )
    return KEPT_ROW(language, code=code, why=why)
