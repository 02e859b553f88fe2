-- question: Trong bảng tự đánh giá mới nhất, từng trường ghi Mức nào cho từng tiêu chí?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, school_year, framework_code, criterion_code, criterion_name, is_clear, level_no,
--   file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by
-- grain: one row per school with a self-evaluation and criterion of its framework, those it says nothing of too
-- note: from each school's newest self-evaluation up to school_year (null: of all). Of several lines for one criterion the first is
--   shown and the lowest Mức counts; is_clear is false where any of them is not clear, or there is none.
select
    school_code, school_name, level, ward, school_year, framework_code, criterion_code, criterion.name as criterion_name,
    level_no is not null as is_clear, level_no, file_name, sheet, first_row, cells, revision_id, line_no, recorded_at,
    recorded_by
from lens.told_level($school_year) as told
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
join law.criterion using (framework_code, criterion_code)
join (select revision_id, recorded_at, recorded_by from lens.revision) using (revision_id)
left join (
    select revision_id, criterion_code, sheet, first_row, line_no, cells from lens.self_evaluation
) using (revision_id, criterion_code, sheet, first_row)
where is_open
order by school_name collate vi, school_code, standard_no, position
