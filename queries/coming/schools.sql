-- question: Công nhận của trường nào hết hạn trong năm năm tới, và đã có lịch đánh giá lại chưa?
-- params: half, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, kind, grade, decision_number, signed_on, expires_on, is_expiry_printed,
--   is_lapsed, expiry_year, term, register_by_on, visit_starts_on, visit_ends_on, is_scheduled, revision_id,
--   line_no, file_name, sheet, first_row, cells, recorded_at, recorded_by
-- grain: one row per open school and kind of recognition that expires within five years or has expired
-- note: half is one of coming.expiries, null chooses all. register_by_on goes back from the expiry by the months of the obligation counted
--   back from it. The visit is the one on a current schedule that renews it, null without one; a month is a window.
select
    school_code, school_name, level, ward, kind, grade, decision_number, signed_on, expires_on, is_expiry_printed,
    is_lapsed, expiry_year, term, register_by_on, visit_starts_on, visit_ends_on,
    visit_starts_on is not null as is_scheduled, revision_id, line_no, file_name, sheet, first_row, cells, recorded_at, recorded_by
from lens.renewal
semi join lens.chosen_school($level, $ownership, $ward, $school) as chosen using (school_code)
left join lens.taken_up using (recognition_id)
left join lens.recognition_source using (recognition_id)
where expires_on <= as_of_on + interval 5 year
    and ($half is null or half = $half)
order by expires_on, school_name collate vi, school_code, kind
