-- The runs of weaknesses of the chosen schools, told up to a school year, null being the newest one with a plan. is_current: the
-- run reaches the newest school year up to then for which any of them has a plan.
create macro lens.chosen_run(school_year_, level_, ownership_, ward_, school_) as table
with school as materialized (
    select * from lens.chosen_school(level_, ownership_, ward_, school_)
),
newest as (
    select max(school_year) as school_year, cast(left(max(school_year), 4) as integer) as start_year
    from lens.revision join school using (school_code)
    where kind = 'plan' and is_current and coalesce(school_year <= school_year_, true)
)
select
    school_code, school_name, level, ward, framework_code, criterion_code, first_school_year,
    least(last_school_year, newest.school_year) as last_school_year,
    cast(least(last_start_year, newest.start_year) - first_start_year + 1 as integer) as year_count,
    last_school_year >= newest.school_year as is_current
from lens.weakness_run
join school using (school_code), newest
where first_start_year <= newest.start_year;
