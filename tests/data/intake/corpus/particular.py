"""Irregularities of particular forms: domain.md 5.6 and the headings that schools write instead of the official ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tests.data.intake.corpus.document import (
    DEBRIS,
    FOOTER,
    GROUP,
    HEADER,
    LINE,
    MORE,
    TITLE,
    Document,
    Form,
    Put,
    Row,
    Sheet,
    Truth,
    document,
)
from tests.data.intake.corpus.everywhere import EVERYWHERE
from tests.data.intake.corpus.forms import (
    FINDINGS,
    FINDINGS_57,
    HKI,
    PLAN,
    PLAN_57,
    RECOGNITIONS,
    RECOMMENDATIONS,
    RESULTS,
    SCHEDULE,
    SCHOOLS,
    SELF_EVALUATION,
    TRACKING,
    when,
)

Change = Callable[[Document], None]
PARTICULAR: dict[str, tuple[Form, Change]] = {}
CRITERION_FORMS = (PLAN, RESULTS, SELF_EVALUATION, FINDINGS)
WITH_CRITERIA = (*CRITERION_FORMS, RECOMMENDATIONS, FINDINGS_57, PLAN_57)


def of(*forms: Form) -> Callable[[Change], Change]:
    def add(change: Change) -> Change:
        for form in forms:
            PARTICULAR[f"{form.layout}-{change.__name__}"] = form, change
        return change

    return add


def say(
    made: Document, line: int, name: str, value: object, *, text: str | None = None, **reads: object
) -> Put:
    """Put another value into a field, with what it has to come in as."""
    sheet = next(sheet for sheet in made.sheets if any(put.line == line for _, _, put in sheet.puts()))
    row = next(row for row in sheet.of(LINE) if any(put and put.line == line for put in row.cells))
    place = sheet.column(name)
    put = Put(value, line, name)
    row.cells[place] = put
    made.truths[line].texts[name] = str(value) if text is None else text
    if made.truths[line].texts[name] == "":
        del made.truths[line].texts[name]
    made.truths[line].reads.update(reads)
    return put


# --- Criteria


SPELLINGS: dict[str, Callable[[str, str], str]] = {
    "tc": lambda code, title: f"TC {code}",
    "tc_joined": lambda code, title: f"TC{code}",
    "bare": lambda code, title: code,
    "with_a_dot": lambda code, title: f"{code}.",
    "joined_with_a_colon": lambda code, title: f"Tiêu chí{code}:",
    "small_on_two_lines": lambda code, title: f"tiêu chí\n{code}",
    "capitals": lambda code, title: f"TIÊU CHÍ {code}",
    "with_the_title_after_a_dot": lambda code, title: f"Tiêu chí {code}. {title}",
    "with_the_title_after_a_colon": lambda code, title: f"Tiêu chí {code}: {title}",
    "bare_with_the_title": lambda code, title: f"{code} {title}",
    "with_the_title_below": lambda code, title: f"Tiêu chí {code}\n{title}",
    "after_its_standard": lambda code, title: f"Tiêu chuẩn {code[0]}\nTiêu chí {code}",
    "after_a_dash": lambda code, title: f"- Tiêu chí {code}:",
    "in_brackets": lambda code, title: f"({code})",
    "with_a_comma": lambda code, title: f"Tiêu chí {code.replace('.', ',')}",
    "marked_up": lambda code, title: f"<i>Tiêu chí</i> **{code}**",
}
TITLES = {
    "1.1": "Phương hướng, chiến lược xây dựng và phát triển nhà trường",
    "1.2": "Hội đồng trường (Hội đồng quản trị đối với trường tư thục) và các hội đồng khác",
    "1.3": "Tổ chức Đảng Cộng sản Việt Nam, các đoàn thể và tổ chức khác trong nhà trường",
    "1.10": "Đảm bảo an ninh trật tự, an toàn trường học",
    "2.2": "Đối với giáo viên",
    "3.6": "Thư viện",
    "5.2": "Tổ chức hoạt động giáo dục cho học sinh có hoàn cảnh khó khăn, học sinh có năng khiếu, học sinh gặp khó khăn "
    "trong học tập và rèn luyện",
    "5.6": "Kết quả giáo dục",
}


def _spelled(spell: Callable[[str, str], str]) -> Change:
    def change(made: Document) -> None:
        for number, truth in enumerate(made.truths):
            code = str(truth.reads["criterion_code"])
            typed = spell(code, TITLES[code])
            clean = typed.replace("<i>", "").replace("</i>", "").replace("**", "")
            say(made, number, "criterion", typed, text=clean)

    return change


for _form in CRITERION_FORMS:
    for _name, _spell in SPELLINGS.items():
        PARTICULAR[f"{_form.layout}-criterion_{_name}"] = _form, _spelled(_spell)


@of(*CRITERION_FORMS)
def codes_as_numbers(made: Document) -> None:
    """1.10 typed as a number is stored as 1.1: told, and read as 1.10 by its place."""
    for number, truth in enumerate(made.truths):
        code = str(truth.reads["criterion_code"])
        say(made, number, "criterion", float(code), text=str(float(code)))
    made.flags |= {"criterion_trailing_zero"}
    if made.truths[0].reads["criterion_code"] == "1.1":
        made.may |= {"criterion_trailing_zero"}


@of(*CRITERION_FORMS)
def codes_as_numbers_shown_with_their_nought(made: Document) -> None:
    """The format "0.00" on 1.10 alone says what was typed."""
    for number, truth in enumerate(made.truths):
        code = str(truth.reads["criterion_code"])
        put = say(made, number, "criterion", float(code), text=code)
        put.format = "0.00" if code == "1.10" else "0.0"


@of(*CRITERION_FORMS)
def codes_that_became_dates(made: Document) -> None:
    """1.3 became the first of March of some year, shown as 01-03; which reading is meant has to be told."""
    for number, truth in enumerate(made.truths):
        standard, criterion = str(truth.reads["criterion_code"]).split(".")
        day = datetime(2024, int(criterion), int(standard))
        put = say(made, number, "criterion", day, text=f"{day:%d/%m/%Y}")
        put.format = "dd-mm"
    made.flags |= {"criterion_was_date"}


@of(*CRITERION_FORMS)
def code_and_title_in_two_columns(made: Document) -> None:
    sheet = made.sheets[0]
    place = sheet.column("criterion") + 1
    sheet.fields.insert(place, "criterion_title")
    for row in sheet.rows:
        row.cells.insert(place, Put("Tên tiêu chí") if row.role == HEADER else None)
    for number, truth in enumerate(made.truths):
        code = str(truth.reads["criterion_code"])
        text = f"{truth.texts['criterion']} {TITLES[code]}"
        say(made, number, "criterion_title", TITLES[code])
        truth.texts["criterion"] = text
        if sheet.form in (PLAN, RESULTS):
            truth.texts.pop("criterion_title")


@of(*CRITERION_FORMS)
def rows_shifted_left_from_the_third_line_on(made: Document) -> None:
    """Domain's no. 14: the leading empty cell is gone, and the whole row stands one column to the left."""
    for row in made.sheets[0].of(LINE)[2:]:
        del row.cells[0]


