-- Forms that are CSV alone, several tables in one workbook, corrections made while handing in, and remembered answers.

-- hand_in_id is the receipt of the whole file; a file with several kinds of tables has a revision for each. Null in rows
-- from before: there the revision is the receipt. edits_sha256 tells the same file with other corrections apart.
alter table kept.revision add column hand_in_id text;
alter table kept.revision add column edits_sha256 text;

-- The plan of TT57 says besides what is to be improved, by which measure and evidence, and how far it came.
alter table kept.plan_line add column content text;
alter table kept.plan_line add column indicator text;
alter table kept.plan_line add column evidence text;
alter table kept.plan_line add column progress_text text;
alter table kept.plan_line add column progress text;

-- A column of its own for the status, which newer forms of the results have.
alter table kept.result_line add column status_text text;

-- One row per line of a form without a table of its own. kind and layout name the form; texts, readings and doubts are
-- JSON by field: as typed, as read (dates as yyyy-mm-dd), why a reading is unsure.
create table kept.form_line (
    revision_id text not null,
    line_no integer not null,
    kind text not null,
    layout text not null,
    school_code text,
    school_text text,
    school_doubt text,
    criterion_code text,
    criterion_text text,
    criterion_doubt text,
    texts text not null,
    readings text not null,
    doubts text not null,
    sheet text not null,
    first_row integer not null,
    last_row integer not null,
    cells text not null,
    primary key (revision_id, line_no)
);

-- One row per cell that was typed anew while handing in; before is what stands in the file.
create table kept.edit (
    revision_id text not null,
    edit_no integer not null,
    sheet text not null,
    cell text not null,
    before text not null,
    after text not null,
    origin text not null,
    primary key (revision_id, edit_no)
);

-- What people said that a doubtful word means in one school's files; school_code is empty for the office's own tables.
-- question: heading | criterion | school. The newest answer counts.
create table kept.remembered (
    school_code text not null,
    question text not null,
    text_key text not null,
    text text not null,
    answer text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (school_code, question, text_key, recorded_at)
);

-- The tables these views stand on have new columns, and a view keeps the columns it was made with.
create or replace view kept.known_revision as
with known as (
    select revision.*, withdrawal.recorded_at as withdrawn_at, withdrawal.reason as withdrawn_reason
    from kept.revision
    left join kept.withdrawal
        on withdrawal.revision_id = revision.revision_id and withdrawal.recorded_at <= getvariable('as_of')
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
from known left join newest using (revision_id);

create or replace view lens.revision as
select * from kept.known_revision where lens.sees(school_code);

create or replace view lens.plan_line as
select plan_line.*, revision.school_code, revision.school_year, revision.framework_code, revision.file_name
from kept.plan_line join lens.revision using (revision_id)
where revision.is_current;

create or replace view lens.result_line as
with confirmed as (
    select revision_id, line_no, arg_max(status, recorded_at) as confirmed_status
    from kept.confirmation where recorded_at <= getvariable('as_of')
    group by all
)
select
    result_line.*, confirmed_status, coalesce(confirmed_status, suggested_status) as status,
    revision.school_code, revision.school_year, revision.framework_code, revision.file_name
from kept.result_line
join lens.revision using (revision_id)
left join confirmed using (revision_id, line_no)
where revision.is_current;

-- One row per line of a current form that is CSV alone and about one school. The office's own lists have no school of
-- their own and are read line by line below.
create view lens.form_line as
select
    form_line.* exclude (school_code, school_text, school_doubt),
    revision.school_code, revision.school_year, revision.framework_code, revision.file_name
from kept.form_line join lens.revision using (revision_id)
where revision.is_current and revision.school_code is not null;

-- One row per criterion in a current self-evaluation. level_no 0 is "Không đạt"; null is not said, or not clearly.
create view lens.self_evaluation as
select
    revision_id, line_no, school_code, school_year, framework_code, criterion_code, criterion_text, criterion_doubt,
    cast(readings ->> 'level' as integer) as level_no, doubts ->> 'level' as level_doubt,
    sheet, first_row, last_row, cells, file_name
from lens.form_line
where kind = 'self_evaluation';

-- One row per strength or weakness that a school says of itself; criterion_code null where it named none.
create view lens.finding as
select
    revision_id, line_no, school_code, school_year, framework_code, criterion_code, criterion_text,
    finding, texts ->> finding as text, texts ->> 'cause' as cause, sheet, first_row, last_row, cells, file_name
from lens.form_line, (values ('strength'), ('weakness')) as findings (finding)
where kind = 'findings' and (texts ->> finding) is not null;

-- One row per recommendation of an external evaluation team.
create view lens.recommendation as
select
    revision_id, line_no, school_code, school_year, framework_code, criterion_code, criterion_text,
    texts ->> 'recommendation' as text, texts ->> 'response' as response, texts ->> 'time' as time_text,
    cast(readings ->> 'starts_on' as date) as starts_on, cast(readings ->> 'ends_on' as date) as ends_on,
    sheet, first_row, last_row, cells, file_name
from lens.form_line
where kind = 'recommendations';

-- One row per recognition: entered by itself, or a line of an office's list that was not withdrawn. The same
-- recognition in several lists is one, told by school, kind, grade and day; a line without all four does not count.
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
known as (
    select recognition_id, school_code, kind, grade, decision_number, signed_on, printed_expires_on
    from kept.recognition, lens.moment
    where recorded_at <= as_of
    union all by name
    select
        format('{}-{}-{}-{}', school_code, kind, grade, signed_on) as recognition_id, school_code, kind, grade,
        arg_max(decision_number, recorded_at) as decision_number, signed_on,
        arg_max(printed_expires_on, recorded_at) as printed_expires_on
    from listed
    anti join kept.recognition using (school_code, kind, grade, signed_on)
    where school_code is not null and kind is not null and grade is not null and signed_on is not null
    group by school_code, kind, grade, signed_on
)
select
    recognition_id, school_code, kind, grade, decision_number, signed_on,
    coalesce(printed_expires_on, cast(signed_on + interval 5 year as date)) as expires_on,
    printed_expires_on is not null as is_expiry_printed
from known, lens.moment
where signed_on <= as_of_on and lens.sees(school_code);

-- Several lines of one criterion count as done only when all are done.
create macro lens.joint_state(states) as
    case
        when len(list_distinct(states)) = 1 then states[1]
        when list_has_any(states, ['needs_review', 'no_data']) then 'needs_review'
        else 'in_progress'
    end;

-- As before, and where no results table speaks of a criterion, the column "Mức độ thực hiện" of the plan of TT57 does.
create or replace view lens.planned_item as
with planned as (
    select
        school_code, school_year, framework_code, criterion_code,
        cast(count(*) as integer) as plan_line_count,
        bool_and(coalesce(line_kind, '') = 'keep') as is_keep,
        case
            when count(progress) = 0 then null
            when bool_or(progress is null) then 'needs_review'
            else lens.joint_state(list(progress))
        end as own_state
    from lens.plan_line
    where criterion_code is not null
    group by all
),
reported as (
    select
        school_code, school_year, framework_code, criterion_code,
        cast(count(*) as integer) as result_line_count,
        lens.joint_state(list(status)) as state
    from lens.result_line
    where criterion_code is not null
    group by all
)
select
    school_code, school_year, framework_code, criterion_code,
    coalesce(plan_line_count, 0) as plan_line_count,
    coalesce(result_line_count, 0) as result_line_count,
    coalesce(is_keep, false) as is_keep,
    coalesce(state, own_state, 'no_data') as state
from planned
full join reported using (school_code, school_year, framework_code, criterion_code);
