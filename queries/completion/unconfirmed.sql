-- question: Bao nhiêu mục được tính theo lời trường báo mà chưa ai xác nhận?
-- params: school_year, level, ownership, ward, school
-- returns: school_year, framework_code, said_item_count, said_line_count, open_line_count
-- grain: one row per framework of a school year with such lines, or with lines that nobody has spoken on
-- note: null school_year is the newest one with results. said: the school's word alone; its items stand in the rates as
--   it says. open: what needs review still, or has no text at all.
with line as (
    select *
    from lens.result_line
    join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
    where criterion_code is not null
)
select
    school_year, framework_code,
    cast(count(distinct (school_code, criterion_code)) filter (where status_source = 'school') as integer)
        as said_item_count,
    cast(count(*) filter (where status_source = 'school') as integer) as said_line_count,
    cast(count(*) filter (where status in ('needs_review', 'no_data')) as integer) as open_line_count
from line
where school_year = coalesce($school_year, (select max(school_year) from line))
group by all
having said_line_count > 0 or open_line_count > 0
order by framework_code