@of(*CRITERION_FORMS)
def the_first_line_has_no_code_that_can_be_read(made: Document) -> None:
    say(made, 0, "criterion", "Nội dung chung", criterion_code=None)
    made.flags |= {"criterion_not_understood"}


@of(*CRITERION_FORMS)
def a_criterion_of_another_framework(made: Document) -> None:
    say(made, 0, "criterion", "Tiêu chí 4.9", criterion_code=None)
    made.flags |= {"criterion_not_in_framework"}


@of(*CRITERION_FORMS)
def a_criterion_with_the_title_of_another(made: Document) -> None:
    say(made, 0, "criterion", f"Tiêu chí {made.truths[0].reads['criterion_code']}: Thư viện")
    made.flags |= {"criterion_title_of_another"}


@of(*CRITERION_FORMS)
def titles_of_standards_of_kindergartens(made: Document) -> None:
    """Seed 002 names its standard 5 as kindergartens do: told, not believed."""
    row = made.sheets[0].of(LINE)[-1]
    made.sheets[0].before(
        row, Row([Put("Tiêu chuẩn 5: Hoạt động và kết quả nuôi dưỡng, chăm sóc, giáo dục")], GROUP)
    )
    made.flags |= {"standard_title_wrong"}
    if not str(made.truths[-1].reads["criterion_code"]).startswith("5."):
        made.flags |= {"standard_mismatch"}


@of(*WITH_CRITERIA)
def a_criterion_merged_over_two_lines(made: Document) -> None:
    """Two lines of one criterion, whose cell is merged downwards; so is the number beside it."""
    code, typed = made.truths[0].reads["criterion_code"], made.truths[0].texts["criterion"]
    sheet = made.sheets[0]
    for name in ("ordinal", "standard", "criterion"):
        if name in sheet.fields:
            first, second = (row.cells[sheet.column(name)] for row in sheet.of(LINE)[:2])
            if first is not None:
                first.down = 2
            if second is not None:
                sheet.of(LINE)[1].cells[sheet.column(name)] = None
    made.truths[1].texts["criterion"] = typed
    made.truths[1].reads["criterion_code"] = code
    if "standard" in sheet.fields:
        made.truths[1].texts["standard"], made.truths[1].reads["standard"] = (
            made.truths[0].texts["standard"],
            1,
        )
    if sheet.form is SELF_EVALUATION:
        made.may |= {"criterion_twice"}


@of(PLAN, RESULTS, FINDINGS)
def criteria_as_titles_above_their_lines(made: Document) -> None:
    """The criterion stands alone in a row; its lines below have numbers and no code."""
    sheet = made.sheets[0]
    for number, row in enumerate(sheet.of(LINE)):
        code = str(made.truths[number].reads["criterion_code"])
        typed = f"Tiêu chí {code}: {TITLES[code]}"
        row.cells[sheet.column("criterion")] = None
        row.cells[sheet.column("ordinal")] = Put(1)
        made.truths[number].texts["criterion"] = typed
        title: list[Put | None] = [None] * len(sheet.fields)
        title[sheet.column("criterion")] = Put(typed)
        sheet.before(row, Row(title, GROUP))


