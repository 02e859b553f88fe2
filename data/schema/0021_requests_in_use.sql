-- As before, but told by the file: a correction of one table of a workbook makes a new revision of that table alone, and the
-- requests in the same file still stand. They count as long as a table of that very file is in use; those handed in by
-- themselves as long as they are the newest such. Of several readings of one file the newest counts.
create view lens.request_revision as
with beside as (
    select school_code, school_year, file_sha256, bool_or(is_current) as is_in_use
    from lens.revision
    where kind <> 'requests'
    group by all
),
standing as (
    select
        revision_id, recorded_at, school_code, school_year, is_in_use is null as is_alone,
        if(is_in_use is null, null, file_sha256) as file_sha256
    from lens.revision
    left join beside using (school_code, school_year, file_sha256)
    where kind = 'requests' and withdrawn_at is null and coalesce(is_in_use, true)
)
select arg_max(revision_id, (recorded_at, revision_id)) as revision_id
from standing
group by school_code, school_year, is_alone, file_sha256;

create or replace view lens.report_request as
select
    form_line.revision_id, line_no, revision.school_code, school_year, framework_code, criterion_code, criterion_text,
    texts ->> 'request' as text, texts ->> 'addressee' as addressee, texts ->> 'note' as note,
    lens.addressed_to(texts ->> 'addressee', texts ->> 'request') as asked_of,
    sheet, first_row, last_row, cells, file_name, recorded_at, recorded_by, document_on
from kept.form_line
join lens.request_revision using (revision_id)
join lens.revision as revision using (revision_id)
where form_line.kind = 'requests' and (texts ->> 'request') is not null;
