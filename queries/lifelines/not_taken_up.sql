-- question: Khuyến nghị nào của đoàn đánh giá ngoài chưa có kế hoạch nào đưa vào?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, school_year, framework_code, criterion_code, criterion_name, theme_code,
--   theme_name, plan_state, text, file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by
-- grain: one row per recommendation without a line in a plan of the same or a later school year, the oldest first
-- note: recommendations and plans of school years up to school_year; null is all of them. plan_state says how sure that is:
--   missed, other_theme, waiting, unclear.
select
    school_code, school_name, level, ward, asked.school_year, framework_code, criterion_code,
    criterion.name as criterion_name, theme_code, theme.name as theme_name, plan_state, text, file_name, sheet, first_row,
    cells, revision_id, line_no, recorded_at, recorded_by
from lens.not_taken_up($school_year) as asked
join (select revision_id, recorded_at, recorded_by from lens.revision) using (revision_id)
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
left join law.criterion using (framework_code, criterion_code)
left join law.theme using (theme_code)
order by
    list_position(['missed', 'other_theme', 'unclear', 'waiting'], plan_state), asked.school_year,
    school_name collate vi, school_code, revision_id, line_no
