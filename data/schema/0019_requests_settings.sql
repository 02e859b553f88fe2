-- What schools ask for in their reports, beside what their plans say; who changed which setting of the office.

-- Who set it; null in rows from before.
alter table kept.office_setting add column recorded_by text;

-- Every word of the office on its settings, as known at the moment; nobody but the office reads who said it.
create view lens.office_setting_change as
select name, value, recorded_at, recorded_by
from kept.office_setting
where recorded_at <= getvariable('as_of') and getvariable('viewer') = 'office';

-- Whom a request in a report asks: by the words above it, else by its own. school: the school itself; unclear: it names nobody.
create macro lens.addressed_to(addressee_, text_) as (
    case
        when lens.asked_of(addressee_) is not null then lens.asked_of(addressee_)
        when regexp_matches(
            lens.folded(addressee_),
            '(^|\b(doi voi|voi|gui) )(nha truong|truong|ban giam hieu|lanh dao nha truong|lanh dao truong|hieu truong|to chuyen mon|giao vien|cac to)\b'
        ) and not regexp_matches(lens.folded(addressee_), '^(nha )?truong\b.*\b(de nghi|kien nghi|de xuat)\b')
        then 'school'
        else coalesce(lens.asked_of(text_), 'unclear')
    end
);

-- One row per request that a school writes under "Kiến nghị, đề xuất". It counts as long as the table beside which it was
-- handed in is in use (a plan's requests and a report's stand beside each other), one handed in by itself as long as it is.
create view lens.report_request as
with beside as (
    select hand_in_id, bool_or(is_current) as is_in_use
    from lens.revision
    where kind <> 'requests'
    group by hand_in_id
)
select
    form_line.revision_id, line_no, revision.school_code, school_year, framework_code, criterion_code, criterion_text,
    texts ->> 'request' as text, texts ->> 'addressee' as addressee, texts ->> 'note' as note,
    lens.addressed_to(texts ->> 'addressee', texts ->> 'request') as asked_of,
    sheet, first_row, last_row, cells, file_name, recorded_at, recorded_by, document_on
from kept.form_line
join lens.revision as revision using (revision_id)
left join beside using (hand_in_id)
where form_line.kind = 'requests' and (texts ->> 'request') is not null
    and withdrawn_at is null and coalesce(is_in_use, is_current);

-- As before, and the requests of reports beside the lines of plans: asked_in says which. Money is a matter of plans alone. own:
-- what a report asks of its own school, which waits for nobody here.
create or replace view lens.request as
with answered as (
    select
        revision_id, line_no,
        arg_max({'answer': nullif(answer, ''), 'at': recorded_at, 'by': recorded_by}, recorded_at) as word
    from kept.answered_request
    where recorded_at <= getvariable('as_of')
    group by revision_id, line_no
),
line as (
    select
        'plan' as asked_in, plan_line.*, recorded_at, recorded_by, document_on,
        if(
            coalesce(lens.folded(support), '') in ('', '0', 'khong', 'khong co') or lens.says_nothing(support),
            null, support
        ) as needed,
        lens.asked_of(concat_ws(' ', support, note)) as asked_of
    from lens.plan_line
    join (select revision_id, recorded_at, recorded_by, document_on from lens.revision) as handed_in using (revision_id)
    union all by name
    select 'report' as asked_in, * exclude (text), text as support, text as needed
    from lens.report_request
)
select
    line.* exclude (needed, document_on),
    coalesce(document_on, cast(recorded_at as date)) as since_on,
    case
        when asked_of = 'school' then 'own'
        when asked_of is not null then 'asked'
        when needed is not null then 'unclear'
        else 'none'
    end as request,
    case
        when asked_in = 'report' then null
        when budget_vnd > 0 then 'known'
        when budget_vnd = 0 then 'none'
        when budget_text is not null then 'unclear'
        else 'unwritten'
    end as amount,
    state, word.answer as reply,
    case when word.answer is not null then word.at end as replied_at,
    case when word.answer is not null then word.by end as replied_by,
    asked_of is not null and asked_of <> 'school' and word.answer is null and coalesce(state, 'no_data') <> 'done' as is_waiting
from line
left join answered using (revision_id, line_no)
left join lens.planned_item
    on asked_in = 'plan' and planned_item.school_code = line.school_code and planned_item.school_year = line.school_year
    and planned_item.framework_code = line.framework_code and planned_item.criterion_code = line.criterion_code;
