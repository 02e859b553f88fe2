-- question: Từng dòng kế hoạch, từng kiến nghị trong báo cáo cần bao nhiêu kinh phí, xin gì, của ai, đã được trả lời chưa?
-- params: school_year, asked_in, request, amount, answer_state, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, school_year, asked_in, framework_code, criterion_code, criterion_name,
--   target, action, budget_text, budget_vnd, budget_source, amount, support, addressee, note, request, asked_of, since_on,
--   waiting_days, state, reply, replied_at, replied_by, is_waiting, file_name, sheet, first_row, cells, revision_id,
--   line_no, recorded_at, recorded_by
-- grain: one row per line of a current plan, and per request in a report
-- note: null school_year is the newest one with either. asked_in: plan, report; request: asked, unclear, own, none; amount:
--   known, unclear, none, unwritten; answer_state: open, answered; null is all. support is the request of a report as it
--   stands there, addressee whom it names; asked_of is unclear where it names nobody. A report's lines have no amount.
--   budget_vnd is null where no amount is written or understood, never zero for that; amount says which.
--   waiting_days is null unless it is open. Open requests first, the longest waiting before the others.
with line as (
    select request.*, school_name, level, ward
    from lens.request join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
)
select
    school_code, school_name, level, ward, school_year, asked_in, framework_code, criterion_code,
    criterion.name as criterion_name, target, action, budget_text, budget_vnd, budget_source, amount, support, addressee, note,
    request, asked_of, since_on,
    case when is_waiting then cast(greatest(0, as_of_on - since_on) as integer) end as waiting_days,
    state, reply, replied_at, replied_by, is_waiting, file_name, sheet, first_row, cells, revision_id, line_no,
    recorded_at, recorded_by
from line
cross join lens.moment
left join law.criterion using (framework_code, criterion_code)
where school_year = coalesce($school_year, (select max(school_year) from line))
    and ($asked_in is null or asked_in = $asked_in)
    and ($amount is null or amount = $amount)
    and ($request is null or request = $request)
    and ($answer_state is null or ($answer_state = 'open' and is_waiting) or ($answer_state = 'answered' and reply is not null))
order by is_waiting desc, waiting_days desc, school_name collate vi, school_code, revision_id, line_no
