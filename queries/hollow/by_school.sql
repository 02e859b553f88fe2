-- question: Ở từng trường, những dòng nào cần đọc kỹ?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, school_year, checked_line_count, concern_line_count,
--   repeats_plan_count, copied_school_count, copied_year_count, empty_phrase_count, nothing_to_check_count
-- grain: one row per school with a plan or results of that school year, by name: no order of schools by what they wrote
-- note: null school_year is the newest one with a results table, else with a plan. A line with several reasons counts
--   once in concern_line_count. For attention only: the counts say where to read, not how good a school is.
with line as (
    select school_code, school_year, 'results' as kind from lens.result_check
    union all
    select school_code, school_year, 'plan' as kind from lens.plan_check
),
chosen_line as (
    select line.* from line join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
),
chosen_year as (
    select coalesce(
        $school_year, max(school_year) filter (where kind = 'results'), max(school_year)
    ) as school_year
    from chosen_line
),
checked as (
    select school_code, school_year, cast(count(*) as integer) as checked_line_count
    from chosen_line join chosen_year using (school_year)
    group by all
),
concern as (
    select
        school_code, school_year,
        cast(count(distinct (revision_id, line_no)) as integer) as concern_line_count,
        lens.state_count(concern, 'repeats_plan') as repeats_plan_count,
        lens.state_count(concern, 'copied_school') as copied_school_count,
        lens.state_count(concern, 'copied_year') as copied_year_count,
        lens.state_count(concern, 'empty_phrase') as empty_phrase_count,
        lens.state_count(concern, 'nothing_to_check') as nothing_to_check_count
    from lens.line_concern
    group by all
)
select
    school_code, school_name, level, ward, school_year, checked_line_count,
    coalesce(concern_line_count, 0) as concern_line_count,
    coalesce(repeats_plan_count, 0) as repeats_plan_count,
    coalesce(copied_school_count, 0) as copied_school_count,
    coalesce(copied_year_count, 0) as copied_year_count,
    coalesce(empty_phrase_count, 0) as empty_phrase_count,
    coalesce(nothing_to_check_count, 0) as nothing_to_check_count
from checked
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
left join concern using (school_code, school_year)
order by school_name collate vi, school_code
