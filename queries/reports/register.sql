-- question: Trường nào nợ báo cáo nào, từ bao giờ?
-- params: school_year, obligation, state, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, obligation_code, obligation_name, short_name, ground, school_year,
--   warn_from, due_early, due_late, received_on, state, late_days, waiver_reason, waived_until,
--   concern_line_count, line_count, successor_name, kind, arrival, revision_id, file_name, recorded_at, recorded_by
-- grain: one row per school, obligation and school year that the school owes
-- note: null school_year is the school year of the lens's day, and of the other ones what is still overdue or due soon.
--   late_days is zero until the day after due_late, and null for what was waived or has ended.
--   concern_line_count of line_count are the lines to read again of what is hollow. successor_name: with which the school was
--   merged, where the reader may see that one. kind: of the table that fulfils it,
--   null where none does. What is longest overdue comes first,
--   then by due day. arrival says how it is known to have come, or to be waived: upload (the first table handed in for it that
--   still stands), office, schedule, waiver; null while nothing came. recorded_by: an account of the office for the office alone.
with owed as materialized (
    select register.*, school_name, level, ward, successor_code
    from lens.register
    join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
    cross join lens.moment
    where coalesce(
            school_year = $school_year,
            school_year = current_school_year or state in ('overdue', 'due_soon')
        )
        and ($obligation is null or obligation_code = $obligation)
        and ($state is null or state = $state)
),
came as (
    select
        school_code, obligation_code, owed.school_year,
        arg_min(
            {
                'arrival': arrival, 'revision_id': revision_id, 'file_name': file_name, 'at': recorded_at,
                'by': recorded_by
            },
            list_position(['upload', 'office', 'schedule', 'waiver'], arrival)
        ) as source
    from owed
    join (select * rename (school_year as source_year, received_on as came_on) from lens.fulfilment)
        using (school_code, obligation_code)
    where coalesce(source_year = owed.school_year, true) and if(state = 'waived', arrival = 'waiver', came_on = received_on)
    group by school_code, obligation_code, owed.school_year
)
select
    school_code, school_name, level, ward, obligation_code, obligation.name as obligation_name, short_name, ground,
    school_year, warn_from, due_early, due_late, received_on, state, late_days, waiver_reason, waived_until,
    concern_line_count, line_count, successor_name, fulfilled_by as kind, source.arrival as arrival,
    source.revision_id as revision_id, source.file_name as file_name, source.at as recorded_at, source.by as recorded_by
from owed
join law.obligation using (obligation_code)
left join came using (school_code, obligation_code, school_year)
left join (
    select school_code as successor_code, school_name as successor_name from lens.school
) using (successor_code)
order by
    state = 'overdue' desc, case when state = 'overdue' then late_days end desc, due_late,
    school_name collate vi, school_code, position