@of(PLAN, RESULTS, FINDINGS)
def criteria_as_titles_merged_over_the_row(made: Document) -> None:
    sheet = made.sheets[0]
    for number, row in enumerate(sheet.of(LINE)):
        code = str(made.truths[number].reads["criterion_code"])
        typed = f"Tiêu chí {code}: {TITLES[code]}"
        row.cells[sheet.column("criterion")] = None
        row.cells[sheet.column("ordinal")] = Put(number + 1)
        made.truths[number].texts["criterion"] = typed
        sheet.before(row, Row([Put(typed, right=len(sheet.fields))], GROUP))


@of(*CRITERION_FORMS)
def a_column_for_the_standard_merged_downwards(made: Document) -> None:
    sheet = made.sheets[0]
    sheet.fields.insert(1, "standard")
    for row in sheet.rows:
        row.cells.insert(1, Put("Tiêu chuẩn") if row.role == HEADER else None)
    lines = sheet.of(LINE)
    for number, truth in enumerate(made.truths):
        standard = str(truth.reads["criterion_code"])[0]
        if number == 0:
            lines[0].cells[1] = Put("Tiêu chuẩn 1", down=2)
        elif number > 1:
            lines[number].cells[1] = Put(f"Tiêu chuẩn {standard}", number, "standard")
        if sheet.form in (SELF_EVALUATION, FINDINGS):
            truth.texts["standard"] = f"Tiêu chuẩn {standard}"
            truth.reads["standard"] = int(standard)
    if sheet.form is SELF_EVALUATION:  # its third line belongs to standard 1 as well
        lines[2].cells[1] = Put("Tiêu chuẩn 1", 2, "standard")


# --- Plans


@of(PLAN)
def months_as_dates_shown_as_months(made: Document) -> None:
    """9/2023 typed in a cell is the first of September, shown as 9/2023."""
    last_days = {9: "2023-09-30", 10: "2023-10-31", 11: "2023-11-30", 12: "2023-12-31"}
    for number, month in enumerate((9, 10, 11, 12, 9)):
        window = when(f"2023-{month:02}-01", last_days[month])
        put = say(made, number, "time", datetime(2023, month, 1), text=f"{month}/2023", **window)
        put.format = "m/yyyy"


@of(PLAN)
def days_as_dates(made: Document) -> None:
    for number in range(5):
        put = say(made, number, "time", datetime(2023, 10, 11 + number), text=f"{11 + number}/10/2023",
                  **when(f"2023-10-{11 + number}", f"2023-10-{11 + number}"))  # fmt: skip
        put.format = "dd/mm/yyyy"


@of(PLAN)
def first_days_of_months_as_dates(made: Document) -> None:
    """01/09/2023 may have been typed as 9/2023: told."""
    put = say(made, 0, "time", datetime(2023, 9, 1), text="01/09/2023", **when("2023-09-01", "2023-09-01"))
    put.format = "dd/mm/yyyy"
    made.flags |= {"time_unsure"}


@of(PLAN)
def times_as_serial_numbers(made: Document) -> None:
    say(made, 0, "time", 45170, **when("2023-09-01", "2023-09-01"))
    made.flags |= {"time_unsure"}


@of(PLAN)
def a_time_left_over_from_last_year(made: Document) -> None:
    say(made, 0, "time", "dự kiến đầu tháng 6/2021", **when("2021-06-01", "2021-06-10"))
    made.flags |= {"time_outside_year"}


@of(PLAN)
def a_time_that_says_nothing(made: Document) -> None:
    say(made, 0, "time", "Khi có điều kiện", starts_on=None, ends_on=None)
    made.flags |= {"time_not_understood"}


@of(PLAN)
def start_and_finish_in_two_columns(made: Document) -> None:
    sheet = made.sheets[0]
    place = sheet.column("time")
    sheet.fields[place : place + 1] = ["time_start", "time_end"]
    for row in sheet.rows:
        row.cells[place : place + 1] = (
            [Put("Thời gian bắt đầu"), Put("Thời gian hoàn thành")] if row.role == HEADER else [None, None]
        )
    for number, truth in enumerate(made.truths):
        for name, text in (("time_start", f"{9 + number % 3}/2023"), ("time_end", f"{2 + number % 3}/2024")):
            say(made, number, name, text)
            del truth.texts[name]
        truth.texts["time"] = f"{9 + number % 3}/2023 - {2 + number % 3}/2024"
        truth.reads |= when(
            f"2023-{9 + number % 3:02}-01", ("2024-02-29", "2024-03-31", "2024-04-30")[number % 3]
        )


