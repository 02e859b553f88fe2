-- question: Công nhận của trường nào sắp hết hạn hoặc đã hết hạn mà chưa công nhận lại?
-- params: month_count, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, kind, grade, decision_number, signed_on, expires_on, register_by_on,
--   month_left, is_scheduled, revision_id, line_no, file_name, sheet, first_row, cells, recorded_at, recorded_by
-- grain: one row per open school and kind of recognition: its newest one, if it expires within month_count months or
--   has expired
-- note: register_by_on goes back from the expiry by the months of the obligation counted back from it. month_left counts
--   whole months, from -1 downward once expired. is_scheduled: the school stands on a current schedule with a visit
--   that begins more than three years after the signature and that asks for this kind (or names no kind).
with newest as (
    select *
    from lens.recognition
    join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
    where is_open
    qualify 1 = row_number() over (partition by school_code, kind order by signed_on desc, recognition_id desc)
),
lead as (
    select max(lead_months) as lead_months from law.obligation where rule = 'before_expiry'
)
select
    school_code, school_name, level, ward, kind, grade, decision_number, signed_on, expires_on,
    cast(expires_on - to_months(lead_months) as date) as register_by_on,
    cast(
        case when expires_on < as_of_on then least(-1, datesub('month', as_of_on, expires_on))
            else datesub('month', as_of_on, expires_on) end
    as integer) as month_left,
    exists (
        from lens.external_evaluation as visit
        where visit.school_code = newest.school_code
            and visit.starts_on > signed_on + interval 3 year
            and (case kind when 'KDCL' then asks_kdcl else asks_cqg end or not (asks_kdcl or asks_cqg))
    ) as is_scheduled,
    revision_id, line_no, file_name, sheet, first_row, cells, recorded_at, recorded_by
from newest
cross join lens.moment
cross join lead
left join lens.recognition_source using (recognition_id)
where expires_on <= as_of_on + to_months($month_count)
order by expires_on, school_name collate vi, kind
