-- question: Từng tiêu chuẩn đã hoàn thành được bao nhiêu so với kế hoạch?
-- params: school_year, framework, level, ownership, ward, school
-- returns: school_year, framework_code, standard_no, standard_name, school_count, planned_count, reported_count,
--   done_count, in_progress_count, not_started_count, needs_review_count, no_data_count, low_share, high_share
-- grain: one row per standard of the framework, those nobody planned too
-- note: null school_year is the newest one with planned items, null framework the one with the most schools in it.
--   Shares are of what was reported: the low end counts what needs review as not done, the high end as done; null when
--   nothing was reported. No row when no school is asked about.
with item as materialized (
    select * from lens.chosen_items($school_year, $framework, $level, $ownership, $ward, $school)
),
chosen as (
    select distinct school_year, framework_code from item
)
select
    chosen.school_year, framework_code, standard_no, standard.name as standard_name,
    cast(count(distinct school_code) as integer) as school_count,
    cast(count(item.criterion_code) as integer) as planned_count,
    lens.reported_count(state) as reported_count,
    lens.state_count(state, 'done') as done_count,
    lens.state_count(state, 'in_progress') as in_progress_count,
    lens.state_count(state, 'not_started') as not_started_count,
    lens.state_count(state, 'needs_review') as needs_review_count,
    lens.state_count(state, 'no_data') as no_data_count,
    lens.low_share(state) as low_share,
    lens.high_share(state) as high_share
from chosen
join law.standard using (framework_code)
join law.criterion using (framework_code, standard_no)
left join item using (framework_code, criterion_code)
group by all
order by standard_no
