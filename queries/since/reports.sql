-- question: Mỗi báo cáo phải nộp đang ở tình trạng nào, và điều gì quyết định tình trạng đó?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, school_year, obligation_code, short_name, rule, state, warn_from, due_late, received_on,
--   arrival, said_on, said_by, revision_id, waived_on, waived_by
-- grain: one row per school, obligation and school year that the school owes
-- note: null school_year is every one. arrival is null where nothing is known to have come, else how it is known (a hollow table too): upload (a
--   table handed in here, revision_id), office (its own word), schedule (the visit stands on it). said_on and said_by belong
--   to the arrival, waived_* to the last word on a waiver.
with handed_in as (
    select
        school_code, school_year, kind as fulfilled_by, min(recorded_at) as handed_in_at,
        arg_min(revision_id, recorded_at) as revision_id, arg_min(recorded_by, recorded_at) as handed_in_by
    from lens.revision
    where withdrawn_at is null and school_code is not null
    group by all
),
told as (
    select
        register.*, short_name, rule, position, handed_in.revision_id, handed_in_at, handed_in_by, word.said_at, word.said_by,
        waiver.said_at as waived_at, waiver.said_by as waived_by,
        case
            when register.received_on is null then null
            when cast(handed_in_at as date) = register.received_on then 'upload'
            when word.received_on = register.received_on then 'office'
            else 'schedule'
        end as arrival
    from lens.owed as register
    join (select obligation_code, short_name, rule, position from law.obligation) using (obligation_code)
    left join handed_in using (school_code, school_year, fulfilled_by)
    left join lens.report_word as word
        on word.word = 'received' and word.school_code = register.school_code
        and word.obligation_code = register.obligation_code and word.school_year = register.school_year
    left join lens.report_word as waiver
        on waiver.word = 'waived' and waiver.school_code = register.school_code
        and waiver.obligation_code = register.obligation_code and waiver.school_year = register.school_year
)
select
    school_code, school_name, school_year, obligation_code, short_name, rule, state, warn_from, due_late, received_on, arrival,
    cast(case arrival when 'upload' then handed_in_at when 'office' then said_at end as date) as said_on,
    case arrival when 'upload' then handed_in_by when 'office' then told.said_by end as said_by,
    case arrival when 'upload' then revision_id end as revision_id,
    cast(waived_at as date) as waived_on, waived_by
from told
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
where $school_year is null or school_year = $school_year
order by school_name collate vi, school_code, school_year, position
