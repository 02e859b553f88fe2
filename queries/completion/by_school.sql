-- question: Từng trường đã hoàn thành được bao nhiêu so với kế hoạch?
-- params: school_year, framework, level, ownership, ward, school
-- returns: school_year, framework_code, school_code, school_name, level, ward, planned_count, reported_count,
--   done_count, in_progress_count, not_started_count, needs_review_count, no_data_count, low_share, high_share
-- grain: one row per school with items of the school year under the framework, and per school that is silent that year
-- note: null school_year is the newest one with planned items, null framework the one with the most schools in it.
--   Ordered by name, never by share. A silent school has planned_count 0 and no share.
select
    school_year, framework_code, school_code, school_name, level, ward,
    cast(count(criterion_code) as integer) as planned_count,
    lens.reported_count(state) as reported_count,
    lens.state_count(state, 'done') as done_count,
    lens.state_count(state, 'in_progress') as in_progress_count,
    lens.state_count(state, 'not_started') as not_started_count,
    lens.state_count(state, 'needs_review') as needs_review_count,
    lens.state_count(state, 'no_data') as no_data_count,
    lens.low_share(state) as low_share,
    lens.high_share(state) as high_share
from lens.chosen_items($school_year, $framework, $level, $ownership, $ward, $school)
group by all
order by school_name collate vi, school_code
