-- question: Qua các năm học, có bao nhiêu điểm yếu lặp lại?
-- params: level, ownership, ward, school
-- returns: school_year, persistent_count, school_count
-- grain: one row per school year for which a chosen school has a plan
-- note: shows every school year, whichever is chosen. persistent_count counts pairs of school and criterion that stood
--   in the plan of that school year and of the one before; school_count the schools among them. Null where it cannot be
--   known: no school has plans of both school years under one framework.
with school as materialized (
    select * from lens.chosen_school($level, $ownership, $ward, $school)
),
plan as (
    select school_code, framework_code, school_year, cast(left(school_year, 4) as integer) as start_year
    from lens.revision join school using (school_code)
    where kind = 'plan' and is_current
),
comparable as (
    select
        plan.school_year, plan.start_year,
        bool_or(earlier.school_code is not null) as has_earlier
    from plan
    left join plan as earlier
        on earlier.school_code = plan.school_code and earlier.framework_code = plan.framework_code
        and earlier.start_year = plan.start_year - 1
    group by all
),
run as (
    select weakness_run.* from lens.weakness_run join school using (school_code)
)
select
    school_year,
    case when has_earlier then cast(count(school_code) as integer) end as persistent_count,
    case when has_earlier then cast(count(distinct school_code) as integer) end as school_count
from comparable
left join run on start_year between first_start_year + 1 and last_start_year
group by school_year, has_earlier
order by school_year
