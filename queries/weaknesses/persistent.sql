-- question: Trường nào có tiêu chí phải cải tiến nhiều năm học liền?
-- params: school_year, year_count, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, framework_code, criterion_code, criterion_name, first_school_year,
--   last_school_year, year_count, last_state, is_current
-- grain: one row per school, criterion and unbroken run of at least year_count school years in its plans
-- note: runs are told up to school_year; null is the newest one with a plan. is_current: the run reaches the newest
--   school year up to then for which any of the chosen schools has a plan. A kept strength is no weakness; a change of
--   framework ends a run. last_state is the state in the run's last school year.
select
    school_code, school_name, level, ward, framework_code, criterion_code, criterion.name as criterion_name,
    first_school_year, last_school_year, year_count, state as last_state, is_current
from lens.chosen_run($school_year, $level, $ownership, $ward, $school)
join lens.planned_item as last_item
    using (school_code, framework_code, criterion_code)
left join law.criterion using (framework_code, criterion_code)
where last_item.school_year = last_school_year and year_count >= $year_count
order by is_current desc, year_count desc, school_name collate vi, school_code, framework_code, standard_no, position
