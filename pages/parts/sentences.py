"""The sentence with which each page opens: its answer, in plain Vietnamese, with its numbers.

Every function takes frames of the queries, empty ones too, and gives text for st.markdown: what schools typed is
escaped in it.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from pages.parts import words

UPLOAD = "trang Nộp bảng tính"


def _year(school_year: str | None) -> str:
    return f"Năm học {school_year}" if school_year else "Đến nay"


def _dossiers(evaluations: pd.DataFrame) -> str:
    """What is still missing before the visits; nothing when the register says nothing about dossiers."""
    owed = evaluations[evaluations["dossier_state"].isin(["not_due", "due_soon", "overdue"])]
    if owed.empty:
        is_complete = evaluations["dossier_state"].isin(["received", "received_late"]).any()
        return "; hồ sơ phải nộp đều đã nộp" if is_complete else ""
    late = int((owed["dossier_state"] == "overdue").sum())
    ahead = owed[owed["dossier_state"] != "overdue"].dropna(subset=["dossier_due_late"])
    said = f"; {words.number(owed['school_code'].nunique())} trường chưa nộp hồ sơ"
    if late:
        said += f", trong đó {words.number(late)} đã quá hạn"
    if not ahead.empty:
        first = ahead.sort_values("dossier_due_late").iloc[0]
        due = words.window(first["dossier_due_early"], first["dossier_due_late"])
        said += f", {'hạn kế tiếp' if late else 'sớm nhất đến hạn'} {due}"
    return said


def _schools(evaluations: pd.DataFrame) -> int:
    """A school with two lines in the schedule is one school; each one outside the list counts for itself."""
    return evaluations["school_code"].nunique() + int(evaluations["school_code"].isna().sum())


def _evaluated(evaluations: pd.DataFrame) -> str:
    kdcl, cqg = (
        _schools(evaluations[evaluations[name].fillna(False).astype(bool)])
        for name in ("asks_kdcl", "asks_cqg")
    )
    return (
        f"{words.number(_schools(evaluations))} trường được đánh giá ngoài"
        f" ({words.number(kdcl)} KĐCL, {words.number(cqg)} chuẩn quốc gia)"
    )


def _one_visit(visit: pd.Series) -> str:
    """Who, when, for what, where the schedule names one school only."""
    asked = [
        word
        for word, is_asked in (("KĐCL", visit["asks_kdcl"]), ("chuẩn quốc gia", visit["asks_cqg"]))
        if is_asked
    ]
    name = visit["school_name"] if isinstance(visit["school_name"], str) else "một trường ngoài danh sách"
    when = words.window(visit["starts_on"], visit["ends_on"])
    return f"{words.escape_markdown(name)} được đánh giá ngoài {when}" + (
        f" ({' và '.join(asked)})" if asked else ""
    )


def schedule(evaluations: pd.DataFrame, *, school_year: str | None = None) -> str:
    """Who is evaluated, and whose dossier is missing. Takes schedule.evaluations."""
    if evaluations.empty:
        return f"{_year(school_year)} chưa có lịch đánh giá ngoài. Chuyên viên nạp tệp lịch ở {UPLOAD}."
    year = evaluations["school_year"].max()
    if len(evaluations) == 1:
        return f"Năm học {year}: {_one_visit(evaluations.iloc[0])}{_dossiers(evaluations)}."
    return f"Năm học {year} có {_evaluated(evaluations)}{_dossiers(evaluations)}."


def expiring(recognitions: pd.DataFrame, *, month_count: int = 24) -> str:
    """How many recognitions run out, and how many of them no schedule takes up. Takes schedule.expiring."""
    past = recognitions[recognitions["month_left"] < 0]
    coming = recognitions[recognitions["month_left"] >= 0]
    if coming.empty:
        said = f"Trong {month_count} tháng tới không có công nhận nào hết hạn"
    else:
        open_count = int((~coming["is_scheduled"].fillna(False).astype(bool)).sum())
        said = f"Trong {month_count} tháng tới có {words.number(len(coming))} công nhận hết hạn, " + (
            f"{words.number(open_count)} chưa có lịch đánh giá lại"
            if open_count
            else "đều đã có lịch đánh giá lại"
        )
    if not past.empty:
        said += f"; {words.number(len(past))} công nhận đã hết hạn mà chưa có công nhận mới"
    return said + "."


def _rate(by_standard: pd.DataFrame) -> tuple[int, float | None, float | None]:
    """Reported items and both ends of the rate, of all standards of the one framework together."""
    reported, done, review = (
        int(by_standard[name].sum()) for name in ("reported_count", "done_count", "needs_review_count")
    )
    return (reported, done / reported, (done + review) / reported) if reported else (0, None, None)


def completion(by_standard: pd.DataFrame, *, school_year: str | None = None) -> str:
    """How much is done, and how much of that is unsure. Takes completion.by_standard."""
    planned = int(by_standard["planned_count"].sum()) if not by_standard.empty else 0
    if not planned:
        return f"{_year(school_year)} chưa có kế hoạch cải tiến nào. Trường nộp kế hoạch ở {UPLOAD}."
    first = by_standard.iloc[0]
    start = f"Năm học {first['school_year']}, theo {words.framework(first['framework_code'])}, "
    reported, low, high = _rate(by_standard)
    silent, review = int(by_standard["no_data_count"].sum()), int(by_standard["needs_review_count"].sum())
    if not reported:
        return start + f"các trường lập kế hoạch {words.number(planned)} mục, kết quả {words.NO_DATA}."
    said = (
        start
        + f"đã hoàn thành {words.percent_range(low, high)} trong {words.number(reported)} mục có báo cáo"
    )
    unsure = [f"{words.number(review)} mục cần rà soát"] if review else []
    unsure += [f"{words.number(silent)} mục {words.NO_DATA}"] if silent else []
    return said + (f"; còn {' và '.join(unsure)}." if unsure else ".")


def completion_of_all(by_year: pd.DataFrame) -> str:
    """The rate of each framework of one school year; they are never added up. Takes rows of completion.by_year."""
    rates = [
        f"{row.framework_schools} {words.percent_range(row.low_share, row.high_share)}"
        for row in by_year.dropna(subset=["low_share"]).itertuples(index=False)
    ]
    silent, review = (int(by_year[name].sum()) for name in ("planned_count", "needs_review_count"))
    silent -= int(by_year["reported_count"].sum())
    unsure = [f"{words.number(review)} mục cần rà soát"] if review else []
    unsure += [f"{words.number(silent)} mục {words.NO_DATA}"] if silent else []
    return f"Năm học {by_year.iloc[0]['school_year']} đã hoàn thành: {'; '.join(rates)} số mục có báo cáo" + (
        f". Còn {' và '.join(unsure)}." if unsure else "."
    )


def _most_persistent(persistent: pd.DataFrame) -> str:
    """The criterion that comes back in most schools, as the chart's first row has it, and how many others in as many."""
    runs = persistent.assign(is_current=persistent["is_current"].fillna(False).astype(bool))
    counted = (
        runs.groupby(["framework_code", "criterion_code", "criterion_name"], sort=False)
        .agg(current=("is_current", "sum"), all=("is_current", "size"))
        .sort_values(["current", "all"], ascending=False, kind="stable")
    )
    (framework, code, name), count = counted.index[0], int(counted["current"].iloc[0])
    alike = int((counted["current"] == count).sum()) - 1
    others = f"; {words.number(alike)} tiêu chí khác cũng vậy" if alike else ""
    return (
        f"tiêu chí {code} {words.escape_markdown(name)}"
        f" ({words.framework(framework)}, {words.number(count)} trường{others})"
    )


