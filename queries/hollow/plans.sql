-- question: Kế hoạch của từng trường đã ghi đủ giải pháp, mốc thời gian, người, kinh phí, giám sát chưa?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, school_year, line_count, solution_count, start_count, finish_count,
--   people_count, budget_count, supervision_count, measurable_count
-- grain: one row per school with a plan of that school year
-- note: null school_year is the newest one with a plan. Each count is of the plan's lines that say it; present or absent,
--   nothing more.
with line as (
    select plan_check.*, school_name, level, ward
    from lens.plan_check join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
)
select
    school_code, school_name, level, ward, school_year,
    cast(count(*) as integer) as line_count,
    cast(count(*) filter (where has_solution) as integer) as solution_count,
    cast(count(*) filter (where has_start) as integer) as start_count,
    cast(count(*) filter (where has_finish) as integer) as finish_count,
    cast(count(*) filter (where has_people) as integer) as people_count,
    cast(count(*) filter (where has_budget) as integer) as budget_count,
    cast(count(*) filter (where has_supervision) as integer) as supervision_count,
    cast(count(*) filter (where is_measurable) as integer) as measurable_count
from line
where school_year = coalesce($school_year, (select max(school_year) from line))
group by all
order by school_name collate vi, school_code
