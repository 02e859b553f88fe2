-- question: Những bảng tính nào đã được nộp, ai nộp và khi nào?
-- params: school_year, kind, level, ownership, ward, school
-- returns: revision_id, hand_in_id, kind, school_code, school_name, school_year, framework_code, document_number,
--   file_name, row_count, warning_count, recorded_at, recorded_by, is_current, hand_in_state, accepted_at, accepted_by,
--   withdrawn_at, withdrawn_by, withdrawn_reason, is_to_redo
-- grain: one row per handed-in workbook, replaced and withdrawn ones too, newest first
-- note: null school_year and kind are all. The office's own tables have no school; they belong to the answer as long as
--   no school is filtered. hand_in_state: in_use, accepted, replaced, withdrawn, returned. withdrawn_* tells of a return
--   too. is_to_redo: returned, and its school has handed in nothing for it since. Requests are current as long as they count:
--   those of a plan and of a report stand beside each other.
with handed_in as (
    select * replace (if(kind = 'requests', request_revision.revision_id is not null, is_current) as is_current)
    from lens.revision as revision left join lens.request_revision as request_revision using (revision_id)
)
select
    revision_id, coalesce(hand_in_id, revision_id) as hand_in_id, kind, revision.school_code, school_name, school_year,
    framework_code, document_number, file_name, row_count, warning_count, recorded_at, recorded_by, is_current,
    case
        when kind <> 'requests' or withdrawn_at is not null then hand_in_state
        when not is_current then 'replaced'
        when accepted_at is not null then 'accepted'
        else 'in_use'
    end as hand_in_state, accepted_at, accepted_by, withdrawn_at, withdrawn_by, withdrawn_reason,
    hand_in_state = 'returned' and not exists (
        from lens.revision as newer
        where newer.kind = revision.kind and newer.school_code = revision.school_code
            and newer.school_year = revision.school_year
            and newer.recorded_at > revision.withdrawn_at and newer.hand_in_state <> 'withdrawn'
    ) as is_to_redo
from handed_in as revision
left join lens.chosen_school($level, $ownership, $ward, $school) as school
    on school.school_code = revision.school_code
where (
        school.school_code is not null
        or revision.school_code is null and coalesce($level, $ownership, $ward, $school) is null
    )
    and ($school_year is null or school_year = $school_year)
    and ($kind is null or kind = $kind)
order by recorded_at desc, revision_id desc
