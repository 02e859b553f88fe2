-- question: Các kế hoạch đã viết gì về điểm yếu này qua từng năm học?
-- params: school_year, framework, criterion, level, ownership, ward, school
-- returns: school_code, school_name, school_year, framework_code, criterion_code, criterion_name, target, action,
--   time_text, state, file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by
-- grain: one row per plan line that improves something, of school_year and the school years before it
-- note: null school_year is all of them; null framework and criterion are all. state is that of the criterion in that
--   school year, for all its lines together.
select
    school_code, school_name, school_year, framework_code, criterion_code, criterion.name as criterion_name,
    target, action, time_text, state, file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by
from lens.plan_line
join (select revision_id, recorded_at, recorded_by from lens.revision) as handed_in using (revision_id)
join lens.planned_item using (school_code, school_year, framework_code, criterion_code)
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
left join law.criterion using (framework_code, criterion_code)
where coalesce(line_kind, '') <> 'keep'
    and coalesce(school_year <= $school_year, true)
    and ($framework is null or framework_code = $framework)
    and ($criterion is null or criterion_code = $criterion)
order by school_name collate vi, school_code, framework_code, standard_no, position, school_year, line_no
