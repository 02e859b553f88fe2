-- question: Tiêu chí nào là điểm yếu chung của nhiều trường cùng cấp học?
-- params: school_year, level, ownership, ward, school
-- returns: school_year, level, level_name, framework_code, criterion_code, criterion_name, position, school_count,
--   plan_school_count, school_share
-- grain: one row per school level, framework and criterion that at least one school of the level has to improve
-- note: null school_year is the newest one with a plan. school_share is of plan_school_count: the level's schools with a
--   plan of that school year under that framework. A kept strength is no weakness.
with school as materialized (
    select * from lens.chosen_school($level, $ownership, $ward, $school)
),
plan as (
    select school_code, school_year, framework_code, level
    from lens.revision join school using (school_code)
    where kind = 'plan' and is_current
),
chosen_plan as (
    select * from plan where school_year = coalesce($school_year, (select max(school_year) from plan))
),
planning as (
    select level, framework_code, cast(count(*) as integer) as plan_school_count
    from chosen_plan
    group by all
),
weakness as (
    select school_year, level, framework_code, criterion_code, cast(count(*) as integer) as school_count
    from lens.planned_item
    join chosen_plan using (school_code, school_year, framework_code)
    where plan_line_count > 0 and not is_keep
    group by all
)
select
    school_year, level, school_level.name as level_name, framework_code,
    criterion_code, criterion.name as criterion_name, criterion.position,
    school_count, plan_school_count, school_count / plan_school_count as school_share
from weakness
join planning using (level, framework_code)
left join law.school_level using (level)
left join law.criterion using (framework_code, criterion_code)
order by school_level.position, framework_code, school_count desc, standard_no, criterion.position
