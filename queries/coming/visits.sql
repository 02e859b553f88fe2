-- question: Lần đón đoàn nào của năm học dời được, trong khoảng nào?
-- params: school_year, month_on, level, ownership, ward, school
-- returns: school_year, school_code, school_name, level, ward, time_text, starts_on, ends_on, is_fixed, is_past, ready_on,
--   expires_on, file_name, sheet, first_row, revision_id, line_no, cells,
--   recorded_at, recorded_by
-- grain: one row per line of the school year's current schedule whose time was understood
-- note: null school_year is the newest one with a schedule, null month_on all months. is_fixed: a day, or at most a week. is_past: it may have begun.
--   ready_on: the first day on which the dossier, if handed in today, has lain as long as it must; the day after the lens's
--   day where it was received. expires_on: of the recognition that the visit renews, the earliest one.
with visit as (
    select * from lens.chosen_evaluation($level, $ownership, $ward, $school)
),
expiry as (
    select revision_id, line_no, min(expires_on) as expires_on from lens.renewing_visit group by all
),
arrived as (
    select school_code, school_year, count(received_on) > 0 as is_received
    from lens.owed join law.obligation using (obligation_code)
    where rule = 'before_visit'
    group by all
),
lead as (
    select coalesce(max(lead_days), 0) as lead_days from lens.deadline_step where step_code = 'dossier'
)
select
    visit.school_year, visit.school_code, school_name, level, ward, time_text, starts_on, ends_on,
    time_precision = 'day' or coalesce(ends_on, starts_on) - starts_on < 7 as is_fixed,
    starts_on <= as_of_on as is_past,
    as_of_on + if(coalesce(is_received, false), 1, lead_days) as ready_on,
    expires_on, file_name, sheet, first_row, visit.revision_id, visit.line_no, cells,
    recorded_at, recorded_by
from visit
cross join lens.moment
cross join lead
join lens.schedule_hand_in as handed_in on handed_in.revision_id = visit.revision_id
left join expiry on expiry.revision_id = visit.revision_id and expiry.line_no = visit.line_no
left join arrived on arrived.school_code = visit.school_code and arrived.school_year = visit.school_year
where visit.school_year = coalesce($school_year, (select max(school_year) from visit)) and starts_on is not null
    and ($month_on is null or date_trunc('month', starts_on) = $month_on)
order by starts_on, school_name collate vi, first_row
