-- question: Mỗi trường đang ở Mức nào, còn bao nhiêu tiêu chí nữa thì đạt Mức kế tiếp?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, level, ward, school_year, framework_code, standing, told_count, expected_count,
--   unclear_criteria, reached_level, at_least_level, at_most_level, next_level, blocking_count, revision_id, file_name
-- grain: one row per school that is open on the lens's day, those without any self-evaluation too
-- note: from each school's newest self-evaluation up to school_year (null: of all). reached_level and blocking_count are
--   null unless every criterion of the framework is clear; between at_least_level and at_most_level the Mức lies in any
--   case. 0 is no Mức yet. blocking_count is the fewest criteria to solve; null after the highest Mức of these tables.
select
    school_code, school_name, level, ward, school_year, framework_code, standing, told_count, expected_count,
    unclear_criteria, reached_level, at_least_level, at_most_level, next_level, blocking_count, revision_id, file_name
from lens.level_standing($school_year, $level, $ownership, $ward, $school)
order by school_name collate vi, school_code
