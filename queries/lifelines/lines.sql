-- question: Mỗi điểm yếu của từng trường đã đi đến đâu?
-- params: school_year, level, ownership, ward, school
-- returns: lifeline_id, school_code, school_name, level, ward, framework_code, criterion_code, criterion_name, theme_code,
--   theme_name, lifeline_status, raised_by, first_school_year, last_raised_year, last_planned_year, last_school_year,
--   last_state, year_count
-- grain: one row per lifeline: school, framework, criterion and theme; those that are not solved first
-- note: told from the tables of school years up to school_year; null is all of them. year_count counts the school years in
--   which it stands in any table. criterion or theme is null where no text says it.
select
    lifeline_id, school_code, school_name, level, ward, framework_code, criterion_code, criterion.name as criterion_name,
    theme_code, theme.name as theme_name, status as lifeline_status, raised_by, first_school_year, last_raised_year,
    last_planned_year, last_school_year, last_state, year_count
from lens.lifeline($school_year)
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
left join law.criterion using (framework_code, criterion_code)
left join law.theme using (theme_code)
order by
    list_position(['back', 'open', 'silent', 'unclear', 'planned', 'in_work', 'solved'], status), year_count desc,
    school_name collate vi, school_code, framework_code, standard_no, criterion.position, criterion_code, theme.position
