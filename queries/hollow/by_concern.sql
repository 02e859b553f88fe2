-- question: Có bao nhiêu dòng cần đọc kỹ, vì lí do gì?
-- params: school_year, level, ownership, ward, school
-- returns: school_year, kind, concern, line_count, school_count, checked_line_count, checked_school_count
-- grain: one row per kind of table and reason to read a line again, the reason with the most lines first
-- note: null school_year is the newest one with a results table, else with a plan. A line may have several reasons.
--   checked counts are those of all lines of that kind with a text that can be checked.
with line as (
    select school_code, school_year, 'results' as kind, revision_id, line_no from lens.result_check
    union all
    select school_code, school_year, 'plan' as kind, revision_id, line_no from lens.plan_check
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
    select
        kind, cast(count(*) as integer) as checked_line_count,
        cast(count(distinct school_code) as integer) as checked_school_count
    from chosen_line join chosen_year using (school_year)
    group by kind
)
select
    school_year, kind, concern,
    cast(count(*) as integer) as line_count, cast(count(distinct school_code) as integer) as school_count,
    any_value(checked_line_count) as checked_line_count, any_value(checked_school_count) as checked_school_count
from lens.line_concern
join chosen_year using (school_year)
join checked using (kind)
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
group by school_year, kind, concern
order by line_count desc, kind, concern
