-- question: Lịch đánh giá ngoài viết gì ở từng dòng?
-- params: school_year, month_on, asks, level, ownership, ward, school
-- returns: school_year, school_code, school_name, school_text, level, time_text, starts_on, ends_on, asks_kdcl, asks_cqg, is_past,
--   file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by
-- grain: one row per line of the school year's current schedule
-- note: null school_year is the newest one with a schedule. month_on: lines whose first possible day lies in that month;
--   asks: kdcl, cqg, kdcl_only, cqg_only, both; null is all, those whose time was not understood too.
with visit as (
    select
        evaluation.*,
        coalesce(as_of_on > max(coalesce(ends_on, starts_on)) over (
            partition by school_year, evaluation.school_code, school_name
        ), false) as is_past
    from lens.chosen_evaluation($level, $ownership, $ward, $school) as evaluation, lens.moment
)
select
    school_year, school_code, school_name, school_text, level, time_text, starts_on, ends_on, asks_kdcl, asks_cqg, is_past,
    file_name, sheet, first_row, cells, revision_id, line_no, recorded_at, recorded_by
from visit
--   is_past: all visits of the school are over. recorded_by is for the office alone.
-- The office's own tables are no school's, so lens.revision does not show them to one.
join lens.schedule_hand_in using (revision_id)
where school_year = coalesce($school_year, (select max(school_year) from visit))
    and coalesce(date_trunc('month', starts_on) = $month_on, $month_on is null)
    and case $asks
        when 'kdcl' then asks_kdcl
        when 'cqg' then asks_cqg
        when 'kdcl_only' then asks_kdcl and not asks_cqg
        when 'cqg_only' then asks_cqg and not asks_kdcl
        when 'both' then asks_kdcl and asks_cqg
        else true
    end
order by starts_on nulls last, school_name collate vi, first_row
