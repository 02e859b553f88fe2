-- question: Mỗi loại báo cáo có bao nhiêu trường phải nộp, bao nhiêu trường đã nộp?
-- params: school_year, level, ownership, ward, school
-- returns: obligation_code, obligation_name, short_name, school_year, owed_count, received_count, received_late_count,
--   hollow_count, waived_count, ended_count, due_soon_count, overdue_count, not_due_count, due_late
-- grain: one row per obligation and school year that any school owes
-- note: null school_year is the school year of the lens's day, and those of the other ones in which something is still
--   overdue or due soon, with all who owe it. The states add up to owed_count; hollow is handed in, ended is
--   what a school still owed when it closed or was merged. due_late is the last of the schools' due
--   days.
select
    obligation_code, obligation.name as obligation_name, short_name, school_year,
    cast(count(*) as integer) as owed_count,
    lens.state_count(state, 'received') as received_count,
    lens.state_count(state, 'received_late') as received_late_count,
    lens.state_count(state, 'hollow') as hollow_count,
    lens.state_count(state, 'waived') as waived_count,
    lens.state_count(state, 'ended') as ended_count,
    lens.state_count(state, 'due_soon') as due_soon_count,
    lens.state_count(state, 'overdue') as overdue_count,
    lens.state_count(state, 'not_due') as not_due_count,
    max(due_late) as due_late
from lens.register
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
join law.obligation using (obligation_code)
cross join lens.moment
where $school_year is null or school_year = $school_year
group by obligation_code, obligation.name, short_name, position, school_year, current_school_year
having $school_year is not null or school_year = current_school_year or bool_or(state in ('overdue', 'due_soon'))
order by position, school_year desc
