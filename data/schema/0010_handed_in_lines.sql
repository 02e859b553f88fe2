-- What one revision says line by line, whether it is still in use or not, so that two of them can be compared.

-- One row per line of any revision known at the moment. key_*: the criterion, or in a table of many schools the school,
-- as understood and as typed. texts and readings are JSON by field of the form: as typed, as read. A school sees the
-- lines of its own tables, and of the office's tables its own line.
create view lens.handed_in_line as
select
    known_revision.revision_id, known_revision.kind, line_no,
    coalesce(known_revision.school_code, line.school_code) as school_code,
    key_code, key_text, texts, readings, sheet, first_row, last_row, cells
from (
    select
        revision_id, line_no, cast(null as text) as school_code, criterion_code as key_code, criterion_text as key_text,
        cast(json_object(
            'content', content, 'target', target, 'action', action, 'responsible', responsible, 'time', time_text,
            'budget', budget_text, 'support', support, 'supervision', supervision, 'indicator', indicator,
            'evidence', evidence, 'status', progress_text, 'note', note
        ) as text) as texts,
        cast(json_object(
            'starts_on', starts_on, 'ends_on', ends_on, 'budget', budget_vnd, 'status', progress, 'line_kind', line_kind
        ) as text) as readings,
        sheet, first_row, last_row, cells
    from kept.plan_line
    union all by name
    select
        revision_id, line_no, cast(null as text) as school_code, criterion_code as key_code, criterion_text as key_text,
        cast(json_object(
            'plan_initial', plan_initial, 'plan_adjusted', plan_adjusted, 'done', done_text, 'doing', doing_text,
            'not_started', not_started_text, 'status', status_text, 'note', note
        ) as text) as texts,
        cast(json_object('status', suggested_status) as text) as readings,
        sheet, first_row, last_row, cells
    from kept.result_line
    union all by name
    select
        revision_id, line_no, school_code, school_code as key_code, school_text as key_text,
        cast(json_object('time', time_text, 'kdcl', kdcl_text, 'cqg', cqg_text) as text) as texts,
        cast(json_object(
            'starts_on', starts_on, 'ends_on', ends_on, 'kdcl', asks_kdcl, 'cqg', asks_cqg
        ) as text) as readings,
        sheet, first_row, last_row, cells
    from kept.schedule_line
    union all by name
    select
        revision_id, line_no, school_code, coalesce(school_code, criterion_code) as key_code,
        coalesce(school_text, criterion_text) as key_text, texts, readings, sheet, first_row, last_row, cells
    from kept.form_line
) as line
join kept.known_revision using (revision_id)
where lens.sees(coalesce(known_revision.school_code, line.school_code));
