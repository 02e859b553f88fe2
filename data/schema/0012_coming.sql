-- What comes: the steps before a visit, the periods without visits, recognitions to be renewed, and schedules changed here.

-- One row per step of the chain before a visit. counted_from: visit | expiry (of the recognition it renews). The days are
-- its own, or those of the obligation it is; null: the office has not said how many.
create table law.deadline_step (
    step_code text primary key,
    name text not null,
    counted_from text not null,
    lead_days integer,
    obligation_code text,
    copies text,
    done_by text not null,
    ground text not null,
    position integer not null
);

-- Periods in which no visit takes place: between two days, or every year between two days of the calendar. Without either
-- the period has a name only, and the office says its days.
create table law.visit_pause (
    pause_code text primary key,
    name text not null,
    first_on date,
    last_on date,
    start_month integer,
    start_day integer,
    end_month integer,
    end_day integer,
    ground text not null
);

-- How many days before the visit a step lies, as the office says; null takes its word back. For steps that are no
-- obligation alone: those have their days in law.obligation.
create table kept.step_setting (
    step_code text not null,
    lead_days integer,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (step_code, recorded_at)
);

-- A period without visits that the office adds; with is_in_force false it takes it back.
create table kept.visit_pause (
    name text not null,
    first_on date not null,
    last_on date not null,
    is_in_force boolean not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (name, first_on, recorded_at)
);

-- One row per visit that was moved in the schedule by taking a proposal. revision_id is the schedule as it became,
-- from_revision_id the one that it changed.
create table kept.schedule_move (
    revision_id text not null,
    line_no integer not null,
    from_revision_id text not null,
    from_line_no integer not null,
    school_code text,
    from_starts_on date not null,
    from_ends_on date not null,
    to_starts_on date not null,
    to_ends_on date not null,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (revision_id, line_no)
);

-- The chain with its numbers: the office's word, else the step's own days, else those of its obligation.
create view lens.deadline_step as
with said as (
    select step_code, arg_max_null(lead_days, recorded_at) as lead_days
    from kept.step_setting
    where recorded_at <= getvariable('as_of') and getvariable('viewer') is not null
    group by step_code
)
select
    step_code, step.name as step_name, counted_from, copies, done_by, step.ground, step.position, obligation_code,
    coalesce(obligation.lead_days, said.lead_days, step.lead_days) as lead_days, obligation.lead_months,
    obligation_code is null and step.lead_days is null as is_own_rule
from law.deadline_step as step
cross join lens.moment
left join law.obligation using (obligation_code)
left join said using (step_code);

-- One row per period without visits, of the years around the lens's day.
create view lens.visit_pause as
with office as (
    select name, first_on, arg_max({'last_on': last_on, 'is_in_force': is_in_force}, recorded_at) as said
    from kept.visit_pause
    where recorded_at <= getvariable('as_of') and getvariable('viewer') is not null
    group by name, first_on
)
select name as pause_name, first_on, last_on, false as is_office
from law.visit_pause, lens.moment
where first_on is not null
union all
select
    name, make_date(y, start_month, start_day),
    make_date(y + if((end_month, end_day) < (start_month, start_day), 1, 0), end_month, end_day), false
from law.visit_pause, lens.moment, unnest(range(current_start_year - 3, current_start_year + 10)) as years (y)
where start_month is not null
union all
select name, first_on, said.last_on, true from office where said.is_in_force;

-- One row per month of the years around the lens's day: its longest run of days without a pause. Fewer than ten days
-- hold no visit (lens.turn says the same of what is left of a month).
create view lens.visit_month as
with month as (
    select cast(make_date(current_start_year - 3, 8, 1) + to_months(cast(n as integer)) as date) as month_on
    from lens.moment, unnest(range(144)) as numbers (n)
),
pause_day as (
    select distinct cast(unnest(generate_series(first_on, last_on, interval 1 day)) as date) as day_on
    from lens.visit_pause
),
free as (
    select month_on, day_on
    from (
        select month_on, cast(unnest(generate_series(month_on, last_day(month_on), interval 1 day)) as date) as day_on
        from month
    )
    anti join pause_day using (day_on)
),
run as (
    select month_on, min(day_on) as first_on, max(day_on) as last_on, count(*) as day_count
    from (
        select *, day_on - cast(row_number() over (partition by month_on order by day_on) as integer) as run_key
        from free
    )
    group by month_on, run_key
),
longest as (
    select * from run qualify 1 = row_number() over (partition by month_on order by day_count desc, first_on)
)
select
    month_on, longest.first_on, longest.last_on, coalesce(day_count >= 10, false) as is_usable,
    string_agg(distinct pause_name, ', ' order by pause_name) as pause_names
from month
left join longest using (month_on)
left join lens.visit_pause as pause on pause.first_on <= last_day(month_on) and pause.last_on >= month_on
group by month_on, longest.first_on, longest.last_on, day_count;

