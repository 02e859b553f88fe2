-- question: Trường nào được đánh giá ngoài khi nào, và hồ sơ đã đến chưa?
-- params: school_year, level, ownership, ward, school
-- returns: school_year, school_code, school_name, level, ward, time_text, starts_on, ends_on, time_precision,
--   asks_kdcl, asks_cqg, dossier_due_early, dossier_due_late, dossier_received_on, dossier_state, visit_state,
--   file_name, sheet, first_row, obligation_code
-- grain: one row per line of the school year's current schedule
-- note: null school_year is the newest one with a schedule. The dossier's window is counted back from the visit, null when
--   its time was not understood; received, state and obligation_code are null where the register has no such row (a year before it begins).
--   visit_state: past after the last possible day, this_month from the month of the first possible day on, else
--   upcoming; unknown when the time was not understood. A school that is not the office's has no code.
with visit as (
    select * from lens.chosen_evaluation($level, $ownership, $ward, $school)
),
dossier as (
    select school_code, school_year, obligation_code, due_early, due_late, received_on, state
    from lens.owed
    join law.obligation using (obligation_code)
    where rule = 'before_visit'
    qualify 1 = row_number() over (partition by school_code, school_year order by due_late, position)
),
rule as (
    select max(lead_days) as lead_days from law.obligation where rule = 'before_visit'
)
select
    visit.school_year, visit.school_code, school_name, level, ward,
    time_text, starts_on, ends_on, time_precision, asks_kdcl, asks_cqg,
    coalesce(due_early, starts_on - lead_days) as dossier_due_early,
    coalesce(due_late, coalesce(ends_on, starts_on) - lead_days) as dossier_due_late,
    received_on as dossier_received_on, state as dossier_state,
    case
        when starts_on is null then 'unknown'
        when as_of_on > coalesce(ends_on, starts_on) then 'past'
        when starts_on <= last_day(as_of_on) then 'this_month'
        else 'upcoming'
    end as visit_state,
    file_name, sheet, first_row, obligation_code
from visit
cross join lens.moment
cross join rule
left join dossier on dossier.school_code = visit.school_code and dossier.school_year = visit.school_year
where visit.school_year = coalesce($school_year, (select max(school_year) from visit))
order by starts_on nulls last, school_name collate vi, first_row
