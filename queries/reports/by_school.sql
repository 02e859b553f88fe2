-- question: Mỗi trường còn nợ bao nhiêu báo cáo, chậm nhất bao nhiêu ngày?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, owed_count, overdue_count, longest_late_days, due_soon_count,
--   received_late_count, received_count, hollow_count, waived_count, ended_count, not_due_count
-- grain: one row per school that owes anything
-- note: counts the rows of reports.register for the same filters, so null school_year is the school year of the lens's
--   day, and of the other ones what is still overdue or due soon. longest_late_days is null when nothing is overdue.
--   Ordered by what is longest overdue, then by name.
select
    school_code, school_name, level, ward,
    cast(count(*) as integer) as owed_count,
    lens.state_count(state, 'overdue') as overdue_count,
    max(late_days) filter (where state = 'overdue') as longest_late_days,
    lens.state_count(state, 'due_soon') as due_soon_count,
    lens.state_count(state, 'received_late') as received_late_count,
    lens.state_count(state, 'received') as received_count,
    lens.state_count(state, 'hollow') as hollow_count,
    lens.state_count(state, 'waived') as waived_count,
    lens.state_count(state, 'ended') as ended_count,
    lens.state_count(state, 'not_due') as not_due_count
from lens.register
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
cross join lens.moment
where coalesce(
    school_year = $school_year,
    school_year = current_school_year or state in ('overdue', 'due_soon')
)
group by all
order by longest_late_days desc nulls last, school_name collate vi, school_code
