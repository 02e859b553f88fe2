"""A school's plan after the form of TT57: what is weak, what is planned for it, how it is going; three tables in one workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from random import Random

from data.sample import district, forms, habits, improvements, texts, workbooks
from data.sample.district import SEED, VAGUE, School
from data.sample.forms import Head
from data.sample.improvements import Improvement
from data.sample.truth import FindingTruth, PlanTruth, TrackingTruth, Truth
from data.sample.workbooks import CellValue, Page

FINDINGS, PLAN, TRACKING = "findings", "plan", "tracking"
_WEAKNESSES = (
    "TT",
    "Tiêu chuẩn",
    "Tiêu chí liên quan (nếu có)",
    "Đánh giá hiện trạng",
    "Điểm hạn chế",
    "Nguyên nhân của hạn chế",
)
_PLANNED = (
    "TT", "Nội dung cải tiến", "Mục tiêu cải tiến", "Hoạt động/giải pháp", "Chỉ số đánh giá kết quả", "Thời gian thực hiện",
    "Đơn vị/cá nhân phụ trách", "Nguồn lực bảo đảm", "Thông tin, dữ liệu hoặc minh chứng dự kiến", "Mức độ thực hiện",
)  # fmt: skip
_TRACKED = ("Thời điểm", "Nội dung theo dõi", "Kết quả thực hiện", "Điều chỉnh (nếu có)", "Người đánh giá")
_TITLES = {
    FINDINGS: "IV. CÁC ĐIỂM HẠN CHẾ CẦN CẢI TIẾN",
    PLAN: "V. KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG",
    TRACKING: "VI. THEO DÕI, ĐÁNH GIÁ VIỆC THỰC HIỆN",
}
_PROGRESS = (
    ("Đang thực hiện", "in_progress"),
    ("Chưa hoàn thành", "not_started"),
    ("Hoàn thành", "done"),
    (None, None),
)
_MOMENTS = ("Tháng 10/2026", "Giữa học kỳ I", "Tuần 8", "Cuối tháng 10")


def is_used_by(school: School, school_year: str) -> bool:
    """Whether a plan of that year is on the new form. It asks what is weak: no school that exists is made to say so."""
    if school.manner == VAGUE or district.is_real(school):
        return False
    rng = Random(f"{SEED}/form/{school.school_code}")
    uses_it = rng.random() < 0.65 or school.school_code == district.DEMO_SCHOOL
    return school_year == district.SCHOOL_YEARS[-1] and uses_it


def written(rng: Random, school: School, school_year: str, *, day: date) -> tuple[bytes, dict[str, Truth]]:
    """The workbook of a plan that is dated that day, and what each of its tables says."""
    # Only what is to be mended stands in this form.
    wanted = [each for each in improvements.planned(school, school_year) if not each.is_keep]
    number = forms.document_number(rng, school, "KH", day)
    mess = habits.tidy(habits.mess_of(rng, line_count=len(wanted)))
    head = Head("KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG (BIỂU 2)", school, school_year, number, day)
    hand = texts.Hand(school.level, school_year)
    weak = [_weakness(rng, hand, each) for each in wanted]
    plans = [_plan(rng, hand, each) for each in wanted]
    tracked = [_tracking(rng, hand, each) for each in wanted if rng.random() < 0.4]
    tables: list[tuple[str, Sequence[str], Iterable[Sequence[CellValue]]]] = [
        (FINDINGS, _WEAKNESSES, (_weakness_cells(n, each) for n, each in enumerate(weak, start=1))),
        (
            PLAN,
            _PLANNED,
            (_plan_cells(n, *pair) for n, pair in enumerate(zip(wanted, plans, strict=True), start=1)),
        ),
        (TRACKING, _TRACKED, ((e.moment, e.content, e.result, e.adjustment, e.assessor) for e in tracked)),
    ]
    pages = _pages(tables, head, mess, is_stacked=rng.random() < 0.4)
    said = number if mess.head_style != "bare" else None
    told = {
        FINDINGS: Truth(said, tuple(weak)),
        PLAN: Truth(said, tuple(truth for truth, _ in plans)),
        TRACKING: Truth(said, tuple(tracked)),
    }
    return workbooks.content(pages), told


def _pages(
    tables: Sequence[tuple[str, Sequence[str], Iterable[Sequence[CellValue]]]],
    head: Head,
    mess: habits.Mess,
    *,
    is_stacked: bool,
) -> list[Page]:
    """One sheet for each table, or all one below the other."""
    widths = [6.0, 24.0, 36.0, 42.0, 30.0, 22.0, 24.0, 22.0, 28.0, 16.0]
    pages: list[Page] = []
    row = 1
    for kind, headings, rows in tables:
        if not pages or not is_stacked:
            pages.append(Page("Biểu 2" if is_stacked else _TITLES[kind].split(".")[0], widths=widths))
            row = forms.put_head(pages[-1], head, mess)
        page = pages[-1]
        page.put(row, 1, _TITLES[kind])
        page.title_rows.add(row)
        page.put_row(row + 1, headings)
        page.header_rows.add(row + 1)
        row += 2
        for cells in rows:
            page.put_row(row, cells)
            page.body_rows.add(row)
            row += 1
        row += 1
    return pages


def _weakness(rng: Random, hand: texts.Hand, improvement: Improvement) -> FindingTruth:
    pen = hand.pen(rng, improvement.story)
    cause = pen.write("cause") if rng.random() < 0.8 else None
    return FindingTruth(improvement.criterion_code, None, pen.write("weakness"), cause, pen.write("state"))


def _plan(rng: Random, hand: texts.Hand, improvement: Improvement) -> tuple[PlanTruth, str | None]:
    pen = hand.pen(rng, improvement.story)
    typed, progress = rng.choices(_PROGRESS, (45, 15, 10, 30))[0]
    origin = improvement.origin
    truth = PlanTruth(
        criterion_code=improvement.criterion_code,
        is_code_sure=True,
        target=improvement.target,
        action=improvement.action,
        responsible=improvement.responsible,
        starts_on=improvement.time.starts_on,
        ends_on=improvement.time.ends_on,
        is_time_sure=improvement.time.is_sure,
        budget_vnd=None,
        is_budget_sure=True,
        is_keep=False,
        origin=(origin.school_code, origin.school_year, origin.criterion_code),
        content=pen.write("content"),
        indicator=pen.write("indicator"),
        evidence=pen.write("evidence"),
        progress=progress,
    )
    return truth, typed


def _tracking(rng: Random, hand: texts.Hand, improvement: Improvement) -> TrackingTruth:
    pen = hand.pen(rng, improvement.story)
    adjustment = rng.choice((None, None, "Không", "Lùi sang học kỳ II", "Thêm người phối hợp"))
    content = pen.fill("Việc {work}")
    return TrackingTruth(rng.choice(_MOMENTS), content, pen.write("checked"), adjustment, pen.fill("{Role}"))


def _weakness_cells(number: int, each: FindingTruth) -> Sequence[CellValue]:
    standard = f"Tiêu chuẩn {each.criterion_code[0]}"
    return number, standard, f"Tiêu chí {each.criterion_code}", each.state, each.weakness, each.cause


def _plan_cells(
    number: int, improvement: Improvement, plan: tuple[PlanTruth, str | None]
) -> Sequence[CellValue]:
    truth, typed = plan
    return (
        number, truth.content, truth.target, truth.action, truth.indicator, improvement.time.typed, truth.responsible,
        improvement.support, truth.evidence, typed,
    )  # fmt: skip