-- One row per open school and kind of recognition: its newest one. term is 1 from August to the end of the first term,
-- 2 from there to July; half names it with its year, or lapsed. renewal_no: a school's recognitions that expire within two years of its first expiry are renewed by
-- one visit, for a visit renews what was signed more than three years before it; a later one needs a visit of its own.
create view lens.renewal as
with newest as (
    select recognition.*, school_name, level, ward, ownership
    from lens.recognition join lens.school using (school_code)
    where is_open
    qualify 1 = row_number() over (partition by school_code, kind order by signed_on desc, recognition_id desc)
),
dated as (
    select
        newest.*, as_of_on, cast(year(expires_on - interval 7 month) as integer) as start_year,
        cast(expires_on - to_months((
            select max(lead_months) from law.obligation where rule = 'before_expiry'
        )) as date) as register_by_on,
        min(expires_on) over (partition by school_code) as first_expires_on
    from newest, lens.moment
),
term_2 as (
    select make_date(start_year + 1, start_month, start_day) as begins_on, start_year
    from law.term, (select distinct start_year from dated)
    where term = 'term_2'
)
select
    * exclude (start_year, begins_on),
    format('{}-{}', start_year, start_year + 1) as expiry_year,
    if(expires_on < coalesce(begins_on, make_date(start_year + 1, 2, 1)), 1, 2) as term,
    expires_on < as_of_on as is_lapsed,
    if(is_lapsed, 'lapsed', format('{}/{}', expiry_year, term)) as half,
    if(expires_on <= first_expires_on + interval 2 year, 1, 2) as renewal_no,
    cast(expires_on - interval 2 year as date) as renewable_from
from dated left join term_2 using (start_year);

-- One row per visit on a current schedule and recognition that it renews: signed more than three years before it, of a kind
-- that the visit asks for, where it names one.
create view lens.renewing_visit as
select
    renewal.recognition_id, renewal.school_code, kind, expires_on, register_by_on, revision_id, line_no,
    starts_on, coalesce(ends_on, starts_on) as ends_on
from lens.renewal
join lens.external_evaluation as visit
    on visit.school_code = renewal.school_code and visit.starts_on > signed_on + interval 3 year
where case kind when 'KDCL' then asks_kdcl else asks_cqg end or not (asks_kdcl or asks_cqg);

-- One row per recognition that a visit takes up: the first one that is not more than a year past. An older visit after which
-- nothing was recognised has not renewed it.
create view lens.taken_up as
select
    recognition_id, min(starts_on) as visit_starts_on, arg_min(ends_on, starts_on) as visit_ends_on
from lens.renewing_visit, lens.moment
where ends_on >= as_of_on - interval 1 year
group by recognition_id;

-- The turns of schools whose renewal no schedule names, when so many visits fit into a month: month by month, of those
-- that can be renewed already, the earliest expiry first. What a schedule names keeps its place in its month. The first
-- turn begins when a dossier handed in today has lain as long as it must. A visit without a turn within five years has no row.
create macro lens.turn(capacity_) as table
with recursive need as materialized (
    select school_code, renewal_no, min(expires_on) as expires_on, min(renewable_from) as renewable_from
    from lens.renewal anti join lens.taken_up using (recognition_id)
    where expires_on <= as_of_on + interval 5 year
    group by school_code, renewal_no
),
slot as materialized (
    select
        row_number() over (order by month_on) as slot_no, greatest(first_on, ready_on) as first_on, last_on,
        greatest(0, capacity_ - coalesce(visit_count, 0)) as room
    from lens.visit_month
    cross join (
        select as_of_on, as_of_on + coalesce((
            select max(lead_days) from lens.deadline_step where step_code = 'dossier'
        ), 0) as ready_on
        from lens.moment
    )
    left join (
        select cast(date_trunc('month', starts_on) as date) as month_on, count(*) as visit_count
        from lens.external_evaluation
        group by all
    ) using (month_on)
    where last_on >= greatest(first_on, ready_on) + 9 and month_on <= as_of_on + interval 5 year
),
turn as (
    select
        cast(0 as bigint) as slot_no, cast(null as date) as first_on, cast(null as date) as last_on,
        list(need order by expires_on, school_code, renewal_no)[:0] as taken,
        list(need order by expires_on, school_code, renewal_no) as waiting
    from need
    union all
    select
        slot_no, first_on, last_on, taken, list_filter(waiting, lambda one: not list_contains(taken, one))
    from (
        select
            slot.slot_no, slot.first_on, slot.last_on, waiting,
            list_filter(waiting, lambda one: one.renewable_from <= slot.last_on)[:room] as taken
        from turn join slot on slot.slot_no = turn.slot_no + 1
        where len(waiting) > 0
    )
)
select one.school_code, one.renewal_no, first_on as turn_starts_on, last_on as turn_ends_on
from (select first_on, last_on, unnest(taken) as one from turn);

-- One row per visit of a schedule that a proposal moved, withdrawn schedules left out.
create view lens.schedule_move as
select schedule_move.*, school_year
from kept.schedule_move join kept.known_revision using (revision_id)
where withdrawn_at is null and lens.sees(schedule_move.school_code);
