-- question: Phòng đang quản lý những trường nào?
-- params: (none)
-- returns: school_code, school_name, level, level_name, ownership, ward, is_open
-- grain: one row per school that the lens shows, closed ones too
-- note: the shared filters are filled from this list, so they do not narrow it
select school_code, school_name, level, school_level.name as level_name, ownership, ward, is_open
from lens.school
left join law.school_level using (level)
order by school_name collate vi, school_code
