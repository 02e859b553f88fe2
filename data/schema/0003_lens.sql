-- What may be seen: through who looks (viewer: 'office' or one school's code) and as of which moment
-- (as_of). Both are variables of the cursor; without them every view here is empty. Queries read only
-- these views and law.*.
create schema lens;

-- One row, with the school year of the lens's day: a school year is named from August on, when its plans arrive.
create view lens.moment as
select
    as_of, as_of_on,
    cast(start_year as integer) as current_start_year, format('{}-{}', start_year, start_year + 1) as current_school_year
from (
    select
        getvariable('as_of') as as_of, cast(getvariable('as_of') as date) as as_of_on,
        year(cast(getvariable('as_of') as date) - interval 7 month) as start_year
)
where getvariable('as_of') is not null and getvariable('viewer') is not null;

create macro lens.sees(code) as (
    getvariable('viewer') = 'office' or getvariable('viewer') = code
);

create view lens.office_setting as
select name, arg_max(value, recorded_at) as value
from kept.office_setting
where recorded_at <= getvariable('as_of') and getvariable('viewer') is not null
group by name;

-- One row per school and period, with the day before the next period as its end. Of two versions from the same
-- day the later one counts: the earlier one ends before it begins.
create view lens.school_version as
select
    school_code, version_no, since as valid_from,
    cast(coalesce(
        lead(since) over (partition by school_code order by since, version_no) - interval 1 day,
        date '9999-12-31'
    ) as date) as valid_to,
    name as school_name, level, ownership, ward, is_open, successor_code
from (select *, coalesce(valid_from, date '0001-01-01') as since from kept.school_version)
where recorded_at <= getvariable('as_of') and lens.sees(school_code);

-- One row per school, as it is on the lens's day; is_open false when it is closed or merged by then. The same rule
-- as lens.school_version, told without its window: nearly every question asks for it.
create view lens.school as
select
    school_code, newest.school_name, newest.level, newest.ownership, newest.ward, newest.is_open,
    newest.successor_code
from (
    select
        school_code,
        arg_max(
            {
                'school_name': name, 'level': level, 'ownership': ownership, 'ward': ward, 'is_open': is_open,
                'successor_code': successor_code
            },
            (coalesce(valid_from, date '0001-01-01'), version_no)
        ) as newest
    from kept.school_version, lens.moment
    where recorded_at <= as_of and coalesce(valid_from, date '0001-01-01') <= as_of_on and lens.sees(school_code)
    group by school_code
);

-- The schools that the shared filters choose; null chooses all.
create macro lens.chosen_school(level_, ownership_, ward_, school_) as table
select * from lens.school
where (level_ is null or level = level_)
    and (ownership_ is null or ownership = ownership_)
    and (ward_ is null or ward = ward_)
    and (school_ is null or school_code = school_);

create view lens.recognition as
select
    recognition_id, school_code, kind, grade, decision_number, signed_on,
    coalesce(printed_expires_on, cast(signed_on + interval 5 year as date)) as expires_on,
    printed_expires_on is not null as is_expiry_printed
from kept.recognition, lens.moment
where recorded_at <= as_of and signed_on <= as_of_on and lens.sees(school_code);

-- One row per handed-in workbook that is known at the moment. is_current marks the newest one that was not
-- withdrawn, per kind, school and school year; the office's own tables are current per kind and year. It knows
-- the moment but not the viewer, so it stands outside lens.
create view kept.known_revision as
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
from known
left join newest using (revision_id);

create view lens.revision as
select * from kept.known_revision where lens.sees(school_code);

-- One row per problem that was found in a handed-in workbook.
create view lens.problem as
select problem.*
from kept.problem join lens.revision using (revision_id);

-- One row per line of a current plan.
create view lens.plan_line as
select plan_line.*, revision.school_code, revision.school_year, revision.framework_code, revision.file_name
from kept.plan_line join lens.revision using (revision_id)
where revision.is_current;

-- One row per line of a current results table. status: what a person confirmed last, else what the text suggests.
create view lens.result_line as
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

-- One row per school in the current schedule of a school year; a school sees its own line alone.
create view lens.external_evaluation as
select
    schedule_line.revision_id, schedule_line.line_no, known_revision.school_year,
    schedule_line.school_code, school_text, time_text, starts_on, ends_on, time_precision,
    coalesce(asks_kdcl, false) as asks_kdcl, coalesce(asks_cqg, false) as asks_cqg,
    sheet, first_row, last_row, cells, file_name
from kept.schedule_line
join kept.known_revision on known_revision.revision_id = schedule_line.revision_id
where known_revision.is_current and lens.sees(schedule_line.school_code);

-- The lines of the schedules that the shared filters choose, with their school. A line whose school is not one
-- of the office's has no level or ward; it belongs to the answer as long as nothing is filtered.
create macro lens.chosen_evaluation(level_, ownership_, ward_, school_) as table
select
    evaluation.*, coalesce(school_name, school_text) as school_name, level, ward
from lens.external_evaluation as evaluation
left join lens.school on school.school_code = evaluation.school_code
where (level_ is null or level = level_)
    and (ownership_ is null or ownership = ownership_)
    and (ward_ is null or ward = ward_)
    and (school_ is null or evaluation.school_code = school_);
