-- question: Những dòng cần đọc kỹ viết gì, và giống với dòng nào?
-- params: school_year, kind, concern, level, ownership, ward, school
-- returns: school_code, school_name, school_year, kind, framework_code, criterion_code, criterion_name, concern,
--   shared_share, text, other_text, other_school_code, other_school_name, other_school_year, file_name, sheet, first_row,
--   cells, revision_id, line_no, recorded_at, recorded_by
-- grain: one row per line of a plan or results table and reason to read it again
-- note: null school_year is the newest one with a results table, else with a plan, as in the counts; null kind and concern
--   are all. other_text is the plan's for repeats_plan, the earlier line's for a copy, null otherwise.
with text as (
    select
        revision_id, line_no, criterion_code, done_text as text, concat_ws(' ', plan_initial, plan_adjusted) as own_plan,
        sheet, first_row, cells
    from lens.result_line
    union all by name
    select
        revision_id, line_no, criterion_code, concat_ws(chr(10), content, target, action) as text, sheet, first_row, cells
    from lens.plan_line
),
plan as (
    select school_code, school_year, framework_code, criterion_code,
        string_agg(concat_ws(chr(10), content, target, action), chr(10) order by line_no) as plan_text
    from lens.plan_line
    group by all
),
-- That of the counts: else a click on one of them would open another year's lines.
chosen_year as (
    select coalesce(
        $school_year, max(school_year) filter (where kind = 'results' and text is not null), max(school_year)
    ) as school_year
    from text
    join (select revision_id, school_code, school_year, kind from lens.revision) as revision using (revision_id)
    join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
),
found as (
    select
        line_concern.*, criterion_code, text.text, sheet, first_row, cells, school_name,
        if(concern = 'repeats_plan', coalesce(plan_text, own_plan), line_text.text) as other_text
    from lens.line_concern
    join text using (revision_id, line_no)
    left join plan using (school_code, school_year, framework_code, criterion_code)
    left join lens.line_text
        on line_text.revision_id = other_revision_id and line_text.line_no = other_line_no
    join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
)
select
    found.school_code, found.school_name, school_year, kind, framework_code, criterion_code,
    criterion.name as criterion_name, concern, shared_share, text, other_text, other_school_code,
    other.school_name as other_school_name, other_school_year, file_name, sheet, first_row, cells, revision_id, line_no,
    recorded_at, recorded_by
from found
join chosen_year using (school_year)
join (select revision_id, recorded_at, recorded_by from lens.revision) as handed_in using (revision_id)
left join law.criterion using (framework_code, criterion_code)
left join lens.school as other on other.school_code = other_school_code
where ($kind is null or kind = $kind) and ($concern is null or concern = $concern)
order by found.school_name collate vi, found.school_code, kind, revision_id, line_no, concern