def _runs_of_one_school(current: pd.DataFrame) -> str:
    """A single school's weaknesses by name, the oldest first; of many, the first three."""
    runs = list(current.sort_values("year_count", ascending=False, kind="stable").itertuples(index=False))
    named = [
        f"{run.criterion_code} {words.escape_markdown(run.criterion_name)} ({run.year_count} năm học)"
        for run in runs[:3]
    ]
    more = f" và {words.number(len(runs) - 3)} tiêu chí khác" if len(runs) > 3 else ""
    return f"{words.number(len(runs))} điểm yếu lặp lại nhiều năm học liền: {'; '.join(named)}{more}"


def weaknesses(persistent: pd.DataFrame, common: pd.DataFrame, *, school_year: str | None = None) -> str:
    """What comes back in one school, and what many schools share. Takes weaknesses.persistent and weaknesses.common."""
    if common.empty and persistent.empty:
        return (
            f"{_year(school_year)} chưa có kế hoạch cải tiến nào để so sánh. Trường nộp kế hoạch ở {UPLOAD}."
        )
    current = persistent[persistent["is_current"].fillna(False).astype(bool)]
    if current.empty:
        said = "Không có điểm yếu nào lặp lại từ hai năm học liền trở lên."
    elif persistent["school_code"].nunique() == 1:
        said = f"{words.escape_markdown(current.iloc[0]['school_name'])} có {_runs_of_one_school(current)}."
    else:
        said = (
            f"Có {words.number(len(current))} điểm yếu lặp lại từ hai năm học liền trở lên"
            f" ở {words.number(current['school_code'].nunique())} trường, nhiều nhất là {_most_persistent(persistent)}."
        )
    if common.empty:
        return said
    top = common.sort_values(["school_count", "school_share"], ascending=False, kind="stable").iloc[0]
    return said + (
        f" Năm học {top['school_year']}, điểm yếu chung nhất là tiêu chí {top['criterion_code']}"
        f" {words.escape_markdown(top['criterion_name'])} ({words.framework(top['framework_code'])}):"
        f" {words.number(top['school_count'])}"
        f" trong {words.number(top['plan_school_count'])} trường cấp {top['level_name'].lower()}."
    )


