-- question: Mỗi trường cần bao nhiêu kinh phí, xin hỗ trợ bao nhiêu việc, còn bao nhiêu việc chưa được trả lời?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, school_year, line_count, known_amount_count, budget_vnd,
--   unclear_amount_count, no_money_count, unwritten_amount_count, request_count, unclear_request_count,
--   open_request_count, replied_count, longest_waiting_days
-- grain: one row per school with a plan or a request of that school year, the longest waiting first
-- note: null school_year is the newest one with either. line_count are the lines of plans, and the four counts of amounts add
--   up to it; requests are those of plans and of reports. budget_vnd is the
--   sum of the known ones, null where none is known. longest_waiting_days is null where nothing is open.
with line as (
    select request.*, school_name, level, ward
    from lens.request join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
)
select
    school_code, school_name, level, ward, school_year,
    lens.state_count(asked_in, 'plan') as line_count,
    lens.state_count(amount, 'known') as known_amount_count,
    cast(sum(budget_vnd) filter (where amount = 'known') as bigint) as budget_vnd,
    lens.state_count(amount, 'unclear') as unclear_amount_count,
    lens.state_count(amount, 'none') as no_money_count,
    lens.state_count(amount, 'unwritten') as unwritten_amount_count,
    lens.state_count(request, 'asked') as request_count,
    lens.state_count(request, 'unclear') as unclear_request_count,
    cast(count(*) filter (where is_waiting) as integer) as open_request_count,
    cast(count(reply) as integer) as replied_count,
    cast(max(greatest(0, as_of_on - since_on)) filter (where is_waiting) as integer) as longest_waiting_days
from line cross join lens.moment
where school_year = coalesce($school_year, (select max(school_year) from line))
group by school_code, school_name, level, ward, school_year
order by longest_waiting_days desc nulls last, school_name collate vi, school_code
