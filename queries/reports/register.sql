-- question: Trường nào nợ báo cáo nào, từ bao giờ?
-- params: school_year, obligation, state, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, obligation_code, obligation_name, short_name, ground, school_year,
--   warn_from, due_early, due_late, received_on, state, late_days, waiver_reason, waived_until,
--   concern_line_count, line_count, successor_name, kind
-- grain: one row per school, obligation and school year that the school owes
-- note: null school_year is the school year of the lens's day, and of the other ones what is still overdue or due soon.
--   late_days is zero until the day after due_late, and null for what was waived or has ended.
--   concern_line_count of line_count are the lines to read again of what is hollow. successor_name: with which the school was
--   merged, where the reader may see that one. kind: of the table that fulfils it,
--   null where none does. What is longest overdue comes first,
--   then by due day.
select
    school_code, school_name, level, ward, obligation_code, obligation.name as obligation_name, short_name, ground,
    school_year, warn_from, due_early, due_late, received_on, state, late_days, waiver_reason, waived_until,
    concern_line_count, line_count, successor_name, fulfilled_by as kind
from lens.register
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
join law.obligation using (obligation_code)
cross join lens.moment
left join (
    select school_code as successor_code, school_name as successor_name from lens.school
) using (successor_code)
where coalesce(
        school_year = $school_year,
        school_year = current_school_year or state in ('overdue', 'due_soon')
    )
    and ($obligation is null or obligation_code = $obligation)
    and ($state is null or state = $state)
order by
    state = 'overdue' desc, case when state = 'overdue' then late_days end desc, due_late,
    school_name collate vi, school_code, position