BUDGETS: dict[str, tuple[tuple[object, int | None], ...]] = {
    "as_numbers": (
        (5000000, 5_000_000), (12500000, 12_500_000), (0, 0), (100000, 100_000), (2000000000, 2_000_000_000),
    ),
    "in_units": (
        ("5tr", 5_000_000), ("5 triệu 500 nghìn", 5_500_000), ("10.000 nghìn đồng", 10_000_000),
        ("1,5 triệu", 1_500_000), ("500k", 500_000),
    ),
    "with_signs": (
        ("5,000,000 VNĐ", 5_000_000), ("5 000 000 đồng", 5_000_000), ("0đ", 0), ("Không có", 0),
        ("50.000.000 đ", 50_000_000),
    ),
    "with_their_source": (
        ("Ngân sách nhà nước 50 triệu", 50_000_000), ("XHH", None), ("Kinh phí nhà trường", None), (None, None),
        ("CMHS đóng góp", None),
    ),
}  # fmt: skip


def _budgets(values: tuple[tuple[object, int | None], ...]) -> Change:
    def change(made: Document) -> None:
        for number, (value, amount) in enumerate(values):
            say(made, number, "budget", value, text="" if value is None else str(value), budget_vnd=amount)

    return change


for _name, _values in BUDGETS.items():
    PARTICULAR[f"plan-budgets_{_name}"] = PLAN, _budgets(_values)


@of(PLAN)
def budgets_that_are_unclear(made: Document) -> None:
    for number, (value, amount) in enumerate(
        (("5.000", 5_000), ("20-30 triệu", None), ("Theo thực tế", None), (1.5, None), (-3000000, None))
    ):
        say(made, number, "budget", value, budget_vnd=amount)
    made.flags |= {"budget_unsure"}


@of(PLAN)
def criterion_and_target_share_a_cell(made: Document) -> None:
    """Domain's no. 16, in a plan: the target stands in the criterion's cell, its own is empty."""
    for number in (3, 4):
        truth = made.truths[number]
        put = made.sheets[0].put(number, "criterion")
        put.value = f"{truth.texts['criterion']}\n{truth.texts['target']}"
        row = made.sheets[0].of(LINE)[number]
        row.cells[made.sheets[0].column("target")] = None


@of(PLAN)
def the_standard_and_all_its_lines_in_one_merged_block(made: Document) -> None:
    """Budget and time merged over two lines: the time holds for both, the money is one amount and counts once."""
    sheet = made.sheets[0]
    for name in ("time", "budget"):
        put = sheet.put(0, name)
        put.down = 2
        sheet.of(LINE)[1].cells[sheet.column(name)] = None
    made.truths[1].texts["time"] = "HKI"
    made.truths[1].reads |= HKI
    del made.truths[1].texts["budget"]
    made.truths[1].reads["budget_vnd"] = None


@of(PLAN)
def line_kinds_in_a_column_of_their_own(made: Document) -> None:
    sheet = made.sheets[0]
    sheet.fields.append("line_kind")
    for row in sheet.rows:
        row.cells.append(Put("Phát huy/khắc phục") if row.role == HEADER else None)
    for number, truth in enumerate(made.truths):
        say(made, number, "line_kind", "Phát huy" if number % 2 else "Khắc phục")
        truth.reads["line_kind"] = "keep" if number % 2 else "improve"
        truth.texts["line_kind"] = str(truth.reads["line_kind"])


# --- Results


@of(RESULTS)
def work_in_both_done_and_doing(made: Document) -> None:
    """All of seed 002: which of the two it is has to be asked."""
    say(made, 0, "doing", "Tiếp tục sinh hoạt theo lịch", suggested_status="needs_review")
    made.flags |= {"status_needs_review"}


@of(RESULTS)
def three_empty_columns(made: Document) -> None:
    for name in ("done", "doing", "not_started"):
        say(made, 0, name, None, text="", suggested_status="no_data")
    made.flags |= {"status_no_data"}


@of(RESULTS)
def an_empty_cell_lost_within_a_row(made: Document) -> None:
    """Domain's no. 16: "đã được điều chỉnh" is gone, and what follows stands one column to the left."""
    row = made.sheets[0].of(LINE)[3]
    del row.cells[3]
    made.flags |= {"row_maybe_shifted"}


@of(RESULTS)
def criterion_and_plan_share_a_cell_in_a_row_of_four(made: Document) -> None:
    """Domain's no. 16: [criterion and plan] [done] [doing] [not started]."""
    sheet, truth = made.sheets[0], made.truths[3]
    del truth.texts["note"]
    texts = [
        f"{truth.texts['criterion']}\n{truth.texts['plan_initial']}",
        *(truth.texts[name] for name in ("done", "doing", "not_started")),
    ]
    names = ("criterion", "done", "doing", "not_started")
    sheet.of(LINE)[3].cells = [None, *(Put(text, 3, name) for text, name in zip(texts, names, strict=True))]
    made.flags |= {"row_realigned"}


@of(RESULTS)
def a_status_in_a_column_of_its_own(made: Document) -> None:
    sheet = made.sheets[0]
    sheet.fields.append("status")
    for row in sheet.rows:
        row.cells.append(Put("Mức độ thực hiện") if row.role == HEADER else None)
    for number, (word, status) in enumerate(
        (
            ("Hoàn thành", "done"),
            ("Đang thực hiện", "in_progress"),
            ("Chưa hoàn thành", "not_started"),
            ("hoàn thành", "done"),
        )
    ):
        say(made, number, "status", word, suggested_status=status)


