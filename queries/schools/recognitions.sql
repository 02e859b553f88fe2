-- question: Trường đã được công nhận những gì, còn hạn đến bao giờ?
-- params: level, ownership, ward, school
-- returns: school_code, school_name, kind, grade, decision_number, signed_on, expires_on, is_expiry_printed, is_newest,
--   is_expired, revision_id, line_no, file_name, sheet, first_row, cells, recorded_at, recorded_by
-- grain: one row per recognition of a school, the newest first
-- note: shows every recognition, whichever school year is chosen. is_newest: the last one of its kind.
select
    school_code, school_name, kind, grade, decision_number, signed_on, expires_on, is_expiry_printed,
    1 = row_number() over (partition by school_code, kind order by signed_on desc, recognition_id desc) as is_newest,
    expires_on < as_of_on as is_expired,
    revision_id, line_no, file_name, sheet, first_row, cells, recorded_at, recorded_by
from lens.recognition
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
cross join lens.moment
left join lens.recognition_source using (recognition_id)
order by school_name collate vi, school_code, signed_on desc, kind, recognition_id
