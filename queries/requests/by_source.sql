-- question: Kinh phí cho các kế hoạch lấy từ nguồn nào?
-- params: school_year, level, ownership, ward, school
-- returns: school_year, budget_source, line_count, school_count, known_amount_count, budget_vnd, unclear_amount_count
-- grain: one row per source that plans of the school year name; null is none named
-- note: null school_year is the newest one with a plan. Lines that write nothing of money, or that none is needed, are in
--   no source. budget_vnd is the sum of the known amounts, null where none is known.
with line as (
    select request.*
    from lens.request join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
)
select
    school_year, budget_source, cast(count(*) as integer) as line_count,
    cast(count(distinct school_code) as integer) as school_count,
    lens.state_count(amount, 'known') as known_amount_count,
    cast(sum(budget_vnd) filter (where amount = 'known') as bigint) as budget_vnd,
    lens.state_count(amount, 'unclear') as unclear_amount_count
from line
where school_year = coalesce($school_year, (select max(school_year) from line)) and amount in ('known', 'unclear')
group by school_year, budget_source
order by budget_source nulls last
