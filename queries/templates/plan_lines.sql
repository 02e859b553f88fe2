-- question: Kế hoạch đang dùng của mỗi trường gồm những dòng nào?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, school_year, framework_code, line_no, criterion_code, criterion_name,
--   criterion_text, content, target, action, responsible, time_text
-- grain: one row per line of a current plan, as it stands in the file
-- note: null school_year is the newest one with a plan. A line whose criterion was not understood has its text alone.
with line as (
    select plan_line.*, school_name
    from lens.plan_line
    join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
)
select
    school_code, school_name, school_year, framework_code, line_no, criterion_code,
    criterion.name as criterion_name, criterion_text, content, target, action, responsible, time_text
from line
left join law.criterion using (framework_code, criterion_code)
where school_year = coalesce($school_year, (select max(school_year) from line))
order by school_name collate vi, school_code, line_no
