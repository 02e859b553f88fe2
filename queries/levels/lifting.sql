-- question: Tiêu chí nào, nếu giải quyết được, giúp nhiều trường lên Mức kế tiếp nhất?
-- params: school_year, framework, step, level, ownership, ward, school
-- returns: framework_code, framework_schools, next_level, criterion_code, criterion_name, position, blocked_count,
--   choice_count, lifted_count, school_count
-- grain: one row per framework, next Mức and criterion that blocks at least one school; never added across frameworks
-- note: null framework and step (the next Mức) are all. Only schools whose Mức can be told. school_count: those with that next Mức; blocked_count: in how many of them
--   the criterion stands in the way, choice_count: in how many of these another one would do as well; lifted_count: how
--   many schools it alone would lift.
with blocker as materialized (
    select *
    from lens.level_blocker($school_year, $level, $ownership, $ward, $school)
    where standing = 'told' and ($framework is null or framework_code = $framework)
        and ($step is null or next_level = $step)
),
-- Every school that is told and has a next Mức has a criterion before it.
told as (
    select framework_code, next_level, cast(count(distinct school_code) as integer) as school_count
    from blocker
    group by all
)
select
    framework_code, schools as framework_schools, next_level, criterion_code, criterion.name as criterion_name, position,
    cast(count(*) as integer) as blocked_count,
    cast(count(*) filter (is_choice) as integer) as choice_count,
    cast(count(*) filter (is_only) as integer) as lifted_count,
    school_count
from blocker
join told using (framework_code, next_level)
join law.framework using (framework_code)
join law.criterion using (framework_code, criterion_code)
group by framework_code, schools, next_level, criterion_code, criterion.name, standard_no, position, school_count
order by school_count desc, framework_code, next_level, lifted_count desc, blocked_count desc, standard_no, position
