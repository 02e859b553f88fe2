-- The days on which the office met, so that any number can be held against the one that was looked at then; and who last
-- spoke, which the comparison names as the cause.

-- One row per word on a meeting: it was held, or (is_withdrawn) it was recorded by mistake. The last word counts.
create table kept.meeting (
    meeting_id text not null,
    held_on date not null,
    title text,
    is_withdrawn boolean not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (meeting_id, recorded_at)
);

-- One row per meeting held by the lens's day and known by then. Its title is the office's own affair: a school sees the day.
create view lens.meeting as
select meeting_id, said.held_on as held_on, case when getvariable('viewer') = 'office' then said.title end as title
from (
    select
        meeting_id,
        arg_max({'held_on': held_on, 'title': title, 'is_withdrawn': is_withdrawn}, recorded_at) as said
    from kept.meeting
    where recorded_at <= getvariable('as_of') and getvariable('viewer') is not null
    group by meeting_id
), lens.moment
where not said.is_withdrawn and said.held_on <= as_of_on;

-- One row per line of a handed-in table on which anybody has spoken: the last word, one that takes a word back too.
create view lens.last_word as
select
    revision_id, line_no, max(recorded_at) as spoken_at,
    arg_max({'by': recorded_by, 'is_office': is_office}, recorded_at) as spoken
from (
    select revision_id, line_no, recorded_at, recorded_by, false as is_office from kept.statement
    union all
    select revision_id, line_no, recorded_at, recorded_by, true from kept.confirmation
)
semi join lens.revision using (revision_id)
where recorded_at <= getvariable('as_of')
group by revision_id, line_no;

-- One row per report and kind of word (received, waived) that the office has said of it: the last one.
create view lens.report_word as
select
    word, school_code, obligation_code, school_year, max(recorded_at) as said_at,
    arg_max(recorded_by, recorded_at) as said_by, arg_max(received_on, recorded_at) as received_on
from (
    select 'received' as word, school_code, obligation_code, school_year, received_on, recorded_at, recorded_by
    from kept.received
    union all by name
    select 'waived' as word, school_code, obligation_code, school_year, recorded_at, recorded_by
    from kept.waiver
)
where recorded_at <= getvariable('as_of') and lens.sees(school_code)
group by word, school_code, obligation_code, school_year;

-- As before; found by replaying past days: a recognition that was entered later hid the listed one on the days before.
create or replace view lens.recognition as
with listed as (
    select
        form_line.school_code,
        readings ->> 'recognition_kind' as kind, cast(readings ->> 'grade' as integer) as grade,
        coalesce(readings ->> 'decision_number', texts ->> 'decision_number') as decision_number,
        cast(readings ->> 'signed_on' as date) as signed_on,
        cast(readings ->> 'expires_on' as date) as printed_expires_on,
        recorded_at
    from kept.form_line join kept.known_revision using (revision_id)
    where form_line.kind = 'recognitions' and withdrawn_at is null
),
-- Only what was entered by the lens's moment stands for a listed one: the past is not changed by what is entered later.
entered as (
    select recognition.* from kept.recognition, lens.moment where recorded_at <= as_of
),
known as (
    select recognition_id, school_code, kind, grade, decision_number, signed_on, printed_expires_on
    from entered
    union all by name
    select
        format('{}-{}-{}-{}', school_code, kind, grade, signed_on) as recognition_id, school_code, kind, grade,
        arg_max(decision_number, recorded_at) as decision_number, signed_on,
        arg_max(printed_expires_on, recorded_at) as printed_expires_on
    from listed
    anti join entered using (school_code, kind, grade, signed_on)
    where school_code is not null and kind is not null and grade is not null and signed_on is not null
    group by school_code, kind, grade, signed_on
)
select
    recognition_id, school_code, kind, grade, decision_number, signed_on,
    coalesce(printed_expires_on, cast(signed_on + interval 5 year as date)) as expires_on,
    printed_expires_on is not null as is_expiry_printed
from known, lens.moment
where signed_on <= as_of_on and lens.sees(school_code);
