-- question: Tình trạng từng dòng kết quả dựa vào lời của ai, dòng nào còn cần rà soát?
-- params: school_year, step, level, ownership, ward, school
-- returns: school_code, school_name, school_year, framework_code, criterion_code, criterion_name, step, status,
--   suggested_status, said_status, said_at, said_by, confirmed_status, confirmed_at, confirmed_by, earlier_status,
--   earlier_source, earlier_at, earlier_revision_id, plan_initial, plan_adjusted, done_text, doing_text,
--   not_started_text, status_hint, revision_id, line_no, recorded_at, file_name, sheet, first_row, cells,
--   recorded_by
-- grain: one row per line of a current results table whose criterion was understood
-- note: null school_year is the newest one with lines, null step is all of them. step: open (nobody has said what the
--   text leaves unclear or empty), said (by the school alone), confirmed (by the office), clear (by the text); in this
--   order. earlier_*: what was said of an open line's words in another revision of the table; it does not count.
with line as (
    select
        *,
        case
            when status_source = 'office' then 'confirmed'
            when status_source = 'school' then 'said'
            when status in ('needs_review', 'no_data') then 'open'
            else 'clear'
        end as step
    from lens.result_line
    join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
    where criterion_code is not null
)
select
    school_code, school_name, line.school_year, framework_code, criterion_code, criterion.name as criterion_name,
    step, status, suggested_status, said_status, said_at, said_by, confirmed_status, confirmed_at, confirmed_by,
    earlier_status, earlier_source, earlier_at, earlier_revision_id, plan_initial, plan_adjusted, done_text,
    doing_text, not_started_text, status_hint, line.revision_id, line.line_no, revision.recorded_at, line.file_name, sheet,
    first_row, cells, revision.recorded_by
from line
join (select revision_id, recorded_at, recorded_by from lens.revision) as revision using (revision_id)
left join lens.earlier_word as earlier
    on step = 'open' and earlier.revision_id = line.revision_id and earlier.line_no = line.line_no
left join law.criterion using (framework_code, criterion_code)
where line.school_year = coalesce($school_year, (select max(school_year) from line))
    and ($step is null or step = $step)
order by
    case step when 'open' then 1 when 'said' then 2 when 'confirmed' then 3 else 4 end,
    school_name collate vi, school_code, line.revision_id, line.line_no
