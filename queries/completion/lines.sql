-- question: Trong kế hoạch và báo cáo kết quả, từng dòng viết gì?
-- params: school_year, framework, standard, criterion, state, level, ownership, ward, school
-- returns: school_code, school_name, school_year, framework_code, criterion_code, criterion_name, item_state, status,
--   suggested_status, said_status, confirmed_status, status_source, status_at, status_by, status_hint, target, action,
--   responsible, time_text, ends_on, done_text, doing_text, not_started_text, plan_file_name, plan_sheet, plan_first_row,
--   plan_cells, plan_recorded_at, plan_recorded_by, result_file_name, result_sheet, result_first_row, result_cells,
--   result_recorded_at, result_recorded_by, plan_revision_id, plan_line_no, result_revision_id, result_line_no
-- grain: one row per pair of a plan line and a result line: the n-th line of a criterion in the school's plan stands
--   beside the n-th line of that criterion in its results; one without a partner stands alone
-- note: null school_year is the newest one with lines; null framework, standard, criterion and state are all. item_state is
--   that of the criterion, all its lines together; state asks for it, "reported" for all but no_data. Without a result
--   line status is what the plan's own column says (TT57), else no_data. status_source says whose word the status of a
--   result line is: office, school, text; status_at and status_by when and who of them. A line whose criterion was not
--   understood is in no figure, so it is not here either.
with school as materialized (
    select school_code, school_name from lens.chosen_school($level, $ownership, $ward, $school)
),
item as materialized (
    select school_code, school_year, framework_code, criterion_code, state as item_state
    from lens.planned_item join school using (school_code)
),
handed_in as (
    select revision_id, recorded_at, recorded_by from lens.revision
),
plan as (
    select *, row_number() over (partition by revision_id, criterion_code order by line_no) as pair_no
    from lens.plan_line join handed_in using (revision_id)
    where criterion_code is not null
),
result as (
    select *, row_number() over (partition by revision_id, criterion_code order by line_no) as pair_no
    from lens.result_line join handed_in using (revision_id)
    where criterion_code is not null
)
select
    school_code, school_name, school_year, framework_code, criterion_code, criterion.name as criterion_name, item_state,
    coalesce(status, progress, 'no_data') as status, suggested_status, said_status, confirmed_status, status_source,
    coalesce(confirmed_at, said_at) as status_at, coalesce(confirmed_by, said_by) as status_by, status_hint,
    target, action, responsible, time_text, ends_on, done_text, doing_text, not_started_text,
    plan.file_name as plan_file_name, plan.sheet as plan_sheet, plan.first_row as plan_first_row,
    plan.cells as plan_cells, plan.recorded_at as plan_recorded_at, plan.recorded_by as plan_recorded_by,
    result.file_name as result_file_name, result.sheet as result_sheet, result.first_row as result_first_row,
    result.cells as result_cells, result.recorded_at as result_recorded_at, result.recorded_by as result_recorded_by,
    plan.revision_id as plan_revision_id, plan.line_no as plan_line_no,
    result.revision_id as result_revision_id, result.line_no as result_line_no
from plan
full join result using (school_code, school_year, framework_code, criterion_code, pair_no)
join school using (school_code)
left join item using (school_code, school_year, framework_code, criterion_code)
left join law.criterion using (framework_code, criterion_code)
where school_year = coalesce($school_year, (select max(school_year) from item))
    and ($framework is null or framework_code = $framework)
    and ($standard is null or standard_no = $standard)
    and ($criterion is null or criterion_code = $criterion)
    and ($state is null or item_state = $state or ($state = 'reported' and item_state <> 'no_data'))
order by school_name collate vi, school_code, framework_code, standard_no, position, pair_no
