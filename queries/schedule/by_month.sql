-- question: Mỗi tháng của năm học có bao nhiêu đoàn đánh giá ngoài?
-- params: school_year, level, ownership, ward, school
-- returns: school_year, month_on, evaluation_count, kdcl_only_count, cqg_only_count, both_count, kdcl_count, cqg_count
-- grain: one row per month of the school year, August to July; zero is a real zero; no row without a schedule
-- note: null school_year is the newest one with a schedule. A visit counts in the month of its first possible day;
--   one whose time was not understood, or that lies outside August to July, counts in no month.
with visit as (
    select * from lens.chosen_evaluation($level, $ownership, $ward, $school)
),
chosen as (
    select school_year, make_date(cast(left(school_year, 4) as integer), 8, 1) as first_month_on
    from visit
    where school_year = coalesce($school_year, (select max(school_year) from visit))
    group by school_year
),
month as (
    select school_year, cast(first_month_on + to_months(cast(number as integer)) as date) as month_on
    from chosen, unnest(range(12)) as numbers (number)
)
select
    month.school_year, month_on,
    cast(count(line_no) as integer) as evaluation_count,
    cast(count(*) filter (where asks_kdcl and not asks_cqg) as integer) as kdcl_only_count,
    cast(count(*) filter (where asks_cqg and not asks_kdcl) as integer) as cqg_only_count,
    cast(count(*) filter (where asks_kdcl and asks_cqg) as integer) as both_count,
    cast(count(*) filter (where asks_kdcl) as integer) as kdcl_count,
    cast(count(*) filter (where asks_cqg) as integer) as cqg_count
from month
left join visit
    on visit.school_year = month.school_year and date_trunc('month', starts_on) = month_on
group by month.school_year, month_on
order by month_on
