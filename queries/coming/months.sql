-- question: Tháng nào của năm học đón được đoàn, và đã xếp bao nhiêu trường?
-- params: school_year, level, ownership, ward, school
-- returns: school_year, month_on, evaluation_count, first_on, last_on, is_usable, pause_names
-- grain: one row per month of the school year, August to July; no row without a schedule
-- note: null school_year is the newest one with a schedule. first_on to last_on is the month's longest run of days without a
--   pause, with fewer than ten days it holds no visit (is_usable). A visit counts in the month of its first possible day.
with visit as (
    select * from lens.chosen_evaluation($level, $ownership, $ward, $school)
),
chosen as (
    select school_year, make_date(cast(left(school_year, 4) as integer), 8, 1) as first_month_on
    from visit
    where school_year = coalesce($school_year, (select max(school_year) from visit))
    group by school_year
)
select
    chosen.school_year, month_on, cast(count(line_no) as integer) as evaluation_count,
    first_on, last_on, is_usable, pause_names
from chosen
join lens.visit_month on month_on >= first_month_on and month_on < first_month_on + interval 1 year
left join visit on visit.school_year = chosen.school_year and date_trunc('month', starts_on) = month_on
group by chosen.school_year, month_on, first_on, last_on, is_usable, pause_names
order by month_on