@of(RESULTS)
def trailing_cells_lost(made: Document) -> None:
    """Rows of seven cells: the empty note is not there at all."""
    for number, row in enumerate(made.sheets[0].of(LINE)):
        made.truths[number].texts.pop("note")
        del row.cells[-1]


# --- Self-evaluations


MARKS = ("X", "x", " X ", "X  ", "×", "✓", "✔", "☑", "v", "Có", "1", "(x)", "х", "Đạt", "đạt")


@of(SELF_EVALUATION)
def marks_in_many_shapes(made: Document) -> None:
    shapes = iter(MARKS)
    for number, truth in enumerate(made.truths):
        for name in list(truth.texts):
            if name.startswith("level_"):
                shape = next(shapes)
                say(made, number, name, shape, text=shape.strip())


@of(SELF_EVALUATION)
def levels_in_one_column(made: Document) -> None:
    _one_level(made, "Kết quả tự đánh giá", ("Mức 3", "Đạt mức 1", "Không đạt", "2", "Đạt Mức III"))


@of(SELF_EVALUATION)
def levels_in_one_column_as_numbers(made: Document) -> None:
    _one_level(made, "Mức đạt được", (3, 1, "Chưa đạt", 2, 3))


def _one_level(made: Document, heading: str, words: tuple[object, ...]) -> None:
    sheet = made.sheets[0]
    first, last = sheet.column("level_0"), sheet.column("level_3")
    sheet.fields[first : last + 1] = ["level"]
    for row in sheet.rows:
        row.cells[first : last + 1] = [Put(heading) if row.role == HEADER else None]
    for number, word in enumerate(words):
        texts = made.truths[number].texts
        made.truths[number].texts = {
            name: text for name, text in texts.items() if not name.startswith("level_")
        }
        say(made, number, "level", word)


@of(SELF_EVALUATION)
def four_levels_as_mere_numbers_under_one_heading(made: Document) -> None:
    """ "Mức" stands once above 1, 2, 3, 4."""
    sheet = made.sheets[0]
    sheet.fields.insert(sheet.column("level_3") + 1, "level_4")
    for row in sheet.of(LINE):
        row.cells.insert(sheet.column("level_4"), None)
    above: list[Put | None] = []
    below: list[Put | None] = []
    for name in sheet.fields:
        if name in ("level_1", "level_2", "level_3", "level_4"):
            above.append(Put("Đạt mức", right=4) if name == "level_1" else None)
            below.append(Put(int(name[-1])))
        else:
            above.append(Put(sheet.form.headings[name], down=2))
            below.append(None)
    head = sheet.of(HEADER)[0]
    place = sheet.place(head)
    sheet.rows[place : place + 1] = [Row(above, HEADER), Row(below, HEADER)]


@of(SELF_EVALUATION)
def headings_as_in_the_official_table(made: Document) -> None:
    """Three rows: Kết quả; Không đạt and Đạt; Mức 1, 2, 3."""
    sheet = made.sheets[0]
    head = sheet.of(HEADER)[0]
    first: list[Put | None] = []
    for name in sheet.fields:
        first.append(
            Put("Kết quả", right=4)
            if name == "level_0"
            else None
            if name.startswith("level_")
            else Put(sheet.form.headings[name], down=3)
        )
    second: list[Put | None] = [None] * len(sheet.fields)
    second[sheet.column("level_0")] = Put("Không đạt", down=2)
    second[sheet.column("level_1")] = Put("Đạt", right=3)
    third = [
        Put(sheet.form.headings[name]) if name in ("level_1", "level_2", "level_3") else None
        for name in sheet.fields
    ]
    place = sheet.place(head)
    sheet.rows[place : place + 1] = [Row(first, HEADER), Row(second, HEADER), Row(third, HEADER)]


@of(SELF_EVALUATION)
def failed_and_reached_at_once(made: Document) -> None:
    say(made, 0, "level_0", "X", level=None)
    made.flags |= {"level_contradiction"}


@of(SELF_EVALUATION)
def a_word_that_is_no_mark(made: Document) -> None:
    say(made, 1, "level_1", "tốt", level=None)
    made.flags |= {"level_unknown"}


@of(SELF_EVALUATION)
def a_line_without_any_mark(made: Document) -> None:
    say(made, 1, "level_1", None, text="", level=None)
    made.flags |= {"level_missing"}


@of(SELF_EVALUATION)
def counts_of_criteria_below(made: Document) -> None:
    sheet = made.sheets[0]
    sheet.rows += [
        Row([None, Put("Tổng số tiêu chí"), Put(1), Put(4), Put(3), Put(2)], DEBRIS),
        Row([None, Put("Tỉ lệ (%)"), Put("20,0"), Put("80%"), Put(60.5), Put("40 %")], DEBRIS),
    ]


