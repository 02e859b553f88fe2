-- question: Những năm học nào đã có dữ liệu?
-- params: level, ownership, ward, school
-- returns: school_year, plan_count, result_count, evaluation_count
-- grain: one row per school year with a plan, results or a schedule, and one for the school year of the lens's day
-- note: counts current plans and results tables, and schools on the current schedule; zero is a real zero
with handed_in as (
    select school_year, kind
    from lens.revision
    join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
    where is_current
    union all
    select school_year, 'visit' from lens.chosen_evaluation($level, $ownership, $ward, $school)
    union all
    select current_school_year, null from lens.moment
)
select
    school_year,
    cast(count(*) filter (where kind = 'plan') as integer) as plan_count,
    cast(count(*) filter (where kind = 'results') as integer) as result_count,
    cast(count(*) filter (where kind = 'visit') as integer) as evaluation_count
from handed_in
group by school_year
order by school_year desc
