-- question: Hết năm học, mỗi trường còn những tiêu chí nào chưa xong hoặc chưa rõ?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, school_year, framework_code, criterion_code, criterion_name, position, state,
--   target, action
-- grain: one row per school and criterion of its plan or results that is not known to be done
-- note: null school_year is the newest one with items. target and action are those of all lines of the criterion, one
--   below the other; null where only the results name it.
with item as (
    select planned_item.*, school_name
    from lens.planned_item
    join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
),
chosen as (
    select coalesce($school_year, max(school_year)) as school_year from item
),
line as (
    select
        school_code, school_year, framework_code, criterion_code,
        string_agg(target, chr(10) order by line_no) as target,
        string_agg(action, chr(10) order by line_no) as action
    from lens.plan_line
    group by all
)
select
    school_code, school_name, school_year, framework_code, criterion_code, criterion.name as criterion_name,
    position, state, target, action
from item
join chosen using (school_year)
left join line using (school_code, school_year, framework_code, criterion_code)
left join law.criterion using (framework_code, criterion_code)
where state <> 'done'
order by school_name collate vi, school_code, framework_code, standard_no, position
