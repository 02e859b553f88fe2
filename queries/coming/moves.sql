-- question: Lịch đã được điều chỉnh những gì trên phần mềm, vì sao?
-- params: school_year, level, ownership, ward, school
-- returns: school_year, school_code, school_name, level, ward, from_starts_on, from_ends_on, to_starts_on, to_ends_on, reason,
--   moved_at, revision_id, line_no
-- grain: one row per visit and proposal that was taken, the newest first
-- note: null school_year is all. A schedule handed in later replaces an adjusted one; the move stays written here.
select
    school_year, school_code, school_name, level, ward, from_starts_on, from_ends_on, to_starts_on, to_ends_on, reason,
    recorded_at as moved_at, revision_id, line_no
from lens.schedule_move
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
where school_year = coalesce($school_year, school_year)
order by recorded_at desc, from_starts_on, school_name collate vi, line_no
