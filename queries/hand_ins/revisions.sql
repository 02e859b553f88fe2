-- question: Những bảng tính nào đã được nộp, ai nộp và khi nào?
-- params: school_year, kind, level, ownership, ward, school
-- returns: revision_id, hand_in_id, kind, school_code, school_name, school_year, document_number, file_name, row_count,
--   warning_count, recorded_at, recorded_by, is_current, withdrawn_at, withdrawn_reason
-- grain: one row per handed-in workbook, replaced and withdrawn ones too, newest first
-- note: null school_year and kind are all. The office's own tables have no school; they belong to the answer as long as
--   no school is filtered.
select
    revision_id, coalesce(hand_in_id, revision_id) as hand_in_id, kind, revision.school_code, school_name, school_year, document_number, file_name, row_count,
    warning_count, recorded_at, recorded_by, is_current, withdrawn_at, withdrawn_reason
from lens.revision
left join lens.chosen_school($level, $ownership, $ward, $school) as school
    on school.school_code = revision.school_code
where (
        school.school_code is not null
        or revision.school_code is null and coalesce($level, $ownership, $ward, $school) is null
    )
    and ($school_year is null or school_year = $school_year)
    and ($kind is null or kind = $kind)
order by recorded_at desc, revision_id desc
