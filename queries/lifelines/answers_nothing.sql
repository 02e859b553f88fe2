-- question: Dòng kế hoạch nào chưa thấy khuyến nghị hay điểm yếu làm căn cứ?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, school_year, framework_code, criterion_code, criterion_name, theme_code,
--   theme_name, ground_state, text, file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by
-- grain: one row per line of a plan of that school year that improves something and has no ground that is known
-- note: null school_year is the newest one with a plan. ground_state: none, other_theme, unclear; no_data where the school has
--   handed in no recommendations, weaknesses or self-evaluation, which says nothing against its plan.
with line as (
    select plan_ground.*, school_name, level, ward
    from lens.plan_ground join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
)
select
    school_code, school_name, level, ward, line.school_year, framework_code, criterion_code,
    criterion.name as criterion_name, theme_code, theme.name as theme_name, ground_state, text, file_name, sheet, first_row,
    cells, revision_id, line_no, recorded_at, recorded_by
from line
join (select revision_id, recorded_at, recorded_by from lens.revision) using (revision_id)
left join law.criterion using (framework_code, criterion_code)
left join law.theme using (theme_code)
where line.school_year = coalesce($school_year, (select max(school_year) from line)) and ground_state <> 'known'
order by
    list_position(['none', 'other_theme', 'unclear', 'no_data'], ground_state), school_name collate vi, school_code,
    framework_code, standard_no, criterion.position, line_no
