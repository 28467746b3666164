"""The same deeds from a terminal. The operator is administrator and analyst; the trace says `cli` and who it was."""

import getpass
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from actions.accounts import Accounts, Actor, add_user, lock_user, reset_user
from actions.begin_record import EMPTY_RECORD, begin_record
from actions.evaluate_cases import Evaluation, evaluate_cases
from actions.export_records import AUDIENCES, criteria_of, export_records, format_of
from actions.freeze_result import freeze, recompute
from actions.headline import Headline
from actions.import_file import ImportOptions, import_file, preview_file
from actions.import_layer import LayerOptions
from actions.import_result import ImportResult
from actions.office import Office
from actions.open_record import open_record
from actions.open_site import open_site
from actions.past_day import figures_on
from actions.ranking_papers import FORMS, ranking_paper
from actions.score_panel import PanelScored, score_file, write_at
from actions.undo_import import batches, undo_import
from actions.verify_trail import head_of_day, verify_trail
from domain.audience import OPERATOR_ROLES, Person, Role
from domain.audit import Trace
from domain.clock import field_day
from domain.codes import LayerKind, RowAudience, Stage
from domain.errors import InvalidValue, LandError, RecordMissing, UnknownPark, UrlMissing
from intake.options import IntakeOptions
from register.access import AccessFile
from register.backup import back_up, restore
from register.geopackage import GeoPackageRegister
from register.paths import RecordPaths
from register.schemes import read_scheme, scheme_text
from reports.exchange import ExchangeOptions
from routes.gate_config import EVERY_ADDRESS
from settings import ROOT, SAMPLE, settings
from wording import Language
from wording import cli as words
from wording import gate as gate_words
from wording.errors import sentence
from wording.figures import FIGURES, figure_text
from wording.land_watch import JUDGED
from wording.ranking import RECOMPUTED_OTHER, RECOMPUTED_SAME, SCORED

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="亩图 Mutu")
users = typer.Typer(no_args_is_help=True, help="账号 accounts")
audit = typer.Typer(no_args_is_help=True, help="留痕 the trail")
batch = typer.Typer(no_args_is_help=True, help="导入批次 import batches")
app.add_typer(users, name="user")
app.add_typer(batch, name="batch")
app.add_typer(audit, name="audit")

RecordOption = Annotated[Path | None, typer.Option("--record", help="台账文件 the record, X.gpkg")]
#: More than these are in the report.
MOST_SENTENCES = 30
OPERATOR = Person(name=f"cli {getpass.getuser()}", roles=OPERATOR_ROLES)


class RankingPaperName(StrEnum):
    """A paper of the ranking."""

    SLIPS = "slips"
    WORKBOOK = "workbook"
    REPORT = "report"


class SiteState(StrEnum):
    """Whether visitors may look in."""

    OPEN = "open"
    CLOSED = "closed"


class Importable(StrEnum):
    """What a file can be brought in as."""

    PARCEL = "parcel"
    PLANT = "plant"
    LAYER = "layer"


class Exportable(StrEnum):
    """What can leave as a file."""

    PARCEL = "parcel"
    PLOT = "plot"
    PLANT = "plant"


class ExportAudience(StrEnum):
    """For whom an operator makes a file."""

    VISITOR = "visitor"
    STAFF = "staff"
    OPERATOR = "operator"


