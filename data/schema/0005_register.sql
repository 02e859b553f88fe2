-- Who owes which report by when. The denominator is who owes, never who sent.

-- School years the register covers: from the office's setting register_from (else the year of the lens's day) to
-- the year of the lens's day.
create view lens.register_year as
with span as (
    select
        coalesce(
            (select cast(left(value, 4) as integer) from lens.office_setting where name = 'register_from'),
            current_start_year
        ) as first_year,
        current_start_year as last_year
    from lens.moment
)
select y as start_year, format('{}-{}', y, y + 1) as school_year
from span, unnest(range(first_year, last_year + 1)) as years (y);

-- One row per obligation and school year for which the office sent a letter; the last letter counts.
create view lens.notice as
select obligation_code, school_year,
    arg_max(due_on, recorded_at) as due_on,
    arg_max_null(warn_from, recorded_at) as warn_from,
    arg_max_null(document_number, recorded_at) as document_number
from kept.notice
where recorded_at <= getvariable('as_of') and getvariable('viewer') is not null
group by all;

-- Obligations that fall due on one day for every school, by rule or by a letter of the office. One row per
-- obligation and school year; one by notice without a letter yet is not owed.
create view lens.common_due as
with dated as (
    select
        obligation_code, school_year, fulfilled_by, warn_days, notice.warn_from as notice_warn_from,
        coalesce(
            notice.due_on,
            make_date(start_year + case when due_month < 8 then 1 else 0 end, due_month, due_day)
        ) as due_day_on
    from law.obligation
    cross join lens.register_year
    left join lens.notice using (obligation_code, school_year)
    where rule in ('fixed_day', 'by_notice')
        and school_year between coalesce(first_school_year, '0000') and coalesce(last_school_year, '9999')
)
select
    obligation_code, school_year, fulfilled_by, due_day_on as due_on,
    coalesce(notice_warn_from, due_day_on - coalesce(warn_days, 30)) as warn_from
from dated
where due_day_on is not null;

-- One row per school, obligation and school year: who has to hand in what, and the window of its due day.
create view lens.due as
-- The same day for all: owed by the schools that are open on it.
select
    school_code, obligation_code, school_year, fulfilled_by,
    due_on as due_early, due_on as due_late, warn_from
from lens.common_due
join lens.school_version on due_on between valid_from and valid_to and is_open
union all
-- Counted back from the visit; a month is a window, so the due day is one too. The school has to be open when
-- the visit begins. Visits of years before the register begins are over.
select
    school_code, obligation_code, school_year, fulfilled_by, first_on - lead_days, last_on - lead_days,
    case when first_on = last_on then first_on - lead_days - coalesce(warn_days, 30) else first_on - lead_days end
from (
    select school_code, school_year, min(starts_on) as first_on, min(coalesce(ends_on, starts_on)) as last_on
    from lens.external_evaluation
    where starts_on is not null and school_code is not null
    group by all
)
join lens.school_version using (school_code)
cross join law.obligation
where rule = 'before_visit' and is_open and first_on between valid_from and valid_to
    and school_year >= (select min(school_year) from lens.register_year)
    and school_year between coalesce(first_school_year, '0000') and coalesce(last_school_year, '9999')
union all
-- Counted back from the expiry of the newest recognition of each kind; the earliest one counts. It stays owed
-- however long ago that was.
select
    school_code, obligation_code,
    format('{}-{}', year(due_on - interval 7 month), year(due_on - interval 7 month) + 1),
    fulfilled_by, due_on, due_on, due_on - coalesce(warn_days, 90)
from (
    select
        school_code, obligation_code, fulfilled_by, warn_days,
        min(cast(newest_expires_on - to_months(lead_months) as date)) as due_on
    from (
        select school_code, kind, arg_max(expires_on, (signed_on, recognition_id)) as newest_expires_on
        from lens.recognition
        group by all
    )
    join lens.school using (school_code)
    cross join law.obligation
    where rule = 'before_expiry' and is_open
    group by school_code, obligation_code, fulfilled_by, warn_days
);

-- One row per school and school year in whose current schedule it stands: since when it has stood in any version
-- of it that was not withdrawn.
create view lens.scheduled as
select
    schedule_line.school_code, school_year,
    min(starts_on) filter (where is_current) as visit_on,
    min(cast(recorded_at as date)) as scheduled_on
from kept.schedule_line
join kept.known_revision using (revision_id)
where withdrawn_at is null and lens.sees(schedule_line.school_code) and schedule_line.school_code is not null
group by all
having bool_or(is_current);

-- One row per school, obligation and school year that the school owes. A school that has closed by the lens's day
-- owes nothing any more; what it had handed in stays.
create view lens.register as
with due as materialized (
    select * from lens.due
),
-- What the office says of one report: the last word counts, so that a mistyped day can be put right.
said as (
    select school_code, obligation_code, school_year, arg_max(received_on, recorded_at) as received_on
    from kept.received, lens.moment
    where recorded_at <= as_of and lens.sees(school_code)
    group by school_code, obligation_code, school_year
),
-- The first day on which each report is known to have arrived.
arrival as (
    select school_code, obligation_code, school_year, min(received_on) as received_on
    from (
        select said.* from said, lens.moment where received_on <= as_of_on
        union all
        -- A table handed in here.
        select school_code, obligation_code, school_year, cast(recorded_at as date)
        from lens.revision join law.obligation on fulfilled_by = kind
        where withdrawn_at is null and school_code is not null
        union all
        -- A school whose visit is on the schedule has registered: a visit within 400 days of the due day.
        select school_code, obligation_code, due.school_year, scheduled_on
        from due join lens.scheduled using (school_code)
        where fulfilled_by = 'schedule' and visit_on between due_late - 400 and due_late + 400
    )
    group by all
),
waived as (
    select school_code, obligation_code, school_year, said.reason as waiver_reason
    from (
        select school_code, obligation_code, school_year,
            arg_max({'reason': reason, 'until_on': until_on}, recorded_at) as said
        from kept.waiver, lens.moment
        where recorded_at <= as_of and lens.sees(school_code)
        group by school_code, obligation_code, school_year
    ), lens.moment
    where coalesce(said.until_on >= as_of_on, true)
)
select
    school_code, obligation_code, school_year, warn_from, due_early, due_late, received_on, waiver_reason,
    case
        when received_on <= due_late then 'received'
        when received_on > due_late then 'received_late'
        when waiver_reason is not null then 'waived'
        when as_of_on > due_late then 'overdue'
        when as_of_on >= warn_from then 'due_soon'
        else 'not_due'
    end as state,
    cast(case
        when received_on is not null then greatest(0, received_on - due_late)
        when waiver_reason is null then greatest(0, as_of_on - due_late)
    end as integer) as late_days
from due
cross join lens.moment
join lens.school using (school_code)
left join arrival using (school_code, obligation_code, school_year)
left join waived using (school_code, obligation_code, school_year)
where is_open or received_on is not null;
