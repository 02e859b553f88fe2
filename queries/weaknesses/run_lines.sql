-- question: Các điểm yếu lặp lại nhiều năm học liền được viết ở những dòng kế hoạch nào?
-- params: school_year, year_count, longest, run_state, framework, criterion, level, ownership, ward, school
-- returns: school_code, school_name, level, school_year, framework_code, criterion_code, criterion_name,
--   first_school_year, last_school_year, year_count, is_current, target, action, time_text, file_name, sheet, first_row,
--   cells, revision_id, line_no, recorded_at, recorded_by
-- grain: one row per plan line that improves something, inside a run of weaknesses.persistent
-- note: runs are those of weaknesses.persistent for the same school_year and year_count; longest leaves out longer ones.
--   run_state: current or ended; null run_state, longest, framework and criterion are all.
select
    school_code, school_name, level, line.school_year, framework_code, criterion_code, criterion.name as criterion_name,
    first_school_year, last_school_year, year_count, is_current,
    target, action, time_text, file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by
from lens.chosen_run($school_year, $level, $ownership, $ward, $school)
join lens.plan_line as line using (school_code, framework_code, criterion_code)
join (select revision_id, recorded_at, recorded_by from lens.revision) as handed_in using (revision_id)
left join law.criterion using (framework_code, criterion_code)
where line.school_year between first_school_year and last_school_year and coalesce(line_kind, '') <> 'keep'
    and year_count >= $year_count and coalesce(year_count <= $longest, true)
    and ($run_state is null or is_current = ($run_state = 'current'))
    and ($framework is null or framework_code = $framework)
    and ($criterion is null or criterion_code = $criterion)
order by school_name collate vi, school_code, framework_code, standard_no, position, line.school_year, line_no
