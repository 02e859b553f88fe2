-- From a figure to the cell it comes from; money and help that schools ask for.

-- When an office's own schedule came and from whom; which account of the office that was is the office's to know.
create view lens.schedule_hand_in as
select
    revision_id, recorded_at, case when getvariable('viewer') = 'office' then recorded_by end as recorded_by
from kept.known_revision
where kind = 'schedule' and is_current;

-- Words by which a text names who is asked for help. asked_of: department (the office), province, local, superior.
create table law.asked_word (
    word text primary key,
    asked_of text not null
);

-- What the office answered to a line of a plan that asks for something; the newest answer counts, an empty one takes it back.
create table kept.answered_request (
    revision_id text not null,
    line_no integer not null,
    answer text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (revision_id, line_no, recorded_at)
);

-- Whom a text asks, by its words: the code of the nearest one named, null where it names nobody.
create macro lens.asked_of(text_) as (
    select arg_min(asked_of, list_position(['department', 'local', 'province', 'superior'], asked_of))
    from law.asked_word
    where contains(' ' || lens.folded(text_) || ' ', ' ' || lens.folded(word) || ' ')
);

-- One row per line of a current plan. support is what it needs besides money; request says what is known of it:
--   asked    its support or note names an authority
--   unclear  it needs something and names no authority, so nobody can tell whether it asks the office
--   none     nothing besides money is written, or "Không"
-- amount says what is known of the money: known, unclear (words without a number), none (nothing is needed), unwritten.
-- since_on: the day of the plan's document, else the day it was handed in. is_waiting: asked, not answered, not done.
create view lens.request as
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
        plan_line.*, recorded_at, recorded_by, coalesce(document_on, cast(recorded_at as date)) as since_on,
        if(
            coalesce(lens.folded(support), '') in ('', '0', 'khong', 'khong co') or lens.says_nothing(support),
            null, support
        ) as needed,
        lens.asked_of(concat_ws(' ', support, note)) as asked_of
    from lens.plan_line
    join (select revision_id, recorded_at, recorded_by, document_on from lens.revision) as handed_in using (revision_id)
)
select
    line.* exclude (needed),
    case when asked_of is not null then 'asked' when needed is not null then 'unclear' else 'none' end as request,
    case
        when budget_vnd > 0 then 'known'
        when budget_vnd = 0 then 'none'
        when budget_text is not null then 'unclear'
        else 'unwritten'
    end as amount,
    state, word.answer as reply,
    case when word.answer is not null then word.at end as replied_at,
    case when word.answer is not null then word.by end as replied_by,
    asked_of is not null and word.answer is null and coalesce(state, 'no_data') <> 'done' as is_waiting
from line
left join answered using (revision_id, line_no)
left join lens.planned_item using (school_code, school_year, framework_code, criterion_code);
