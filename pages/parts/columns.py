"""Which columns of an answer a page shows, in which order. The Excel file holds all of them."""

from __future__ import annotations

COLUMNS: dict[str, tuple[str, ...]] = {
    "schedule.evaluations": (
        "school_name", "level", "time_text", "starts_on", "ends_on", "asks_kdcl", "asks_cqg",
        "dossier_state", "dossier_due_early", "dossier_due_late", "dossier_received_on",
    ),
    "schedule.expiring": (
        "expires_on", "month_left", "school_name", "level", "kind", "grade", "register_by_on", "is_scheduled",
        "decision_number", "signed_on", "file_name", "sheet", "first_row", "revision_id",
    ),
    "completion.by_standard": (
        "standard_no", "standard_name", "low_share", "high_share", "planned_count", "reported_count", "done_count",
        "needs_review_count", "in_progress_count", "not_started_count", "no_data_count", "school_count",
    ),
    "completion.by_criterion": (
        "criterion_code", "criterion_name", "low_share", "high_share", "planned_count", "reported_count", "done_count",
        "needs_review_count", "in_progress_count", "not_started_count", "no_data_count", "school_count",
    ),
    "completion.by_school": (
        "school_name", "level", "ward", "low_share", "high_share", "planned_count", "reported_count", "done_count",
        "needs_review_count", "in_progress_count", "not_started_count", "no_data_count",
    ),
    "completion.by_year": (
        "school_year", "framework_name", "low_share", "high_share", "planned_count", "reported_count", "done_count",
        "needs_review_count",
    ),
    "completion.lines": (
        "school_name", "criterion_code", "status", "status_source", "target", "action", "done_text", "doing_text",
        "not_started_text", "status_at", "time_text", "responsible", "plan_file_name", "plan_sheet", "plan_first_row",
        "result_file_name", "result_sheet", "result_first_row",
    ),
    "completion.statuses": (
        "school_name", "criterion_code", "status", "said_status", "confirmed_status", "earlier_status", "plan_initial",
        "done_text", "doing_text", "not_started_text", "confirmed_at", "said_at", "file_name", "first_row",
    ),
    "weaknesses.persistent": (
        "school_name", "level", "criterion_code", "criterion_name", "framework_code", "year_count",
        "first_school_year", "last_school_year", "is_current", "last_state",
    ),
    "weaknesses.common": (
        "level_name", "criterion_code", "criterion_name", "school_count", "plan_school_count", "school_share",
        "framework_code",
    ),
    "weaknesses.lines": (
        "school_name", "school_year", "target", "action", "time_text", "state", "file_name", "sheet", "first_row",
    ),
    "weaknesses.run_lines": (
        "school_name", "criterion_code", "school_year", "target", "action", "time_text", "first_school_year",
        "last_school_year", "file_name", "sheet", "first_row", "revision_id",
    ),
    "schedule.lines": (
        "school_name", "level", "time_text", "starts_on", "ends_on", "asks_kdcl", "asks_cqg", "file_name", "sheet",
        "first_row", "revision_id",
    ),
    "hollow.checked": (
        "school_name", "kind", "criterion_code", "text", "has_solution", "has_start", "has_finish", "has_people",
        "has_budget", "has_supervision", "is_measurable", "file_name", "sheet", "first_row", "revision_id",
    ),
    "hollow.by_school": (
        "school_name", "level", "ward", "concern_line_count", "checked_line_count", "repeats_plan_count",
        "copied_school_count", "copied_year_count", "empty_phrase_count", "nothing_to_check_count",
    ),
    "hollow.lines": (
        "school_name", "kind", "criterion_code", "concern", "shared_share", "text", "other_text", "other_school_name",
        "other_school_year", "file_name", "sheet", "first_row",
    ),
    "hollow.plans": (
        "school_name", "level", "ward", "line_count", "solution_count", "start_count", "finish_count", "people_count",
        "budget_count", "supervision_count", "measurable_count",
    ),
    "coming.schools": (
        "expires_on", "school_name", "level", "kind", "grade", "register_by_on", "visit_starts_on", "visit_ends_on",
        "decision_number", "signed_on", "is_expiry_printed", "file_name", "sheet", "first_row", "revision_id",
    ),
    "coming.lapsing": (
        "expires_on", "school_name", "level", "kind", "grade", "outcome", "turn_starts_on", "turn_ends_on", "turn_source",
        "register_by_on",
    ),
    "coming.deadlines": (
        "school_name", "step_name", "due_early", "due_late", "step_state", "received_on", "copies", "done_by",
        "file_name", "sheet", "first_row", "revision_id",
    ),
    "coming.visits": (
        "school_name", "level", "time_text", "starts_on", "ends_on", "is_fixed", "is_past", "ready_on", "expires_on",
        "file_name", "sheet", "first_row", "revision_id",
    ),
    "coming.moves": (
        "school_name", "from_starts_on", "from_ends_on", "to_starts_on", "to_ends_on", "reason", "moved_at", "revision_id",
    ),
    "lifelines.lines": (
        "school_name", "criterion_code", "theme_name", "lifeline_status", "raised_by", "first_school_year",
        "last_raised_year", "last_planned_year", "last_state", "year_count", "criterion_name", "framework_code", "level",
    ),
    "lifelines.stages": (
        "school_name", "school_year", "criterion_code", "stage", "state", "text", "text_themes", "likeness_share",
        "file_name", "sheet", "first_row", "revision_id",
    ),
    "lifelines.not_taken_up": (
        "school_name", "school_year", "criterion_code", "theme_name", "plan_state", "text", "criterion_name", "file_name",
        "sheet", "first_row", "revision_id",
    ),
    "lifelines.answers_nothing": (
        "school_name", "criterion_code", "theme_name", "ground_state", "text", "criterion_name", "file_name", "sheet",
        "first_row", "revision_id",
    ),
    "lifelines.by_theme": (
        "theme_name", "line_count", "school_count", "back_count", "open_count", "silent_count", "unclear_count",
        "planned_count", "in_work_count", "solved_count", "first_school_year", "last_school_year",
    ),
    "lifelines.unplaced": (
        "school_name", "school_year", "stage", "text", "file_name", "sheet", "first_row", "revision_id",
    ),
    "schools.recognitions": (
        "kind", "grade", "expires_on", "is_expired", "is_newest", "signed_on", "decision_number", "is_expiry_printed",
    ),
    "hand_ins.lines": ("key_code", "key_text", "sheet", "first_row", "last_row"),
    "requests.lines": (
        "school_name", "asked_of", "support", "asked_in", "note", "budget_text", "budget_source", "waiting_days", "since_on",
        "reply", "addressee", "replied_at", "criterion_code", "state", "file_name", "sheet", "first_row", "revision_id",
    ),
    "requests.by_school": (
        "school_name", "level", "ward", "open_request_count", "longest_waiting_days", "request_count", "replied_count",
        "unclear_request_count", "budget_vnd", "known_amount_count", "unclear_amount_count", "unwritten_amount_count",
        "no_money_count", "line_count",
    ),
    "requests.by_source": (
        "budget_source", "budget_vnd", "known_amount_count", "unclear_amount_count", "line_count", "school_count",
    ),
    "levels.by_school": (
        "school_name", "standing", "reached_level", "next_level", "blocking_count", "unclear_criteria",
        "at_least_level", "at_most_level", "school_year", "framework_code",
    ),
    "levels.blocking": (
        "school_name", "criterion_code", "criterion_name", "level_no", "needed_level", "is_only", "is_choice",
        "planned_state", "plan_school_year", "weakness", "file_name", "sheet", "first_row", "revision_id",
    ),
    "levels.lines": (
        "school_name", "criterion_code", "criterion_name", "level_no", "file_name", "sheet", "first_row", "revision_id",
    ),
    "levels.lifting": (
        "criterion_code", "criterion_name", "blocked_count", "lifted_count", "choice_count", "school_count", "next_level",
        "framework_code",
    ),
    "crosswalk.continued": (
        "school_name", "from_criterion_code", "from_criterion_name", "first_school_year", "last_school_year", "answer",
        "to_criterion_code", "to_criterion_name", "next_first_school_year", "next_last_school_year",
    ),
    "crosswalk.pairs": (
        "from_criterion_code", "from_criterion_name", "answer", "to_criterion_code", "to_criterion_name", "note",
    ),
    "crosswalk.coverage": (
        "from_framework_code", "to_framework_code", "criterion_count", "answered_count", "same_count", "part_count",
        "none_count", "to_criterion_count", "met_criterion_count",
    ),
    "reports.register": (
        "school_name", "short_name", "school_year", "due_late", "state", "late_days", "received_on", "level", "ward",
        "arrival", "revision_id", "ground", "waiver_reason", "waived_until", "concern_line_count", "line_count",
        "successor_name",
    ),
    "reports.entries": (
        "entry", "school_name", "short_name", "school_year", "received_on", "document_number", "reason", "until_on",
        "is_in_force", "entered_at",
    ),
    "reports.letters": ("obligation_name", "school_year", "due_on", "warn_from", "is_by_letter", "document_number"),
    "reports.by_obligation": (
        "obligation_name", "school_year", "due_late", "owed_count", "overdue_count", "due_soon_count",
        "hollow_count", "received_late_count", "received_count", "waived_count", "ended_count", "not_due_count",
    ),
    "reports.by_school": (
        "school_name", "level", "ward", "overdue_count", "longest_late_days", "due_soon_count", "hollow_count",
        "received_late_count", "received_count", "waived_count", "ended_count", "not_due_count", "owed_count",
    ),
    "hand_ins.revisions": (
        "revision_id", "recorded_at", "school_name", "kind", "school_year", "hand_in_state", "row_count",
        "warning_count", "accepted_at", "withdrawn_at", "withdrawn_reason", "document_number", "file_name",
    ),
    "hand_ins.problems": ("level", "sheet", "cell", "message"),
}  # fmt: skip

