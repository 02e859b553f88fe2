-- question: Những dòng nào của kế hoạch và kết quả đã được đọc kỹ, mỗi dòng ghi đủ gì?
-- params: school_year, kind, level, ownership, ward, school
-- returns: school_code, school_name, school_year, kind, framework_code, criterion_code, criterion_name, text,
--   has_solution, has_start, has_finish, has_people, has_budget, has_supervision, is_measurable, file_name, sheet,
--   first_row, cells, revision_id, line_no, recorded_at, recorded_by
-- grain: one row per line of a plan, and per line of results that says something was done
-- note: null school_year is the newest one with a results table, else with a plan; null kind is both. What a line says
--   (has_*, is_measurable) is told of plans alone.
with line as (
    select * exclude (done_text, status, repeat_share), done_text as text, 'results' as kind from lens.result_check
    union all by name
    select
        * exclude (target, action, responsible, time_text, budget_text, supervision),
        concat_ws(chr(10), target, action) as text, 'plan' as kind
    from lens.plan_check
),
chosen_line as (
    select line.*, school_name
    from line join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
)
select
    school_code, school_name, school_year, kind, framework_code, criterion_code, criterion.name as criterion_name, text,
    has_solution, has_start, has_finish, has_people, has_budget, has_supervision, is_measurable,
    file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by
from chosen_line
join (select revision_id, recorded_at, recorded_by from lens.revision) as handed_in using (revision_id)
left join law.criterion using (framework_code, criterion_code)
where school_year = coalesce(
        $school_year,
        (select coalesce(max(school_year) filter (where kind = 'results'), max(school_year)) from chosen_line)
    )
    and ($kind is null or kind = $kind)
order by school_name collate vi, school_code, kind, revision_id, line_no
