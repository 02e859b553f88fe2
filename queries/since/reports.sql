-- question: Mỗi báo cáo phải nộp đang ở tình trạng nào, và điều gì quyết định tình trạng đó?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, school_year, obligation_code, short_name, rule, state, warn_from, due_late, received_on,
--   arrival, said_on, said_by, revision_id, waived_on, waived_by
-- grain: one row per school, obligation and school year that the school owes
-- note: null school_year is every one. arrival is null where nothing is known to have come, else how it is known (a hollow table too): upload (a
--   table handed in here, revision_id), office (its own word), schedule (the visit stands on it). said_on and said_by belong
--   to the arrival, waived_* to the last word on a waiver.
with owed as materialized (
    select register.*, school_name, short_name, rule, position
    from lens.owed as register
    join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
    join (select obligation_code, short_name, rule, position from law.obligation) using (obligation_code)
    where $school_year is null or school_year = $school_year
),
came as (
    select
        school_code, obligation_code, owed.school_year,
        arg_min(
            {'arrival': arrival, 'revision_id': revision_id, 'at': recorded_at, 'by': recorded_by},
            list_position(['upload', 'office', 'schedule'], arrival)
        ) as source
    from owed
    join (select * rename (school_year as source_year, received_on as came_on) from lens.fulfilment)
        using (school_code, obligation_code)
    where coalesce(source_year = owed.school_year, true) and arrival <> 'waiver' and came_on = received_on
    group by school_code, obligation_code, owed.school_year
),
waiver as (
    select school_code, obligation_code, school_year, recorded_at as waived_at, recorded_by as waived_by
    from lens.fulfilment where arrival = 'waiver'
)
select
    school_code, school_name, school_year, obligation_code, short_name, rule, state, warn_from, due_late, received_on,
    source.arrival as arrival, cast(source.at as date) as said_on, source.by as said_by, source.revision_id as revision_id,
    cast(waived_at as date) as waived_on, waived_by
from owed
left join came using (school_code, obligation_code, school_year)
left join waiver using (school_code, obligation_code, school_year)
order by school_name collate vi, school_code, school_year, position
