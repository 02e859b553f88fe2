-- The register made whole: schools that have closed or were merged stay counted, a table that says little is a state of its
-- own, and what the office enters by hand can be taken back.

-- From which share of its lines to read again a table that fulfils the obligation counts as hollow; null: never. The office's
-- setting hollow_share goes before it, where it is not null.
alter table law.obligation add column hollow_share double;

-- True where the office takes its word back: the report is owed as if nothing had been said.
alter table kept.waiver add column is_taken_back boolean;
alter table kept.received add column is_taken_back boolean;

-- One row per report that the office says has arrived on paper. The last word counts.
create view lens.received as
select school_code, obligation_code, school_year, said.received_on, said.document_number, said.recorded_at
from (
    select
        school_code, obligation_code, school_year,
        arg_max({
            'received_on': received_on, 'document_number': document_number, 'recorded_at': recorded_at,
            'is_taken_back': coalesce(is_taken_back, false)
        }, recorded_at) as said
    from kept.received, lens.moment
    where recorded_at <= as_of and lens.sees(school_code)
    group by school_code, obligation_code, school_year
)
where not said.is_taken_back;

-- One row per report that a school need not send, the last word again; until_on is its last day, null without an end.
create view lens.waiver as
select
    school_code, obligation_code, school_year, said.reason, said.until_on, said.recorded_at,
    coalesce(said.until_on >= as_of_on, true) as is_in_force
from (
    select
        school_code, obligation_code, school_year,
        arg_max({
            'reason': reason, 'until_on': until_on, 'recorded_at': recorded_at,
            'is_taken_back': coalesce(is_taken_back, false)
        }, recorded_at) as said
    from kept.waiver, lens.moment
    where recorded_at <= as_of and lens.sees(school_code)
    group by school_code, obligation_code, school_year
), lens.moment
where not said.is_taken_back;

-- One row per school, obligation and school year that the school owes, as far as days and words tell. What a school owed on
-- the day on which it closed or was merged is neither overdue any more nor passed on to its successor: it has ended, and
-- is owed again only where the school itself opens again. is_on_paper: the office says that it arrived.
create view lens.owed as
with due as materialized (
    select * from lens.due
),
-- The first day on which each report is known to have arrived.
arrival as (
    select school_code, obligation_code, school_year, min(received_on) as received_on, bool_or(is_on_paper) as is_on_paper
    from (
        select school_code, obligation_code, school_year, received_on, true as is_on_paper
        from lens.received, lens.moment
        where received_on <= as_of_on
        union all
        -- A table handed in here.
        select school_code, obligation_code, school_year, cast(recorded_at as date), false
        from lens.revision join law.obligation on fulfilled_by = kind
        where withdrawn_at is null and school_code is not null
        union all
        -- A school whose visit is on the schedule has registered: a visit within 400 days of the due day.
        select school_code, obligation_code, due.school_year, scheduled_on, false
        from due join lens.scheduled using (school_code)
        where fulfilled_by = 'schedule' and visit_on between due_late - 400 and due_late + 400
    )
    group by all
)
select
    due.school_code, obligation_code, school_year, fulfilled_by, warn_from, due_early, due_late, received_on,
    waiver.reason as waiver_reason, waiver.until_on as waived_until, coalesce(is_on_paper, false) as is_on_paper,
    case
        when received_on <= due_late then 'received'
        when received_on > due_late then 'received_late'
        when waiver.reason is not null then 'waived'
        when not is_open then 'ended'
        when as_of_on > due_late then 'overdue'
        when as_of_on >= warn_from then 'due_soon'
        else 'not_due'
    end as state,
    cast(case
        when received_on is not null then greatest(0, received_on - due_late)
        when waiver.reason is null and is_open then greatest(0, as_of_on - due_late)
    end as integer) as late_days
from due
cross join lens.moment
join lens.school using (school_code)
left join arrival using (school_code, obligation_code, school_year)
left join (select * from lens.waiver where is_in_force) as waiver using (school_code, obligation_code, school_year);

-- One row per current plan or results table with a line to read again: how many of its lines, each counted once.
create view lens.doubted_table as
select
    revision_id, revision.kind, revision.school_code, revision.school_year, row_count as line_count, concern_line_count,
    accepted_at is not null as is_accepted
from (
    select revision_id, cast(count(distinct line_no) as integer) as concern_line_count
    from lens.line_concern
    group by revision_id
)
join lens.revision using (revision_id);

