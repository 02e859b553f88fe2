-- question: Mỗi mục trong kế hoạch đang ở tình trạng nào, và điều gì quyết định tình trạng đó?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, school_year, framework_code, criterion_code, criterion_name, state, decided_by,
--   decided_on, decided_by_whom, revision_id, plan_revision_id, result_revision_id, spoken_at, is_office_word
-- grain: one row per school, school year, framework and criterion with a planned item
-- note: null school_year is every one. decided_by: upload (the tables alone), said (a word of the school), confirmed (of the
--   office). revision_id is the table that the state is read from. spoken_at is the last word on any of its lines, one that
--   takes a word back too; is_office_word says whose it is.
with plan as (
    select school_code, school_year, framework_code, criterion_code, any_value(revision_id) as plan_revision_id
    from lens.plan_line
    where criterion_code is not null
    group by all
),
result as (
    select
        school_code, school_year, framework_code, criterion_code, any_value(revision_id) as result_revision_id,
        bool_or(status_source = 'office') as is_confirmed, bool_or(status_source = 'school') as is_said,
        max(spoken_at) as spoken_at, arg_max(spoken, spoken_at) as spoken
    from lens.result_line
    left join lens.last_word using (revision_id, line_no)
    where criterion_code is not null
    group by all
)
select
    school_code, school_name, school_year, framework_code, criterion_code, criterion.name as criterion_name, state,
    case when is_confirmed then 'confirmed' when is_said then 'said' else 'upload' end as decided_by,
    cast(coalesce(spoken_at, recorded_at) as date) as decided_on,
    coalesce(spoken.by, recorded_by) as decided_by_whom,
    revision.revision_id, plan_revision_id, result_revision_id, spoken_at, spoken.is_office as is_office_word
from lens.planned_item
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
left join plan using (school_code, school_year, framework_code, criterion_code)
left join result using (school_code, school_year, framework_code, criterion_code)
left join (select revision_id, recorded_at, recorded_by from lens.revision) as revision
    on revision.revision_id = coalesce(result_revision_id, plan_revision_id)
left join law.criterion using (framework_code, criterion_code)
where $school_year is null or school_year = $school_year
order by school_name collate vi, school_code, school_year, framework_code, standard_no, position
