-- question: Ở từng trường, từng tiêu chí trong kế hoạch đang ở trạng thái nào?
-- params: school_year, framework, level, ownership, ward, school
-- returns: school_year, framework_code, school_code, school_name, level, criterion_code, criterion_name, position,
--   state, plan_line_count, result_line_count
-- grain: one row per school and planned criterion; a school that is silent that year has one row without a criterion
-- note: null school_year is the newest one with planned items, null framework the one with the most schools in it.
--   state is no_data where nothing was reported. Silent: in the framework's scope, open, and no plan or results at all
--   that school year. plan_line_count 0: only the results name the criterion.
select
    school_year, framework_code, school_code, school_name, level,
    criterion_code, criterion.name as criterion_name, position,
    coalesce(state, 'no_data') as state, plan_line_count, result_line_count
from lens.chosen_items($school_year, $framework, $level, $ownership, $ward, $school)
left join law.criterion using (framework_code, criterion_code)
order by school_name collate vi, school_code, standard_no, position
