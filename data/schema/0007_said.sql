-- What people say of what was handed in: the school of its own lines, the office of any line, and what the office does
-- with a table as a whole: takes it over, or gives it back.

-- What a school itself says the status of one of its reported lines is. needs_review takes its word back.
create table kept.statement (
    revision_id text not null,
    line_no integer not null,
    status text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (revision_id, line_no, recorded_at)
);

-- The office has taken a table over: its school cannot withdraw it any more.
create table kept.acceptance (
    revision_id text primary key,
    recorded_at timestamptz not null,
    recorded_by text not null
);

-- True where the office gave the table back to its school; false, or null in older rows, where it was taken back by who
-- handed it in. Without a default: DuckDB 1.5.5 splits such a statement into several that have no text of their own.
alter table kept.withdrawal add column is_return boolean;

create or replace view kept.known_revision as
with known as (
    select
        revision.*, withdrawal.recorded_at as withdrawn_at, withdrawal.reason as withdrawn_reason,
        withdrawal.recorded_by as withdrawn_by, coalesce(withdrawal.is_return, false) as is_returned,
        acceptance.recorded_at as accepted_at, acceptance.recorded_by as accepted_by
    from kept.revision
    left join kept.withdrawal
        on withdrawal.revision_id = revision.revision_id and withdrawal.recorded_at <= getvariable('as_of')
    left join kept.acceptance
        on acceptance.revision_id = revision.revision_id and acceptance.recorded_at <= getvariable('as_of')
    where revision.recorded_at <= getvariable('as_of') and getvariable('viewer') is not null
),
-- The receipt number decides between two of one moment, so that one alone is current.
newest as (
    select arg_max(revision_id, (recorded_at, revision_id)) as revision_id, true as is_newest
    from known
    where withdrawn_at is null
    group by kind, school_code, school_year
)
select known.*, coalesce(is_newest, false) as is_current
from known
left join newest using (revision_id);

-- hand_in_state: accepted or in_use while it is current, else withdrawn, returned, or replaced by a newer one.
create or replace view lens.revision as
select
    *,
    case
        when is_returned then 'returned'
        when withdrawn_at is not null then 'withdrawn'
        when not is_current then 'replaced'
        when accepted_at is not null then 'accepted'
        else 'in_use'
    end as hand_in_state
from kept.known_revision
where lens.sees(school_code);

-- One row per line on which somebody has spoken: the last word of its school (said) and of the office (confirmed), null
-- where there is none or it was taken back.
create view lens.line_word as
select
    revision_id, line_no,
    said.status as said_status, said.recorded_at as said_at, said.recorded_by as said_by,
    confirmed.status as confirmed_status, confirmed.recorded_at as confirmed_at,
    confirmed.recorded_by as confirmed_by
from (
    select
        revision_id, line_no,
        arg_max_null(word, recorded_at) filter (where not is_office) as said,
        arg_max_null(word, recorded_at) filter (where is_office) as confirmed
    from (
        select
            revision_id, line_no, recorded_at, is_office,
            case when status <> 'needs_review' then
                {'status': status, 'recorded_at': recorded_at, 'recorded_by': recorded_by}
            end as word
        from (
            select revision_id, line_no, status, recorded_at, recorded_by, false as is_office from kept.statement
            union all
            select revision_id, line_no, status, recorded_at, recorded_by, true from kept.confirmation
        )
        where recorded_at <= getvariable('as_of')
    )
    group by revision_id, line_no
);

-- One row per line of a current results table. status: what the office confirmed, else what the school says, else what
-- the text suggests; status_source: office, school, text.
create or replace view lens.result_line as
select
    result_line.*, confirmed_status, coalesce(confirmed_status, said_status, suggested_status) as status,
    revision.school_code, revision.school_year, revision.framework_code, revision.file_name,
    said_status, said_at, said_by, confirmed_at, confirmed_by,
    case
        when confirmed_status is not null then 'office'
        when said_status is not null then 'school'
        else 'text'
    end as status_source
from kept.result_line
join lens.revision using (revision_id)
left join lens.line_word using (revision_id, line_no)
where revision.is_current;

-- One row per line of a current results table that stands word for word in another revision of the same school and
-- year, where somebody said what it is. Nothing is carried over by itself: it is there to be offered. Where the other
-- revisions disagree nothing is offered.
create view lens.earlier_word as
with spoken as (
    select
        kind, school_code, school_year, criterion_code, done_text, doing_text, not_started_text, status_text,
        revision_id as earlier_revision_id,
        coalesce(confirmed_status, said_status) as earlier_status,
        coalesce(confirmed_at, said_at) as earlier_at,
        case when confirmed_status is not null then 'office' else 'school' end as earlier_source
    from kept.result_line
    join lens.revision using (revision_id)
    join lens.line_word using (revision_id, line_no)
    where not is_current and coalesce(confirmed_status, said_status) is not null
)
select
    line.revision_id, line.line_no, max(earlier_status) as earlier_status, max(earlier_at) as earlier_at,
    arg_max(earlier_source, earlier_at) as earlier_source,
    arg_max(earlier_revision_id, earlier_at) as earlier_revision_id
from lens.result_line as line
join lens.revision using (revision_id)
join spoken
    on spoken.kind = revision.kind
    and spoken.school_code = line.school_code
    and spoken.school_year = line.school_year
    and spoken.criterion_code = line.criterion_code
    and spoken.done_text is not distinct from line.done_text
    and spoken.doing_text is not distinct from line.doing_text
    and spoken.not_started_text is not distinct from line.not_started_text
    and spoken.status_text is not distinct from line.status_text
group by line.revision_id, line.line_no
having count(distinct earlier_status) = 1;
