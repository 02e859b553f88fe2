-- question: Các điểm yếu lặp lại nhiều năm học liền được viết ở những dòng kế hoạch nào?
-- params: school_year, year_count, longest, run_state, framework, criterion, level, ownership, ward, school
-- returns: school_code, school_name, level, school_year, framework_code, criterion_code, criterion_name,
--   first_school_year, last_school_year, year_count, is_current, target, action, time_text, file_name, sheet, first_row,
--   cells, revision_id, line_no, recorded_at, recorded_by
-- grain: one row per plan line that improves something, inside a run of weaknesses.persistent
-- note: runs are those of weaknesses.persistent for the same school_year and year_count; longest leaves out longer ones.
--   run_state: current or ended; null run_state, longest, framework and criterion are all.
with school as materialized (
    select * from lens.chosen_school($level, $ownership, $ward, $school)
),
newest as (
    select max(school_year) as school_year, cast(left(max(school_year), 4) as integer) as start_year
    from lens.revision join school using (school_code)
    where kind = 'plan' and is_current and coalesce(school_year <= $school_year, true)
),
run as (
    select
        school_code, framework_code, criterion_code, first_school_year,
        least(last_school_year, newest.school_year) as last_school_year,
        cast(least(last_start_year, newest.start_year) - first_start_year + 1 as integer) as year_count,
        last_school_year >= newest.school_year as is_current
    from lens.weakness_run, newest
    where first_start_year <= newest.start_year
)
select
    school_code, school_name, level, line.school_year, framework_code, criterion_code, criterion.name as criterion_name,
    first_school_year, last_school_year, year_count, is_current,
    target, action, time_text, file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by
from run
join school using (school_code)
join lens.plan_line as line using (school_code, framework_code, criterion_code)
join (select revision_id, recorded_at, recorded_by from lens.revision) as handed_in using (revision_id)
left join law.criterion using (framework_code, criterion_code)
where line.school_year between first_school_year and last_school_year and coalesce(line_kind, '') <> 'keep'
    and year_count >= $year_count and coalesce(year_count <= $longest, true)
    and ($run_state is null or is_current = ($run_state = 'current'))
    and ($framework is null or framework_code = $framework)
    and ($criterion is null or criterion_code = $criterion)
order by school_name collate vi, school_code, framework_code, standard_no, position, line.school_year, line_no
