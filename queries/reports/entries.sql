-- question: Cơ quan đã miễn nộp, đã nhận trên giấy những báo cáo nào?
-- params: school_year, level, ownership, ward, school
-- returns: entry, school_code, school_name, level, ward, obligation_code, short_name, school_year, reason, until_on,
--   is_in_force, received_on, document_number, entered_at, entered_by
-- grain: one row per school, obligation, school year and kind of entry, the newest first
-- note: null school_year is all. entry: waived or on_paper; the last word of each, those taken back left out. is_in_force is
--   false for a waiver whose last day is over.
with entry as (
    select 'waived' as entry, *, recorded_at as entered_at from lens.waiver
    union all by name
    select 'on_paper' as entry, *, true as is_in_force, recorded_at as entered_at from lens.received
)
select
    entry, school_code, school_name, level, ward, obligation_code, short_name, school_year, reason, until_on, is_in_force,
    entry.received_on, document_number, entered_at, recorded_by as entered_by
from entry
join lens.fulfilment as word using (school_code, obligation_code, school_year)
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
join law.obligation using (obligation_code)
where school_year = coalesce($school_year, school_year)
    and arrival = if(entry = 'waived', 'waiver', 'office')
order by entered_at desc, school_name collate vi, school_code, position, entry
