-- question: Những tiêu chí nào còn ngăn từng trường đạt Mức kế tiếp?
-- params: school_year, framework, step, criterion, standing, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, school_year, framework_code, standing, next_level, blocking_count,
--   criterion_code, criterion_name, is_mandatory, level_no, needed_level, is_choice, is_only, plan_school_year,
--   planned_state, weakness, weakness_school_year, file_name, sheet, first_row, revision_id, is_counted, line_no,
--   cells, recorded_at, recorded_by
-- grain: one row per school and criterion that stands between it and its next Mức
-- note: null framework, step (the next Mức), criterion and standing are all. level_no is null where the self-evaluation
--   does not say it clearly. is_choice: any of these, as many as lack. The plan is the newest one of the same framework
--   from the year of the self-evaluation on; the weakness the newest one that the school wrote.
--   is_counted: of the choices so many as lack, the first ones; with the others they add up to blocking_count.
with blocker as materialized (
    select *
    from lens.level_blocker($school_year, $level, $ownership, $ward, $school)
    where ($framework is null or framework_code = $framework) and ($step is null or next_level = $step)
        and ($criterion is null or criterion_code = $criterion) and ($standing is null or standing = $standing)
),
plan as (
    select
        school_code, framework_code, criterion_code, max(item.school_year) as plan_school_year,
        arg_max(state, item.school_year) as planned_state
    from lens.planned_item as item
    join blocker using (school_code, framework_code, criterion_code)
    where item.school_year >= blocker.school_year and coalesce(item.school_year <= $school_year, true)
    group by all
),
weakness as (
    select
        school_code, framework_code, criterion_code, school_year as weakness_school_year,
        string_agg(text, chr(10) order by revision_id, line_no) as weakness
    from lens.finding
    where finding = 'weakness' and coalesce(school_year <= $school_year, true)
    group by school_code, framework_code, criterion_code, school_year
    qualify row_number() over (
        partition by school_code, framework_code, criterion_code order by school_year desc
    ) = 1
)
select
    school_code, school_name, blocker.level, ward, school_year, framework_code, standing, next_level, blocking_count,
    criterion_code, criterion.name as criterion_name, blocker.is_mandatory, level_no, needed_level, is_choice, is_only,
    plan_school_year, planned_state, weakness, weakness_school_year, file_name, sheet, first_row, revision_id,
    coalesce(
        row_number() over (partition by school_code order by is_choice, standard_no, position) <= blocking_count, false
    ) as is_counted,
    line_no, cells, recorded_at, recorded_by
from blocker
join law.criterion using (framework_code, criterion_code)
left join plan using (school_code, framework_code, criterion_code)
left join weakness using (school_code, framework_code, criterion_code)
left join (
    select revision_id, criterion_code, sheet, first_row, line_no, cells from lens.self_evaluation
) using (revision_id, criterion_code, sheet, first_row)
left join (select revision_id, recorded_at, recorded_by from lens.revision) using (revision_id)
order by school_name collate vi, school_code, standard_no, position
