-- question: Những dòng nào chưa rõ tiêu chí và chủ đề nên không xếp được vào vòng đời nào?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, school_year, stage, text, file_name, sheet, first_row, cells, revision_id,
--   line_no, recorded_at, recorded_by
-- grain: one row per recommendation, weakness or line of a plan without framework, or with neither criterion nor theme
-- note: school years up to school_year; null is all of them.
select
    school_code, school_name, level, ward, line.school_year, stage, text, file_name, sheet, first_row, cells, revision_id,
    line_no, recorded_at, recorded_by
from lens.lifeline_text as line
join (select revision_id, recorded_at, recorded_by from lens.revision) using (revision_id)
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
where stage <> 'reported'
    and (framework_code is null or (criterion_code is null and theme_code is null))
    and ($school_year is null or line.school_year <= $school_year)
order by school_name collate vi, school_code, line.school_year, stage, revision_id, line_no
