-- question: Các điểm yếu tập trung ở chủ đề nào?
-- params: school_year, level, ownership, ward, school
-- returns: theme_code, theme_name, line_count, school_count, first_school_year, last_school_year, open_count, planned_count,
--   in_work_count, unclear_count, silent_count, back_count, solved_count
-- grain: one row per theme with a lifeline, the most that somebody has to see to first; theme null, no theme known, last
-- note: told from the tables of school years up to school_year; null is all of them.
select
    theme_code, theme.name as theme_name,
    cast(count(*) as integer) as line_count, cast(count(distinct school_code) as integer) as school_count,
    min(first_school_year) as first_school_year, max(last_school_year) as last_school_year,
    lens.state_count(status, 'open') as open_count,
    lens.state_count(status, 'planned') as planned_count,
    lens.state_count(status, 'in_work') as in_work_count,
    lens.state_count(status, 'unclear') as unclear_count,
    lens.state_count(status, 'silent') as silent_count,
    lens.state_count(status, 'back') as back_count,
    lens.state_count(status, 'solved') as solved_count
from lens.lifeline($school_year)
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
left join law.theme using (theme_code)
group by theme_code, theme.name, position
order by theme_code is null, count(*) filter (where status in ('back', 'open', 'silent', 'unclear')) desc, line_count desc, position nulls last
