-- question: Qua các năm học, tỉ lệ hoàn thành thay đổi thế nào?
-- params: level, ownership, ward, school
-- returns: school_year, framework_code, framework_name, framework_schools, planned_count, reported_count, done_count,
--   needs_review_count, low_share, high_share
-- grain: one row per school year and framework with planned items; never added across frameworks
-- note: shows every school year, whichever is chosen; within a year from the youngest pupils' schools upwards
with place as (
    select framework_code, min(position) as place
    from law.framework_scope join law.school_level using (level)
    group by framework_code
)
select
    school_year, framework_code, framework.name as framework_name, schools as framework_schools,
    cast(count(*) as integer) as planned_count,
    lens.reported_count(state) as reported_count,
    lens.state_count(state, 'done') as done_count,
    lens.state_count(state, 'needs_review') as needs_review_count,
    lens.low_share(state) as low_share,
    lens.high_share(state) as high_share
from lens.planned_item
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
join law.framework using (framework_code)
join place using (framework_code)
group by all
order by school_year, min(place), framework_code