# What nobody has said yet is no column.
ONLY_WHEN_FILLED = {
    "reply", "replied_at", "note", "addressee",
    "has_solution", "has_start", "has_finish", "has_people", "has_budget", "has_supervision", "is_measurable",
    "status_source", "status_at", "said_status", "said_at", "confirmed_status", "confirmed_at", "earlier_status",
    "accepted_at", "withdrawn_at", "withdrawn_reason", "likeness_share",
    "waiver_reason", "waived_until", "concern_line_count", "line_count", "successor_name",
    "weakness", "unclear_criteria", "at_least_level", "at_most_level", "arrival", "revision_id", "received_on",
    "file_name", "sheet", "first_row",
}  # fmt: skip
# Where texts stand in narrower columns than elsewhere.
WIDTHS: dict[str, dict[str, int]] = {
    "reports.entries": {"reason": 390, "short_name": 130},
    "requests.lines": {"support": 320, "addressee": 210},
    "coming.lapsing": {"outcome": 195, "level": 130, "kind": 120, "turn_source": 150},
    "coming.deadlines": {"step_name": 235, "copies": 285, "done_by": 150},
    "coming.moves": {"reason": 430},
    "completion.statuses": dict.fromkeys(
        ("plan_initial", "done_text", "doing_text", "not_started_text"), 250
    ),
    "levels.by_school": dict.fromkeys(("at_least_level", "at_most_level"), 125),
    "levels.blocking": {"weakness": 300, "criterion_name": 220},
    "crosswalk.continued": dict.fromkeys(("from_criterion_name", "to_criterion_name"), 200),
    "crosswalk.pairs": {"from_criterion_name": 380, "to_criterion_name": 380, "note": 160},
}

# Where a heading means something else in one answer than in the others.
LABELS: dict[str, dict[str, str]] = {
    "hand_ins.revisions": {
        "warning_count": "Cần xem lại",
    },
    "hand_ins.problems": {"level": "Mức"},
    "requests.by_school": {"line_count": "Số dòng kế hoạch"},
    "requests.lines": {"support": "Xin gì"},
    "reports.register": {"line_count": "Số dòng của bảng"},
    "coming.deadlines": {"due_late": "Hạn muộn nhất"},
    "lifelines.lines": {"year_count": "Số năm", "first_school_year": "Nêu từ"},
    "lifelines.stages": {"text": "Bảng viết"},
    "lifelines.by_theme": {"line_count": "Số điểm yếu", "planned_count": "Đã có kế hoạch"},
    "lifelines.unplaced": {"text": "Bảng viết"},
    "lifelines.not_taken_up": {"text": "Khuyến nghị"},
    "lifelines.answers_nothing": {"text": "Dòng kế hoạch"},
    "completion.statuses": {"confirmed_status": "Đã xác nhận"},
}