@of(SELF_EVALUATION)
def titles_of_standards_with_their_counts(made: Document) -> None:
    sheet = made.sheets[0]
    for number, (line, title) in enumerate(sheet.form.groups.items()):
        row = sheet.of(LINE)[line]
        counts = [Put(2), Put("3"), Put("50%"), Put(None)]
        sheet.before(row, Row([Put(number + 1), Put(title), *counts], GROUP))


@of(SELF_EVALUATION)
def words_for_marks(made: Document) -> None:
    """Đạt and Không đạt in the columns of the levels."""
    for number, words in enumerate((("Đạt", "Đạt", "Đạt"), ("Đạt", "Không đạt", ""), ("Không đạt", "", ""))):
        for level, word in enumerate(words, 1):
            say(made, number, f"level_{level}", word or None, text=word)
    say(made, 2, "level_0", None, text="", level=0)


# --- Findings


@of(FINDINGS)
def several_points_in_one_cell(made: Document) -> None:
    say(made, 0, "strength", "- Chiến lược rõ ràng\n- Được công khai\n+ Có kế hoạch từng năm")
    say(made, 1, "weakness", "• Cổng sau thiếu đèn;\n• Chưa có camera.")


@of(FINDINGS, RECOMMENDATIONS, FINDINGS_57)
def each_point_in_a_row_of_its_own_under_a_merged_criterion(made: Document) -> None:
    a_criterion_merged_over_two_lines(made)


# --- Schedules and lists of schools


@of(SCHEDULE)
def marks_and_blanks_as_in_the_office_s_own_table(made: Document) -> None:
    """Domain's no. 2: " " and "X  "; STT skips 6."""
    say(made, 0, "kdcl", "X  ", text="X")
    say(made, 0, "cqg", " ", text="")
    say(made, 1, "kdcl", "có")
    say(made, 2, "cqg", "✓")
    made.sheets[0].put(2, "school").value = "THCS  Bình\u00a0Minh"
    for row, number in zip(made.sheets[0].of(LINE), (5, 7, 8), strict=True):
        row.cells[0] = Put(number)


@of(SCHEDULE)
def one_month_merged_over_all_schools(made: Document) -> None:
    sheet = made.sheets[0]
    sheet.put(0, "time").down = 3
    for row in sheet.of(LINE)[1:]:
        row.cells[sheet.column("time")] = None
    for truth in made.truths:
        truth.texts["time"] = "Tháng 10/2023"
        truth.reads |= when("2023-10-01", "2023-10-31")


@of(SCHEDULE)
def days_of_visits_as_dates(made: Document) -> None:
    for number in range(3):
        say(made, number, "time", datetime(2023, 11, 20 + number), text=f"{20 + number}/11/2023",
            **when(f"2023-11-{20 + number}", f"2023-11-{20 + number}"))  # fmt: skip


NAMES: dict[str, tuple[str, ...]] = {
    "abbreviated": ("Trường MN Canada - Việt Nam", "TH Hoa Phượng", "Trường THCS Bình Minh"),
    "in_full": ("Trường Mầm non Canada – Việt Nam", "Trường Tiểu học Hoa Phượng (công lập)", "TRƯỜNG TRUNG HỌC CƠ SỞ BÌNH MINH"),
    "on_two_lines": ("MN Canada -\nViệt Nam", "TiH Hoa\nPhượng", "THCS\nBình Minh"),
}  # fmt: skip


def _named(names: tuple[str, ...]) -> Change:
    def change(made: Document) -> None:
        for number, name in enumerate(names):
            say(made, number, "school", name, text=" ".join(name.split()))

    return change


for _form in (SCHEDULE, SCHOOLS, RECOGNITIONS):
    for _name, _names in NAMES.items():
        PARTICULAR[f"{_form.layout}-schools_{_name}"] = _form, _named(_names)


@of(SCHEDULE, RECOGNITIONS)
def a_name_that_two_schools_have(made: Document) -> None:
    say(made, 0, "school", "Võ Thị Sáu", school_code=None)
    made.flags |= {"school_candidates"}


@of(SCHEDULE, RECOGNITIONS)
def a_school_that_nobody_knows(made: Document) -> None:
    say(made, 0, "school", "MN Sao Hôm", school_code=None)
    made.flags |= {"school_not_matched"}


@of(SCHEDULE)
def a_mark_that_is_none(made: Document) -> None:
    say(made, 0, "cqg", "đang xét", asks_cqg=None)
    made.flags |= {"mark_unsure"}


@of(SCHEDULE)
def a_school_alone_in_its_row(made: Document) -> None:
    """Neither number nor month: it must not pass for a title."""
    made.sheets[0].of(LINE)[1].cells = [None, made.sheets[0].put(1, "school")]
    made.truths[1].texts = {"school": "Tiểu học Hoa Phượng"}
    made.truths[1].reads |= when(None, None) | {"asks_kdcl": False}
    made.flags |= {"visit_time_missing"}
    made.may |= {"asks_nothing"}


