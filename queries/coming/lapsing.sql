-- question: Với mỗi tháng đánh giá được chừng ấy trường, công nhận nào hết hạn trước khi đến lượt?
-- params: capacity, outcome, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, kind, grade, expires_on, register_by_on, turn_source, turn_starts_on,
--   turn_ends_on, outcome, revision_id, line_no, file_name, sheet, first_row, cells, recorded_at, recorded_by
-- grain: one row per open school and kind of recognition that expires within five years or has expired; for the office alone
-- note: capacity is how many schools are visited in a month at most; null outcome is all. turn_source: schedule (its visit stands on one), queue
--   (the turn it would get, the earliest expiry first), null (no turn within five years). outcome: lapsed (expired already),
--   lapses (its turn begins after the expiry, or there is none), unsure (the expiry falls into the turn's window), in_time.
--   The queue is that of all schools, whatever is filtered; a school, which sees itself alone, gets no answer.
select * from (
    select
        renewal.school_code, school_name, level, ward, kind, grade, expires_on, register_by_on,
        case when visit_starts_on is not null then 'schedule' when turn.turn_starts_on is not null then 'queue' end as turn_source,
        coalesce(visit_starts_on, turn.turn_starts_on) as turn_starts_on,
        coalesce(visit_ends_on, turn.turn_ends_on) as turn_ends_on,
        case
            when is_lapsed then 'lapsed'
            when coalesce(coalesce(visit_starts_on, turn.turn_starts_on) > expires_on, true) then 'lapses'
            when coalesce(visit_ends_on, turn.turn_ends_on) > expires_on then 'unsure'
            else 'in_time'
        end as outcome,
        revision_id, line_no, file_name, sheet, first_row, cells, recorded_at, recorded_by
    from lens.renewal
    semi join lens.chosen_school($level, $ownership, $ward, $school) as chosen using (school_code)
    left join lens.taken_up using (recognition_id)
    left join lens.recognition_source using (recognition_id)
    left join lens.turn($capacity) as turn
        on visit_starts_on is null and turn.school_code = renewal.school_code and turn.renewal_no = renewal.renewal_no
    where expires_on <= as_of_on + interval 5 year and lens.sees('office')
)
where $outcome is null or outcome = $outcome
order by expires_on, school_name collate vi, school_code, kind
