-- question: Công nhận mới nhất của mỗi trường còn hạn không?
-- params: level, ownership, ward, school
-- returns: school_code, school_name, kind, grade, recognition_id, signed_on, expires_on, state
-- grain: one row per school and kind of recognition: its newest one
-- note: state is valid up to and on the day of expiry, then expired
select
    school_code, school_name, kind, grade, recognition_id, signed_on, expires_on,
    case when expires_on < as_of_on then 'expired' else 'valid' end as state
from lens.recognition
join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
cross join lens.moment
qualify 1 = row_number() over (partition by school_code, kind order by signed_on desc, recognition_id desc)
order by school_name collate vi, school_code, kind
