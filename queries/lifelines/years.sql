-- question: Mỗi điểm yếu được nêu, đưa vào kế hoạch, báo cáo ra sao qua từng năm học?
-- params: school_year, level, ownership, ward, school
-- returns: lifeline_id, school_code, school_name, framework_code, criterion_code, theme_code, school_year, is_recommended,
--   is_weakness, is_planned, state
-- grain: one row per lifeline and school year in which it stands in a table
-- note: school years up to school_year; null is all of them. state is null where nothing was reported.
select
    lifeline_id, school_code, school_name, framework_code, criterion_code, theme_code, school_year, is_recommended,
    is_weakness, is_planned, state
from lens.lifeline_year($school_year) as lived
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
order by school_name collate vi, school_code, lifeline_id, lived.school_year