-- One row per school, obligation and school year that the school owes. hollow: it arrived as a table of which so many lines
-- are to be read again, and the office has neither accepted it nor says that the report came on paper.
create or replace view lens.register as
with hollow as (
    select obligation_code, school_code, school_year, line_count, concern_line_count
    from lens.doubted_table
    join law.obligation on fulfilled_by = kind
    cross join (
        select any_value(try_cast(value as double)) as office_share
        from lens.office_setting where name = 'hollow_share'
    )
    where not is_accepted and hollow_share is not null
        and concern_line_count >= coalesce(office_share, hollow_share) * line_count
)
select
    school_code, obligation_code, school_year, warn_from, due_early, due_late, received_on, waiver_reason, waived_until,
    if(is_hollow, 'hollow', owed.state) as state, late_days,
    if(is_hollow, concern_line_count, null) as concern_line_count,
    if(is_hollow, line_count, null) as line_count
from (
    select
        owed.*, line_count, concern_line_count,
        concern_line_count is not null and received_on is not null and not is_on_paper as is_hollow
    from lens.owed as owed
    left join hollow using (obligation_code, school_code, school_year)
) as owed;

-- As before, but a long text is no phrase and not folded to find that out, and each other one is folded once, not again for
-- each word.
create or replace macro lens.says_nothing(text_) as (
    case
        when length(text_) <= 2 * (select max(length(phrase)) from law.empty_phrase)
        then lens.folded(text_) in (select lens.folded(phrase) from law.empty_phrase)
        else if(text_ is null, null, false)
    end
);
create or replace macro lens.names_somebody(text_) as (
    select coalesce(bool_or(contains(folded, role)), false)
    from
        (select ' ' || lens.folded(text_) || ' ' as folded),
        (select ' ' || lens.folded(word) || ' ' as role from law.role_word)
);

-- lens.result_check without who it names, which only a text without all else is asked.
create view lens.result_mark as
with plan as (
    select
        school_code, school_year, framework_code, criterion_code, flatten(list(hashes)) as plan_hashes
    from lens.plan_line join kept.text_shingle using (revision_id, line_no)
    where part = 'plan' and criterion_code is not null
    group by all
),
own as (
    select revision_id, line_no, hashes as own_hashes from kept.text_shingle where part = 'planned'
),
done as (
    select revision_id, line_no, hashes from kept.text_shingle where part = 'done'
)
select
    result_line.revision_id, result_line.line_no, school_code, school_year, framework_code, criterion_code,
    done_text, status, sheet, first_row, last_row, cells, file_name,
    case
        when len(hashes) >= 4 and (plan_hashes is not null or own_hashes is not null)
        then len(list_intersect(hashes, list_concat(coalesce(plan_hashes, []), coalesce(own_hashes, []))))
            / len(hashes)
    end as repeat_share,
    lens.says_nothing(done_text) as is_empty_phrase,
    regexp_matches(done_text, '[0-9]') as has_number,
    regexp_matches(done_text, '[0-9]{1,2}/[0-9]{1,4}|(?i)ngày|tháng|học k[ìỳỹyí]|quý|\bHK') as has_date,
    regexp_matches(done_text, '[0-9]\s*/\s*[A-ZĐ]{2}|(?i)biên bản|quyết định|minh chứng|danh sách|báo cáo|hồ sơ|\[H[0-9]')
        as has_document
from lens.result_line
left join plan using (school_code, school_year, framework_code, criterion_code)
left join own using (revision_id, line_no)
left join done using (revision_id, line_no)
where done_text is not null;

create or replace view lens.result_check as
select * exclude (has_document), lens.names_somebody(done_text) as has_role, has_document from lens.result_mark;

create or replace view lens.line_concern as
with mark as materialized (
    select * from lens.result_mark
),
concern as (
    select revision_id, line_no, 'repeats_plan' as concern, repeat_share as shared_share
    from mark
    where repeat_share >= 0.8
    union all by name
    select revision_id, line_no, 'empty_phrase' as concern
    from mark
    where is_empty_phrase
    union all by name
    select revision_id, line_no, 'nothing_to_check' as concern
    from (
        select * from mark where not is_empty_phrase and not has_number and not has_date and not has_document
    )
    where not lens.names_somebody(done_text)
    union all by name
    select revision_id, line_no, 'empty_phrase' as concern
    from lens.plan_line
    where lens.says_nothing(action)
    union all by name
    select
        revision_id, line_no, if(is_own, 'copied_year', 'copied_school') as concern, max(shared_share) as shared_share,
        arg_max(other_revision_id, (shared_share, other_school_year)) as other_revision_id,
        arg_max(other_line_no, (shared_share, other_school_year)) as other_line_no,
        arg_max(other_school_code, (shared_share, other_school_year)) as other_school_code,
        arg_max(other_school_year, (shared_share, other_school_year)) as other_school_year
    from lens.copied_line
    group by revision_id, line_no, is_own
)
select concern.*, kind, school_code, school_year, framework_code, file_name
from concern join lens.revision using (revision_id)
where is_current;
