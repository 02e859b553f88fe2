-- question: Năm học này các trường cải tiến theo những bộ tiêu chí nào?
-- params: school_year, level, ownership, ward, school
-- returns: school_year, framework_code, framework_name, framework_schools, school_count, planned_count
-- grain: one row per framework that has planned items in the school year
-- note: null school_year is the newest one with planned items
with item as (
    select planned_item.*
    from lens.planned_item
    join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
)
select
    school_year, framework_code, name as framework_name, schools as framework_schools,
    cast(count(distinct school_code) as integer) as school_count,
    cast(count(*) as integer) as planned_count
from item
join law.framework using (framework_code)
where school_year = coalesce($school_year, (select max(school_year) from item))
group by all
order by school_count desc, framework_code
