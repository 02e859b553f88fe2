-- question: Trước mỗi lần đón đoàn phải làm gì, nộp bao nhiêu bản, trước ngày nào?
-- params: school_year, level, ownership, ward, school
-- returns: school_year, school_code, school_name, level, ward, time_text, visit_starts_on, visit_ends_on, step_code, step_name,
--   copies, done_by, lead_days, lead_months, is_own_rule, due_early, due_late, received_on, step_state,
--   ground, file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by
-- grain: one row per line of the school year's current schedule and step of the chain before it
-- note: null school_year is the newest one with a schedule. is_own_rule: the office sets the days itself.
--   Where only the month of the visit is known, each day is a window.
--   Registration is counted back from the earliest expiry that the visit renews; a school on the schedule has registered.
--   step_state: received, received_late, waived, overdue, due_soon, not_due; past (nobody says whether it was done), not_set
--   (the office has set no days), no_expiry (the visit renews nothing that expires), unknown (the visit's time is).
with visit as (
    select * from lens.chosen_evaluation($level, $ownership, $ward, $school)
),
expiry as (
    select revision_id, line_no, min(register_by_on) as register_by_on from lens.renewing_visit group by all
),
reported as (
    select school_code, school_year, obligation_code, received_on, state = 'waived' as is_waived
    from lens.owed join law.obligation using (obligation_code)
    where rule = 'before_visit' and state <> 'ended'
),
counted as (
    select
        visit.*, step.*, if(counted_from = 'expiry', register_by_on, starts_on - lead_days) as due_early,
        if(counted_from = 'expiry', register_by_on, coalesce(ends_on, starts_on) - lead_days) as due_late,
        if(counted_from = 'expiry', scheduled_on, reported.received_on) as received_on,
        coalesce(is_waived, false) as is_waived, counted_from = 'visit' and is_waived is not null as is_followed
    from visit
    cross join lens.deadline_step as step
    left join expiry using (revision_id, line_no)
    left join lens.scheduled
        on scheduled.school_code = visit.school_code and scheduled.school_year = visit.school_year
    left join reported
        on reported.school_code = visit.school_code and reported.school_year = visit.school_year
            and reported.obligation_code = step.obligation_code
    where visit.school_year = coalesce($school_year, (select max(school_year) from visit))
)
select
    school_year, school_code, school_name, level, ward, time_text, starts_on as visit_starts_on, ends_on as visit_ends_on,
    step_code, step_name, copies, done_by, lead_days, lead_months, is_own_rule, due_early, due_late, received_on,
    case
        when coalesce(lead_days, lead_months) is null then 'not_set'
        when counted_from = 'expiry' and due_late is null then 'no_expiry'
        when due_late is null then 'unknown'
        when received_on is not null then if(received_on <= due_late, 'received', 'received_late')
        when is_waived then 'waived'
        when as_of_on > due_late then if(is_followed, 'overdue', 'past')
        when as_of_on >= due_early - if(due_early = due_late, 30, 0) then 'due_soon'
        else 'not_due'
    end as step_state,
    ground, file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by
from counted cross join lens.moment join lens.schedule_hand_in using (revision_id)
order by starts_on nulls last, school_name collate vi, first_row, position
