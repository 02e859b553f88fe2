-- question: Các bảng đã viết gì về điểm yếu này, qua từng chặng?
-- params: school_year, lifeline, framework, criterion, theme, level, ownership, ward, school
-- returns: lifeline_id, school_code, school_name, framework_code, criterion_code, criterion_name, theme_code, theme_name,
--   school_year, stage, state, text, text_themes, likeness_share, file_name, sheet, first_row, cells, revision_id, line_no, lifeline_status,
--   recorded_at, recorded_by
-- grain: one row per lifeline and line of a table that stands in it, from the oldest
-- note: null lifeline, framework, criterion and theme are all; theme "none" is no theme. text_themes are all the themes of
--   the text, the surest first; likeness_share is null where a term told them, else how like it is to an earlier text.
select
    lifeline_id, school_code, school_name, framework_code, criterion_code, criterion.name as criterion_name, theme_code,
    theme.name as theme_name, member.school_year, stage, state, text,
    (
        select string_agg(told.name, '; ' order by list_position(themes, told.theme_code))
        from law.theme as told where list_contains(themes, told.theme_code)
    ) as text_themes,
    likeness as likeness_share, file_name, sheet, first_row, cells, revision_id, line_no, lifeline_status,
    recorded_at, recorded_by
from lens.lifeline_member($school_year) as member
join (select lifeline_id, status as lifeline_status from lens.lifeline($school_year)) using (lifeline_id)
join (select revision_id, recorded_at, recorded_by from lens.revision) using (revision_id)
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
left join law.criterion using (framework_code, criterion_code)
left join law.theme using (theme_code)
where ($lifeline is null or lifeline_id = $lifeline)
    and ($framework is null or framework_code = $framework)
    and ($criterion is null or criterion_code = $criterion)
    and ($theme is null or coalesce(theme_code, 'none') = $theme)
order by
    school_name collate vi, school_code, framework_code, standard_no, criterion.position, criterion_code, theme.position,
    lifeline_id, member.school_year, list_position(['recommended', 'weakness', 'planned', 'reported'], stage),
    revision_id, line_no