def overdue(by_obligation: pd.DataFrame, by_school: pd.DataFrame, *, today: date) -> str:
    """How many reports are overdue, since when, and what comes. Takes reports.by_obligation and reports.by_school."""
    start = f"Tính đến {words.day(today)}, "
    if by_obligation.empty or not by_obligation["owed_count"].sum():
        return (
            start
            + "chưa có báo cáo nào trường phải nộp. Chuyên viên đặt hạn báo cáo và nạp lịch đánh giá ngoài."
        )
    late, soon = int(by_obligation["overdue_count"].sum()), int(by_obligation["due_soon_count"].sum())
    coming = f"; {words.number(soon)} báo cáo sắp đến hạn" if soon else ""
    hollow = int(by_school["hollow_count"].sum())
    coming += f"; {words.number(hollow)} bảng đã nộp cần đọc kỹ." if hollow else "."
    if not late:
        return start + "không có báo cáo nào quá hạn" + coming
    worst = by_obligation.sort_values("overdue_count", ascending=False, kind="stable").iloc[0]
    said = (
        f"{words.number(late)} báo cáo của {words.number((by_school['overdue_count'] > 0).sum())} trường đã quá hạn,"
        f" lâu nhất {words.number(by_school['longest_late_days'].max())} ngày"
    )
    most = (
        f"; nhiều nhất là {words.escape_markdown(worst['short_name'])}:"
        f" {words.number(worst['overdue_count'])} trong {words.number(worst['owed_count'])} trường phải nộp"
    )
    return start + said + most + coming


def hand_in(revisions: pd.DataFrame, *, school_name: str | None = None) -> str:
    """What has been handed in so far. Takes hand_ins.revisions, newest first."""
    who = words.escape_markdown(school_name) if school_name else "Các trường"
    kept = revisions[revisions["withdrawn_at"].isna()]
    if kept.empty:
        return f"{who} chưa nộp bảng tính nào. Chọn tệp Excel hoặc Word ở dưới để nộp."
    last = kept.iloc[0]
    kind = words.kind_word(last["kind"])
    return (
        f"{who} đã nộp {words.number(len(kept))} bảng tính;"
        f" gần nhất là {kind[:1].lower()}{kind[1:]}, lúc {words.moment(last['recorded_at'])}."
    )


def hollow(by_school: pd.DataFrame, by_concern: pd.DataFrame, plans: pd.DataFrame) -> str:
    """What to read again. Takes hollow.by_school, hollow.by_concern and hollow.plans."""
    if by_school.empty:
        return f"Chưa có kế hoạch hay kết quả nào để đọc kỹ. Các trường nộp ở {UPLOAD}."
    year = by_school["school_year"].iloc[0]
    count, checked = int(by_school["concern_line_count"].sum()), int(by_school["checked_line_count"].sum())
    if not count:
        return f"Năm học {year}: đã xét {words.number(checked)} dòng, chưa thấy dòng nào cần đọc kỹ."
    # A reason is told once for plans and results together, as its bar is.
    top = (
        by_concern.groupby("concern", sort=False)["line_count"]
        .sum()
        .sort_values(ascending=False, kind="stable")
    )
    said = (
        f"Năm học {year}: {words.number(count)} trong {words.number(checked)} dòng cần đọc kỹ; nhiều nhất là"
        f" {words.concern_word(top.index[0])} ({words.number(top.iloc[0])} dòng)"
    )
    lines = int(plans["line_count"].sum()) if not plans.empty else 0
    if not lines:
        return f"{said}."
    supervised, planned = int(plans["supervision_count"].sum()), plans["school_year"].iloc[0]
    of_plans = "dòng kế hoạch" if planned == year else f"dòng kế hoạch {planned}"
    return f"{said}; {words.number(supervised)}/{words.number(lines)} {of_plans} có biện pháp giám sát."


def overview(
    *,
    evaluations: pd.DataFrame,
    by_year: pd.DataFrame,
    persistent: pd.DataFrame,
    by_obligation: pd.DataFrame,
    today: date,
) -> str:
    """The four answers in one sentence, the most urgent first. `by_year`: completion.by_year of one school year."""
    parts = []
    late = int(by_obligation["overdue_count"].sum()) if not by_obligation.empty else 0
    parts.append(f"{words.number(late)} báo cáo quá hạn" if late else "không có báo cáo nào quá hạn")
    parts.append(
        "chưa có lịch đánh giá ngoài"
        if evaluations.empty
        else f"{words.number(evaluations['school_code'].nunique())} trường được đánh giá ngoài"
        f" trong năm học {evaluations['school_year'].max()}"
    )
    known = by_year.dropna(subset=["low_share"])
    rates = [
        f"{row.framework_schools} {words.percent_range(row.low_share, row.high_share)}"
        for row in known.itertuples(index=False)
    ]
    parts.append(
        f"đã hoàn thành {', '.join(rates)} mục có báo cáo năm học {known.iloc[0]['school_year']}"
        if rates
        else f"tỉ lệ hoàn thành {words.NO_DATA}"
    )
    current = int(persistent["is_current"].fillna(False).sum()) if not persistent.empty else 0
    parts.append(f"{words.number(current)} điểm yếu lặp lại" if current else "chưa thấy điểm yếu lặp lại")
    return f"Tính đến {words.day(today)}: {'; '.join(parts)}."
