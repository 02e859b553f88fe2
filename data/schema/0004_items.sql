-- What was planned and how far it came. One row per school, school year and criterion: the plan and the
-- results are matched on the criterion, never on their wording. state is no_data when nothing was reported;
-- several result lines of one criterion count as done only when all are done. A criterion that only the results
-- name counts as planned too (plan_line_count 0): their form repeats the plan as first made and as adjusted.
create view lens.planned_item as
with planned as (
    select
        school_code, school_year, framework_code, criterion_code,
        cast(count(*) as integer) as plan_line_count,
        bool_and(coalesce(line_kind, '') = 'keep') as is_keep
    from lens.plan_line
    where criterion_code is not null
    group by all
),
reported as (
    select
        school_code, school_year, framework_code, criterion_code,
        cast(count(*) as integer) as result_line_count,
        case
            when bool_and(status = 'no_data') then 'no_data'
            when bool_or(status in ('needs_review', 'no_data')) then 'needs_review'
            when bool_and(status = 'done') then 'done'
            when bool_and(status = 'not_started') then 'not_started'
            else 'in_progress'
        end as state
    from lens.result_line
    where criterion_code is not null
    group by all
)
select
    school_code, school_year, framework_code, criterion_code,
    coalesce(plan_line_count, 0) as plan_line_count,
    coalesce(result_line_count, 0) as result_line_count,
    coalesce(is_keep, false) as is_keep,
    coalesce(state, 'no_data') as state
from planned
full join reported using (school_code, school_year, framework_code, criterion_code);

-- One row per school, criterion and unbroken run of school years in which the criterion stood in its plan as
-- something to improve. A change of framework ends a run: the same code means another thing.
create view lens.weakness_run as
with years as (
    select school_code, framework_code, criterion_code, school_year, cast(left(school_year, 4) as integer) as start_year
    from lens.planned_item
    where plan_line_count > 0 and not is_keep
),
numbered as (
    select *, start_year - row_number() over (
        partition by school_code, framework_code, criterion_code order by start_year
    ) as run_key
    from years
)
select
    school_code, framework_code, criterion_code,
    min(school_year) as first_school_year, max(school_year) as last_school_year,
    min(start_year) as first_start_year, max(start_year) as last_start_year
from numbered
group by school_code, framework_code, criterion_code, run_key;

-- The rule of the completion rate. The low end counts what needs review as not done, the high end as done; what
-- nobody reported is in neither end, and where nothing was reported there is no rate.
create macro lens.state_count(state, wanted) as cast(count(*) filter (where state = wanted) as integer);
create macro lens.reported_count(state) as cast(count(*) filter (where state <> 'no_data') as integer);
create macro lens.low_share(state) as
    count(*) filter (where state = 'done') / nullif(count(*) filter (where state <> 'no_data'), 0);
create macro lens.high_share(state) as
    count(*) filter (where state in ('done', 'needs_review')) / nullif(count(*) filter (where state <> 'no_data'), 0);

-- The items of one school year under one framework in the schools that the shared filters choose. One row per
-- school and criterion; a school that is silent has one row without a criterion and without a state. Silent is a
-- school in the framework's scope that was open at the end of that school year (or is on the lens's day) and has
-- no item of that year under any framework. Null school_year_: the newest year with items; null framework_: the
-- framework with the most schools in that year.
create macro lens.chosen_items(school_year_, framework_, level_, ownership_, ward_, school_) as table
with school as materialized (
    select * from lens.chosen_school(level_, ownership_, ward_, school_)
),
item as materialized (
    select planned_item.* from lens.planned_item join school using (school_code)
),
chosen_year as (
    select coalesce(school_year_, max(school_year)) as school_year from item
),
used_framework as (
    select school_year, framework_code, count(distinct school_code) as school_count
    from item
    where framework_code is not null
    group by all
),
chosen as (
    select
        school_year,
        coalesce(framework_, first(framework_code order by school_count desc, framework_code)) as framework_code
    from chosen_year left join used_framework using (school_year)
    group by school_year
),
silent as (
    select school_code, school_year, framework_code
    from chosen
    join law.framework_scope using (framework_code)
    join school using (level)
    cross join lens.moment
    join lens.school_version using (school_code)
    anti join item using (school_code, school_year)
    where least(as_of_on, make_date(cast(right(school_year, 4) as integer), 5, 31))
            between school_version.valid_from and school_version.valid_to
        and school_version.is_open
)
select
    school_year, framework_code, school_code, school_name, level, ward,
    criterion_code, plan_line_count, result_line_count, state
from (
    select
        school_code, school_year, framework_code, criterion_code, plan_line_count, result_line_count, state
    from item join chosen using (school_year, framework_code)
    union all
    select school_code, school_year, framework_code, null, 0, 0, null from silent
)
join school using (school_code);
