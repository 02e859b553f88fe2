-- What stands behind rows that are no lines of a school's table: where a recognition is known from, and by what a report is known
-- to have come. Which account of the office it was is the office's to know.

-- One row per recognition: the line of the newest list that tells of it, or who entered it by itself.
create view lens.recognition_source as
with listed as (
    select
        format(
            '{}-{}-{}-{}', form_line.school_code, readings ->> 'recognition_kind',
            cast(readings ->> 'grade' as integer), cast(readings ->> 'signed_on' as date)
        ) as recognition_id,
        form_line.school_code, revision_id, line_no, file_name, sheet, first_row, cells, recorded_at, recorded_by
    from kept.form_line join kept.known_revision using (revision_id)
    where form_line.kind = 'recognitions' and withdrawn_at is null
    qualify 1 = row_number() over (partition by recognition_id order by recorded_at desc, revision_id desc, line_no)
)
select
    recognition_id, revision_id, line_no, file_name, sheet, first_row, cells, recorded_at,
    if(getvariable('viewer') = 'office', recorded_by, null) as recorded_by
from (
    from listed
    union all by name
    select recognition_id, school_code, recorded_at, recorded_by
    from kept.recognition, lens.moment
    where recorded_at <= as_of
)
where lens.sees(school_code);

-- One row per way in which a report is known to have come, on the day on which it did, or to be waived (received_on is null):
--   upload    a table handed in here, the first that still stands
--   office    the office's word
--   schedule  the school stands on a schedule that still stands; of no school year
--   waiver    the office's word
create view lens.fulfilment as
with handed_in as (
    select
        school_code, kind, school_year,
        arg_min(
            {'revision_id': revision_id, 'file_name': file_name, 'at': recorded_at, 'by': recorded_by},
            (recorded_at, revision_id)
        ) as came
    from lens.revision
    where withdrawn_at is null and school_code is not null
    group by all
),
scheduled as (
    select
        schedule_line.school_code, cast(recorded_at as date) as received_on,
        arg_min(
            {'revision_id': revision_id, 'file_name': file_name, 'at': recorded_at, 'by': recorded_by},
            (recorded_at, revision_id)
        ) as came
    from kept.schedule_line join kept.known_revision using (revision_id)
    where withdrawn_at is null and lens.sees(schedule_line.school_code)
    group by all
)
select
    arrival, school_code, obligation_code, school_year, received_on, revision_id, file_name, recorded_at,
    if(arrival = 'upload' or getvariable('viewer') = 'office', recorded_by, null) as recorded_by
from (
    select
        'upload' as arrival, school_code, obligation_code, school_year, cast(came.at as date) as received_on,
        came.revision_id as revision_id, came.file_name as file_name, came.at as recorded_at, came.by as recorded_by
    from handed_in join law.obligation on fulfilled_by = kind
    union all by name
    select
        'schedule' as arrival, school_code, obligation_code, received_on, came.revision_id as revision_id,
        came.file_name as file_name, came.at as recorded_at, came.by as recorded_by
    from scheduled join law.obligation on fulfilled_by = 'schedule'
    union all by name
    select
        if(word = 'received', 'office', 'waiver') as arrival, school_code, obligation_code, school_year, received_on,
        said_at as recorded_at, said_by as recorded_by
    from lens.report_word
);

-- As before, with who answered.
create or replace view lens.crosswalk as
select
    from_framework_code, from_criterion_code, to_framework_code, nullif(to_criterion_code, '') as to_criterion_code,
    said.kind, said.note, said.recorded_at, if(getvariable('viewer') = 'office', said.recorded_by, null) as recorded_by
from (
    select
        from_framework_code, from_criterion_code, to_framework_code, to_criterion_code,
        arg_max(
            {
                'kind': kind, 'note': note, 'recorded_at': crosswalk.recorded_at, 'recorded_by': crosswalk.recorded_by
            },
            crosswalk.recorded_at
        ) as said
    from kept.crosswalk cross join lens.moment
    where crosswalk.recorded_at <= as_of
    group by all
)
where said.kind <> 'withdrawn';