@of(SCHEDULE, SCHOOLS, RECOGNITIONS)
def titles_of_wards_and_kinds(made: Document) -> None:
    sheet = made.sheets[0]
    for row, title in zip(
        sheet.of(LINE), ("I. Khối mầm non (1 trường)", "II. Tiểu học công lập", "III. Cấp THCS"), strict=True
    ):
        sheet.before(row, Row([Put(title)], GROUP))


@of(RECOGNITIONS)
def days_as_date_cells(made: Document) -> None:
    for number, (year, month, day) in enumerate(((2022, 6, 13), (2021, 3, 2), (2022, 6, 14))):
        put = say(made, number, "signed_on", datetime(year, month, day), text=f"{day:02}/{month:02}/{year}")
        put.format = "dd/mm/yyyy"


@of(RECOGNITIONS)
def days_in_words(made: Document) -> None:
    say(made, 0, "signed_on", "ngày 13 tháng 6 năm 2022")
    say(made, 1, "signed_on", "2-3-2021")
    say(made, 2, "signed_on", "14.6.2022")


@of(RECOGNITIONS)
def days_with_short_years(made: Document) -> None:
    say(made, 0, "signed_on", "13/6/22")
    made.flags |= {"day_unsure"}


@of(RECOGNITIONS)
def a_school_merged_over_its_two_recognitions(made: Document) -> None:
    sheet = made.sheets[0]
    for name in ("ordinal", "school"):
        first = sheet.of(LINE)[0].cells[sheet.column(name)]
        assert first is not None
        first.down = 2
        sheet.of(LINE)[1].cells[sheet.column(name)] = None
    made.truths[1].texts["school"] = "MN Canada - Việt Nam"
    made.truths[1].reads["school_code"] = "MN-Nam"


@of(RECOGNITIONS)
def a_recognition_without_a_day(made: Document) -> None:
    say(made, 0, "signed_on", None, text="", signed_on=None)
    made.flags |= {"recognition_incomplete"}


@of(SCHOOLS)
def schools_with_codes(made: Document) -> None:
    sheet = made.sheets[0]
    sheet.fields.insert(1, "school_code")
    for row in sheet.rows:
        row.cells.insert(1, Put("Mã trường") if row.role == HEADER else None)
    for number, truth in enumerate(made.truths):
        say(made, number, "school_code", str(truth.reads["school_code"]))


@of(PLAN_57)
def no_column_for_the_criterion_but_named_in_the_content(made: Document) -> None:
    sheet = made.sheets[0]
    place = sheet.column("criterion")
    for row in sheet.of(HEADER, LINE):
        del row.cells[place]
    sheet.fields.remove("criterion")
    for number, truth in enumerate(made.truths):
        text = f"Tiêu chí {truth.reads['criterion_code']}: {truth.texts['content']}"
        say(made, number, "content", text)
        del truth.texts["criterion"]
    made.flags |= {"criterion_from_content"}


@of(TRACKING)
def a_moment_merged_over_two_lines(made: Document) -> None:
    sheet = made.sheets[0]
    sheet.put(0, "moment").down = 2
    sheet.of(LINE)[1].cells[sheet.column("moment")] = None
    made.truths[1].texts["moment"] = "Cuối học kỳ I"


@of(TRACKING)
def headings_with_numbers_before_them(made: Document) -> None:
    for number, put in enumerate(made.sheets[0].of(HEADER)[0].cells, 1):
        assert put is not None
        put.value = f"{put.value} ({number})"


@of(RECOGNITIONS)
def two_recognitions_side_by_side(made: Document) -> None:
    """KĐCLGD and Chuẩn quốc gia as headings above columns of their own; the second school has both."""
    sheet = made.sheets[0]
    sheet.fields = ["ordinal", "school", *["grade", "decision_number", "signed_on"] * 2]
    first = [
        Put("STT", down=2),
        Put("Tên trường", down=2),
        Put("KĐCLGD", right=3),
        None,
        None,
        Put("Chuẩn quốc gia", right=3),
    ]
    second = [None, None, *map(Put, ("Cấp độ", "Số QĐ", "Ngày ký", "Mức độ", "Số QĐ", "Ngày ký"))]
    kdcl = ("Cấp độ 1", "812/QĐ-SGDĐT", "13/06/2022")
    both = ("Cấp độ 2", "813/QĐ-SGDĐT", "14/06/2022", "Mức độ 1", "45/QĐ-UBND", "02/03/2021")
    rows: list[Row] = []
    made.truths = []
    for school, code, texts in (
        ("MN Canada - Việt Nam", "MN-Nam", kdcl), ("Tiểu học Hoa Phượng", "TH-Phượng", both), ("THCS Bình Minh", "THCS-Minh", ()),
    ):  # fmt: skip
        rows.append(Row([Put(len(rows) + 1), Put(school), *map(Put, texts)], LINE))
        made.truths += _recognition(school, code, "KĐCLGD", texts[:3])
    made.truths += _recognition("Tiểu học Hoa Phượng", "TH-Phượng", "Chuẩn quốc gia", both[3:])
    sheet.rows = [Row(list(first), HEADER), Row(list(second), HEADER), *rows]


