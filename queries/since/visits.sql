-- question: Lịch đánh giá ngoài của mỗi trường ghi ngày nào, đoàn đã đến chưa?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, school_year, starts_on, ends_on, asks_kdcl, asks_cqg, state, revision_id, decided_on,
--   decided_by_whom
-- grain: one row per school and school year in whose current schedule it stands
-- note: null school_year is every one. state: past after the last possible day, unknown where the time was not understood,
--   else planned. revision_id is the schedule, which a school's own eyes do not see: null for it, as decided_*.
with visit as (
    select
        school_code, school_name, school_year, min(starts_on) as starts_on, max(coalesce(ends_on, starts_on)) as ends_on,
        bool_or(asks_kdcl) as asks_kdcl, bool_or(asks_cqg) as asks_cqg, any_value(revision_id) as schedule_id
    from lens.chosen_evaluation($level, $ownership, $ward, $school)
    where $school_year is null or school_year = $school_year
    group by school_code, school_name, school_year
)
select
    visit.school_code, school_name, visit.school_year, starts_on, ends_on, asks_kdcl, asks_cqg,
    case when starts_on is null then 'unknown' when as_of_on > ends_on then 'past' else 'planned' end as state,
    revision_id, cast(recorded_at as date) as decided_on, recorded_by as decided_by_whom
from visit
cross join lens.moment
left join (select revision_id, recorded_at, recorded_by from lens.revision) as revision on revision_id = schedule_id
order by visit.school_year, starts_on nulls last, school_name collate vi, visit.school_code