def deed(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command whose refusals are said as sentences, with exit code 1 and the record untouched."""

    @wraps(command)
    def guarded(*arguments: Any, **options: Any) -> Any:
        try:
            return command(*arguments, **options)
        except LandError as refusal:
            for language in Language:
                typer.echo(sentence(refusal, language), err=True)
            raise typer.Exit(1) from refusal
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except Exception as error:
            typer.echo(words.both(words.OUTAGE, reference=written_down(error)), err=True)
            raise typer.Exit(1) from error

    return guarded


def written_down(error: Exception) -> str:
    """Write what went wrong whole into a private file of its own; its path is the reference."""
    handle, path = tempfile.mkstemp(prefix="mutu-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        traceback.print_exception(error, file=log)
    return path


def trace(deed_name: str) -> Trace:
    """Who changes the record from a terminal."""
    return Trace(OPERATOR.name, deed_name, "cli")


def opened(record: Path | None) -> GeoPackageRegister:
    """The record that an option names, else the default one, which the sample fills where it is missing."""
    path = record or settings().record
    return open_record(path, sample=SAMPLE if record is None and settings().is_default_record else None)


@contextmanager
def opened_or_begun(record: Path | None) -> Iterator[GeoPackageRegister]:
    """The record to import into. A missing one that was named begins empty; where the deed fails, it goes again."""
    path = record or settings().record
    is_default = record is None and settings().is_default_record
    if path.exists() or is_default:
        yield opened(record)
        return
    register = GeoPackageRegister.create(path, EMPTY_RECORD)
    try:
        yield register
    except BaseException:
        register.close()
        RecordPaths(path).remove()
        raise


def accounts_of(register: GeoPackageRegister) -> Accounts:
    """The accounts beside a record."""
    return Accounts(AccessFile(RecordPaths(register.path).access))


def park_code(register: GeoPackageRegister, name: str) -> str:
    """The code of a park by its name or code. Raises UnknownPark with the names that exist."""
    parks = register.find("parks")
    for park in parks:
        if name in (park["name"], park["park_code"]):
            return str(park["park_code"])
    raise UnknownPark(park=name, parks=[p["name"] for p in parks])


@app.command()
@deed
def init(
    district: Annotated[str, typer.Option(help="区县 the district's name")],
    park: Annotated[list[str], typer.Option(help="园区 a park's name; may be repeated")],
    record: RecordOption = None,
) -> None:
    """建立本单位自己的台账 Start an office's own record."""
    path = record or settings().record
    register, moved = begin_record(path, district, park, trace("init"), today=field_day(None))
    typer.echo(words.both(words.BEGUN, path=path))
    if moved:
        typer.echo(words.both(words.SAMPLE_MOVED, path=moved.record))
    greet_first_administrator(register)


def greet_first_administrator(register: GeoPackageRegister) -> None:
    """An own record without any account gets its administrator; the one-time password is shown once."""
    accounts = accounts_of(register)
    if register.meta().get("is_sample") == "1" or accounts.access.accounts():
        return
    password = add_user(accounts, Actor(OPERATOR, "cli"), "admin", [Role.ADMINISTRATOR])
    typer.echo(words.both(words.ONE_TIME_PASSWORD, name="admin", password=password))


@app.command()
@deed
def figures(
    park: Annotated[str | None, typer.Option(help="园区 one park")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON")] = False,
    on: Annotated[str | None, typer.Option(help="过去某日，依留痕重建 a past day, told from the trail")] = None,
    record: RecordOption = None,
) -> None:
    """打印首页数字 Print the headline figures."""
    office = Office(opened(record))
    code = park_code(office.register, park) if park else None
    found = _figures(office, a_day(on) if on else None, code)
    if as_json:
        typer.echo(json.dumps([_as_json(h) for h in found], ensure_ascii=False, indent=2))
        return
    for line in found:
        said = figure_text(line.figure.key, line.figure.value, is_withheld=line.is_withheld)
        typer.echo(f"{FIGURES[line.figure.key].name()}  {said}  {line.figure.as_of or ''}")


def _figures(office: Office, on: date | None, park: str | None) -> list[Headline]:
    """The figures of today, or as the trail tells them of a past day."""
    if on:
        return figures_on(office.register, OPERATOR, on, park)[1]
    day = office.today()
    office.snapshot.refresh()
    return office.headlines.before(OPERATOR.audience, day, park)


def _as_json(line: Headline) -> dict[str, Any]:
    figure = line.figure
    return {
        "key": figure.key,
        "value": None if figure.value is None else float(figure.value),
        "unit": figure.unit,
        "as_of": figure.as_of,
        "rule": {"id": figure.rule, "zh": FIGURES[figure.rule].rule(Language.ZH)},
        "record_ids": list(figure.record_ids),
        "missing_count": figure.missing_count,
    }


@app.command(name="import")
@deed
def import_command(
    file: Path,
    record: RecordOption = None,
    entity: Annotated[Importable, typer.Option(help="parcel 宗地, plant 厂房, layer 参考图层")] = Importable.PARCEL,
    layer: Annotated[str | None, typer.Option(help="文件中的图层 a layer in the file")] = None,
    crs: Annotated[str | None, typer.Option(help="坐标系，如 EPSG:4544 the file's CRS")] = None,
    encoding: Annotated[str | None, typer.Option(help="文字编码，如 GBK the text's encoding")] = None,
    mapping: Annotated[Path | None, typer.Option(help="列对应 TOML headings to columns")] = None,
    accept_repairs: Annotated[bool, typer.Option("--accept-repairs", help="采用建议的修复")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入 check only")] = False,
    park: Annotated[str | None, typer.Option(help="园区 the parcels' park")] = None,
    stage: Annotated[Stage | None, typer.Option(help="文件未给出时的用地阶段 stage where the file gives none")] = None,
    name: Annotated[str, typer.Option(help="图层名称，默认文件名 the layer's name; else the file's")] = "",
    kind: Annotated[LayerKind, typer.Option(help="图层类别 the layer's kind")] = LayerKind.ZONE,
    audience: Annotated[RowAudience, typer.Option(help="图层谁可见 who sees the layer")] = RowAudience.STAFF,
    source: Annotated[str | None, typer.Option(help="来源 where it comes from")] = None,
    as_of: Annotated[str | None, typer.Option(help="截至日期 as of, ISO")] = None,
    all_or_nothing: Annotated[bool, typer.Option("--all-or-nothing", help="有一行不合格即全部不导入")] = False,
    into_sample: Annotated[bool, typer.Option("--into-sample", help="确认导入示例台账")] = False,
    report: Annotated[Path | None, typer.Option(help="报告 JSON")] = None,
) -> None:
    """导入宗地或参考图层 Bring in a file of parcels, or the office's own ground."""
    ground = LayerOptions(name or file.stem, kind, audience, source, as_of, layer, crs)
    options = ImportOptions(
        parcels=IntakeOptions(
            layer=layer,
            encoding=encoding,
            accept_repairs=accept_repairs,
            crs=crs,
            park=park,
            stage=stage,
            source=source,
            as_of_on=as_of,
        ),
        layer=ground if entity is Importable.LAYER else None,
        is_all_or_nothing=all_or_nothing,
        is_sample_meant=into_sample,
        report=report,
        mapping=mapping,
        are_plants=entity is Importable.PLANT,
    )
    if dry_run:
        path = record or settings().record
        result = preview_file(opened(record) if path.exists() else None, file, options)
        _tell(result)
        raise typer.Exit(result.exit_code)
    with opened_or_begun(record) as register:
        result = import_file(register, RecordPaths(register.path).files, file, options, trace=trace("import"))
        _tell(result)
        if not result.rows_in:  # a record begun for it was begun in vain
            raise typer.Exit(result.exit_code)
    raise typer.Exit(result.exit_code)


def _tell(result: ImportResult) -> None:
    """What came in, and the first of the issues; all of them are in the report."""
    _tell_issues(result)
    typer.echo(words.both(words.IMPORTED, read=result.rows_read, came=result.rows_in, refused=result.rows_refused))


def _tell_issues(result: ImportResult | Evaluation) -> None:
    for language in Language:
        said = result.sentences(language)
        for line in said[:MOST_SENTENCES]:
            typer.echo(line, err=True)
        if len(said) > MOST_SENTENCES:
            typer.echo(words.MORE_ISSUES(language, n=len(said) - MOST_SENTENCES), err=True)


@app.command()
@deed
def score(
    panel: Annotated[Path, typer.Argument(help="企业年度数据 CSV the firms' figures of a year")],
    scheme: Annotated[str, typer.Option(help="评价方案编号或其文件 a scheme's id, or its file")],
    out: Annotated[Path, typer.Option(help="得分 CSV the scores")],
    report: Annotated[Path | None, typer.Option(help="报告 JSON")] = None,
    result: Annotated[Path | None, typer.Option(help="存档文件夹 a new folder that freezes the result")] = None,
) -> None:
    """按方案给企业计分、排名、定级 Score, rank and grade firms by a scheme."""
    found = score_file(panel, read_scheme(scheme), out, report)
    _tell_scored(found)
    if result is not None and found.scored is not None:
        freeze(result, panel.read_bytes(), scheme_text(scheme))
    raise typer.Exit(found.result.exit_code)


@app.command()
@deed
def report(
    paper: Annotated[RankingPaperName, typer.Argument(help="slips 一企一单, workbook 计算底稿, report 年度报告")],
    year: Annotated[int, typer.Option(help="评价年度 the year")],
    out: Annotated[Path, typer.Option(help="输出文件，后缀定格式 the file; its suffix names the form")],
    scheme: Annotated[str, typer.Option(help="评价方案编号 a scheme's id")] = "hy-demo",
    firm: Annotated[str, typer.Option(help="只做一家 one firm's slip")] = "",
    record: RecordOption = None,
) -> None:
    """生成亩均评价材料 Make a paper of the ranking from the record."""
    form = out.suffix.lstrip(".") or FORMS[paper][0]
    made = ranking_paper(opened(record), OPERATOR, paper, form, year=year, scheme=scheme, firm=firm)
    write_at(out, made.content)
    typer.echo(out)


@app.command(name="recompute")
@deed
def recompute_command(
    result: Annotated[Path, typer.Argument(help="存档文件夹 a frozen result")],
    out: Annotated[Path | None, typer.Option(help="重新计算的得分 CSV the scores again")] = None,
) -> None:
    """按存档重新计算得分并核对 Score a frozen result again and compare, byte for byte."""
    again = recompute(result)
    if out is not None:
        write_at(out, again.scores)
    typer.echo(words.both(RECOMPUTED_SAME if again.is_same else RECOMPUTED_OTHER), err=not again.is_same)
    raise typer.Exit(0 if again.is_same else 2)


def _tell_scored(found: PanelScored) -> None:
    """Every refused row, then the first of the warnings."""
    refused, warned = found.by_weight()
    for language in Language:
        for line in refused.sentences(language):
            typer.echo(line, err=True)
    _tell_issues(warned)
    read, out = found.result.rows_read, found.result.rows_refused
    typer.echo(words.both(SCORED, read=read, scored=found.rated_count, unrated=found.unrated_count, refused=out))


@app.command()
@deed
def idle(
    cases: Path,
    on: Annotated[str, typer.Option(help="判定日 the day of judgement, ISO")],
    out: Annotated[Path, typer.Option(help="判定结果 the findings, CSV")],
    report: Annotated[Path | None, typer.Option(help="报告 JSON")] = None,
) -> None:
    """判定闲置土地 Judge a CSV of contracts by the idle-land law; proposes, records nothing."""
    result = evaluate_cases(cases, a_day(on), out=out, report=report)
    _tell_issues(result)
    if result.is_read:
        counts = {"read": result.rows_read, "judged": len(result.judged), "refused": result.rows_refused}
        typer.echo(words.both(JUDGED, path=out, **counts))
    raise typer.Exit(result.exit_code)


def a_day(text: str) -> date:
    """A day that was typed as an option. Raises InvalidValue."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise InvalidValue(column="--on", value=text) from fault


@app.command()
@deed
def export(
    out: Annotated[Path, typer.Option(help="文件，格式按后缀 the file; its suffix is the format")],
    entity: Annotated[Exportable, typer.Option(help="宗地、地块或厂房 what to export")] = Exportable.PARCEL,
    crs: Annotated[str | None, typer.Option(help="坐标系，如 EPSG:4544 CRS of the file")] = None,
    encoding: Annotated[str | None, typer.Option(help="UTF-8, GBK")] = None,
    audience: Annotated[ExportAudience, typer.Option(help="给谁看 for whom")] = ExportAudience.OPERATOR,
    filters: Annotated[list[str] | None, typer.Option("--filter", help="如 stage=cleared,raw e.g. park=SQ")] = None,
    search: Annotated[str, typer.Option(help="搜索 as in the search box")] = "",
    record: RecordOption = None,
) -> None:
    """导出清单为文件 Export a list as a file; the audience decides its columns."""
    asked = ExchangeOptions(format_of(out), crs, encoding)
    criteria = criteria_of(entity.value, filters or [], search)
    done = export_records(Office(opened(record)).reader(AUDIENCES[audience.value]), criteria, asked)
    out.write_bytes(done.content)
    out.with_name(f"{out.stem}.txt").write_text(done.notes, "utf-8")
    typer.echo(words.both(gate_words.EXPORTED, n=done.count, path=out))


@app.command()
@deed
def backup(folder: Path, record: RecordOption = None) -> None:
    """备份并校验 Back up record, accounts and files; verified by opening."""
    register = opened(record)
    typer.echo(words.both(words.BACKED_UP, path=back_up(RecordPaths(register.path), folder)))


@app.command(name="restore")
@deed
def restore_command(folder: Path, record: RecordOption = None) -> None:
    """从备份恢复 Put a backup in place; refused while a server holds the record."""
    path = record or settings().record
    replaced = restore(folder, RecordPaths(path))
    typer.echo(words.both(words.RESTORED, source=folder, path=path))
    if replaced:
        typer.echo(words.both(words.REPLACED, path=replaced.record))


@app.command()
@deed
def serve(
    address: Annotated[str | None, typer.Option()] = None,
    port: Annotated[int | None, typer.Option()] = None,
    url: Annotated[str | None, typer.Option(help="浏览器中的地址 the address that people type")] = None,
    record: RecordOption = None,
) -> None:
    """启动 Serve the pages."""
    if record and not record.exists():
        raise RecordMissing(path=str(record))
    chosen = {"ADDRESS": address, "PORT": port, "URL": url, "RECORD": record and record.resolve()}
    os.environ.update({f"MUTU_{k}": str(v) for k, v in chosen.items() if v is not None})
    settings.cache_clear()
    now = settings()
    if now.address in EVERY_ADDRESS and not now.url:
        raise UrlMissing(address=now.address)
    if not now.trusted_proxies:
        os.environ["FORWARDED_ALLOW_IPS"] = ""  # the server below believes no forwarding header either
    register = opened(record)
    greet_first_administrator(register)
    register.close()
    typer.echo(words.both(words.SERVING, url=now.url or f"http://localhost:{now.port}"))
    sys.stdout.flush()
    options = ["--server.address", now.address, "--server.port", str(now.port)]
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", "app.py", *options])


@app.command()
@deed
def site(
    state: Annotated[SiteState, typer.Argument(help="open 向访客开放, closed 须登录")], record: RecordOption = None
) -> None:
    """是否向访客开放 Open the site to visitors, or close it."""
    open_site(opened(record), OPERATOR, trace("site"), is_open=state is SiteState.OPEN)
    typer.echo(words.both(words.SITE_OPEN if state is SiteState.OPEN else words.SITE_CLOSED))


@users.command()
@deed
def add(
    name: str,
    role: Annotated[list[str], typer.Option(help="officer, reviewer, analyst, administrator, investor")],
    park: Annotated[list[str] | None, typer.Option(help="officer 的园区 an officer's parks")] = None,
    record: RecordOption = None,
) -> None:
    """新增账号 Open an account."""
    register = opened(record)
    codes = [park_code(register, p) for p in park or []]
    known = [p["park_code"] for p in register.find("parks")]
    password = add_user(accounts_of(register), Actor(OPERATOR, "cli"), name, role, codes, known_parks=known)
    typer.echo(words.both(words.ONE_TIME_PASSWORD, name=name, password=password))


@users.command()
@deed
def reset(name: str, record: RecordOption = None) -> None:
    """重置密码 Give a new one-time password."""
    password = reset_user(accounts_of(opened(record)), Actor(OPERATOR, "cli"), name)
    typer.echo(words.both(words.ONE_TIME_PASSWORD, name=name, password=password))


@users.command()
@deed
def lock(name: str, record: RecordOption = None) -> None:
    """停用账号 Lock an account and end its sessions."""
    lock_user(accounts_of(opened(record)), Actor(OPERATOR, "cli"), name)
    typer.echo(words.both(words.USER_LOCKED, name=name))


@batch.command(name="list")
@deed
def list_batches(record: RecordOption = None) -> None:
    """列出导入批次 List the import batches, the latest first."""
    found = batches(opened(record), OPERATOR)
    for row in found:
        typer.echo(gate_words.batch_line(row))
    if not found:
        typer.echo(words.both(gate_words.NO_BATCHES))


@batch.command()
@deed
def undo(code: int, record: RecordOption = None) -> None:
    """撤销一个导入批次 Undo an import batch; exit 2 where rows had to stay."""
    done = undo_import(opened(record), code, person=OPERATOR, trace=trace("undo_import"))
    for row in done.kept[:MOST_SENTENCES]:
        typer.echo(row.sentence(), err=True)
    counts = {"removed": len(done.removed), "restored": len(done.restored), "kept": len(done.kept)}
    typer.echo(words.both(gate_words.UNDONE if done.changes_anything else gate_words.NOTHING_UNDONE,
                          code=code, **counts))  # fmt: skip
    raise typer.Exit(2 if done.kept else 0)


@audit.command()
@deed
def verify(
    record: RecordOption = None,
    head: Annotated[str | None, typer.Option(help="以前抄存的 编号:校验值 a head noted before, SEQ:HASH")] = None,
) -> None:
    """校验留痕 Check the chain of the trail, and that an earlier head still stands in it."""
    checked = verify_trail(opened(record), head)
    if checked.broken_at is not None:
        typer.echo(words.both(words.TRAIL_BROKEN, entry=checked.broken_at), err=True)
    if not checked.has_head:
        typer.echo(words.both(words.TRAIL_CUT, head=head), err=True)
    if not checked.holds:
        raise typer.Exit(2)
    typer.echo(words.both(words.TRAIL_HOLDS, count=checked.count))
    if checked.last:
        typer.echo(words.both(words.TRAIL_HEAD, seq=checked.last.seq, hash=checked.last.hash))


@audit.command()
@deed
def head(
    on: Annotated[str | None, typer.Option(help="日期，默认今天 the day, ISO; else today")] = None,
    record: RecordOption = None,
) -> None:
    """当日末条 Print a day's head, `日期 编号:校验值`, for a place that the administrators cannot write."""
    day = a_day(on) if on else field_day(None)
    last = head_of_day(opened(record), day)
    typer.echo(f"{day.isoformat()} {last.seq}:{last.hash}" if last else f"{day.isoformat()} 0:")


if __name__ == "__main__":
    app()
