-- question: Trong kế hoạch và báo cáo kết quả, từng dòng viết gì?
-- params: school_year, framework, criterion, level, ownership, ward, school
-- returns: school_code, school_name, school_year, framework_code, criterion_code, criterion_name, status,
--   suggested_status, said_status, confirmed_status, status_source, status_at, status_by, status_hint, target, action, responsible, time_text, ends_on, done_text,
--   doing_text, not_started_text, plan_file_name, plan_sheet, plan_first_row, result_file_name, result_sheet,
--   result_first_row, plan_revision_id, result_revision_id
-- grain: one row per pair of a plan line and a result line: the n-th line of a criterion in the school's plan stands
--   beside the n-th line of that criterion in its results; one without a partner stands alone
-- note: null school_year is the newest one with lines; null framework and criterion are all. Without a result line status
--   is what the plan's own column says (TT57), else no_data. status_source says whose word the status of a result line
--   is: office, school, text; status_at and status_by when and who of them. A line whose criterion was not understood is
--   in no figure, so it is not here either.
with plan as (
    select *, row_number() over (partition by revision_id, criterion_code order by line_no) as pair_no
    from lens.plan_line
    where criterion_code is not null
),
result as (
    select *, row_number() over (partition by revision_id, criterion_code order by line_no) as pair_no
    from lens.result_line
    where criterion_code is not null
),
line as (
    select
        school_code, school_year, framework_code, criterion_code, pair_no,
        coalesce(status, progress, 'no_data') as status, suggested_status, said_status, confirmed_status, status_source,
        coalesce(confirmed_at, said_at) as status_at, coalesce(confirmed_by, said_by) as status_by, status_hint,
        target, action, responsible, time_text, ends_on, done_text, doing_text, not_started_text,
        plan.file_name as plan_file_name, plan.sheet as plan_sheet, plan.first_row as plan_first_row,
        result.file_name as result_file_name, result.sheet as result_sheet, result.first_row as result_first_row,
        plan.revision_id as plan_revision_id, result.revision_id as result_revision_id
    from plan
    full join result using (school_code, school_year, framework_code, criterion_code, pair_no)
),
chosen_line as (
    select line.*, school_name
    from line join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
)
select
    school_code, school_name, school_year, framework_code, criterion_code, criterion.name as criterion_name,
    status, suggested_status, said_status, confirmed_status, status_source, status_at, status_by, status_hint,
    target, action, responsible, time_text, ends_on, done_text, doing_text, not_started_text,
    plan_file_name, plan_sheet, plan_first_row, result_file_name, result_sheet, result_first_row,
    plan_revision_id, result_revision_id
from chosen_line
left join law.criterion using (framework_code, criterion_code)
where school_year = coalesce($school_year, (select max(school_year) from chosen_line))
    and ($framework is null or framework_code = $framework)
    and ($criterion is null or criterion_code = $criterion)
order by school_name collate vi, school_code, framework_code, standard_no, position, pair_no
