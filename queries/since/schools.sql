-- question: Mỗi trường được ghi thế nào vào ngày xem?
-- params: school
-- returns: school_code, school_name, level, ownership, ward, is_open
-- grain: one row per school, closed ones too
-- note: not narrowed by level, ownership and ward, so that a school that changed one of them is seen on both days
select school_code, school_name, level, ownership, ward, is_open
from lens.school
where $school is null or school_code = $school
order by school_name collate vi, school_code