def _recognition(school: str, code: str, kind: str, texts: tuple[str, ...]) -> list[Truth]:
    if not texts:
        return []
    grade, number, day = texts
    said = {
        "school": school,
        "recognition_kind": kind,
        "grade": grade,
        "decision_number": number,
        "signed_on": day,
    }
    read = {
        "school_code": code, "recognition_kind": "KDCL" if kind == "KĐCLGD" else "CQG", "grade": int(grade[-1]),
        "signed_on": "-".join(reversed(day.split("/"))),
    }  # fmt: skip
    return [Truth("recognitions", said, read)]


# --- What is left out and may be meant


@of(PLAN, RESULTS, RECOMMENDATIONS)
def a_second_sheet_without_headings(made: Document) -> None:
    """The headings were put on the first sheet alone; the second one's lines are not read, and that is told."""
    sheet = made.sheets[0]
    rows = sheet.of(LINE)[1:]
    sheet.rows = [row for row in sheet.rows if not any(row is each for each in rows)]
    made.sheets.append(Sheet("Tiếp theo", sheet.form, sheet.fields, rows))
    del made.truths[1:]
    for row in rows:
        for put in row.cells:
            if put:
                put.line = None
    made.flags |= {"sheet_like_table"}


@of(*WITH_CRITERIA, SCHEDULE, SCHOOLS, RECOGNITIONS)
def a_line_above_the_headings(made: Document) -> None:
    sheet = made.sheets[0]
    line = sheet.of(LINE)[0]
    sheet.rows.remove(line)
    sheet.rows.insert(0, line)
    del made.truths[0]
    for row in sheet.rows:
        for put in row.cells:
            if put and put.line is not None:
                put.line = put.line - 1 if put.line else None
    made.flags |= {"row_above_headings"}


@of(PLAN, RECOMMENDATIONS)
def more_work_below_without_its_criterion(made: Document) -> None:
    """It is joined to the line above by rule, but two times in one line were hardly meant: told."""
    sheet, truth = made.sheets[0], made.truths[-1]
    work = "action" if "action" in sheet.fields else "response"
    row: list[Put | None] = [None] * len(sheet.fields)
    for name, text in ((work, "Việc tiếp theo"), ("time", "HKII")):
        row[sheet.column(name)] = Put(text)
        truth.texts[name] = f"{truth.texts[name]} {text}"
    del truth.reads["starts_on"], truth.reads["ends_on"]
    sheet.rows.append(Row(row, MORE))
    made.flags |= {"row_continued"}
    made.may |= {"time_unsure", "value_unsure", "value_not_understood"}


@of(RECOMMENDATIONS, FINDINGS_57, PLAN_57)
def page_breaks_in_a_table_without_numbers(made: Document) -> None:
    EVERYWHERE["lines_without_numbers"](made)
    EVERYWHERE["a_page_break_within_each_line"](made)
    made.flags |= {"row_continued"}


@of(PLAN, FINDINGS, SCHOOLS)
def two_columns_under_one_heading(made: Document) -> None:
    sheet = made.sheets[0]
    for row in sheet.of(HEADER, LINE):
        row.cells += [None] * (len(sheet.fields) - len(row.cells))
        row.cells.append(Put("Ghi chú" if row.role == HEADER else "Còn nữa"))
    made.flags |= {"heading_repeated"}


# --- Several forms in one document


def in_word(*forms: Form) -> Document:
    """One Word document, a title before each table."""
    made = document(*forms)
    for sheet, number in zip(made.sheets, ("I", "II", "III", "IV", "V"), strict=False):
        sheet.rows.insert(0, Row([Put(f"{number}. Bảng {sheet.form.layout.replace('_', ' ')}")], TITLE))
        sheet.rows.append(Row([Put("Nhà trường cam kết thực hiện đúng nội dung trên.")], FOOTER))
    made.file = "docx"
    return made


def far_below(*forms: Form) -> Document:
    """Hundreds of lines between the tables of one sheet; what the report says in between is no line."""
    made = stacked(*forms)
    (sheet,) = made.sheets
    below = sheet.of(HEADER)[1]
    sheet.before(
        below,
        Row([Put("Nơi nhận:")], DEBRIS),
        Row([Put("Tiêu chí 1.1: Nhà trường đã họp nhiều lần")], DEBRIS),
    )
    for number in range(240):
        sheet.before(below, Row([Put(f"Đoạn {number} của báo cáo, không thuộc bảng nào")], DEBRIS))
    return made


def stacked(*forms: Form) -> Document:
    """One sheet, the tables below each other, each under a title."""
    made = document(*forms)
    first = made.sheets[0]
    rows: list[Row] = []
    for sheet, number in zip(made.sheets, ("I", "II", "III", "IV", "V"), strict=False):
        rows += [
            Row([], DEBRIS),
            Row([Put(f"{number}. Bảng {sheet.form.layout.replace('_', ' ')}")], DEBRIS),
            *sheet.rows,
        ]
    made.sheets = [Sheet("Biểu", first.form, max((sheet.fields for sheet in made.sheets), key=len), rows)]
    return made
