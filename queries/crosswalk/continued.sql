-- question: Điểm yếu nào trước khi đổi thông tư nối tiếp ở tiêu chí mới mà cơ quan đã đối chiếu?
-- params: framework, level, ownership, ward, school
-- returns: school_code, school_name, from_framework_code, from_criterion_code, from_criterion_name, first_school_year,
--   last_school_year, answer, to_framework_code, to_criterion_code, to_criterion_name, next_first_school_year,
--   next_last_school_year
-- grain: one row per school, run of years under the earlier framework and run under the later one that follows it at once
--   on a criterion that the office says corresponds
-- note: null framework is all. The runs stay two: their years are not added, nothing counts across two laws.
select
    school.school_code, school_name, crosswalk.from_framework_code, from_criterion_code, earlier_name.name as from_criterion_name,
    earlier.first_school_year, earlier.last_school_year, crosswalk.kind as answer, crosswalk.to_framework_code,
    crosswalk.to_criterion_code, later_name.name as to_criterion_name,
    later.first_school_year as next_first_school_year, later.last_school_year as next_last_school_year
from lens.crosswalk
join lens.succession using (from_framework_code, to_framework_code)
join lens.weakness_run as earlier
    on earlier.framework_code = from_framework_code and earlier.criterion_code = from_criterion_code
join lens.weakness_run as later
    on later.framework_code = to_framework_code and later.criterion_code = to_criterion_code
    and later.school_code = earlier.school_code and later.first_start_year = earlier.last_start_year + 1
join lens.chosen_school($level, $ownership, $ward, $school) as school on school.school_code = earlier.school_code
join law.criterion as earlier_name
    on earlier_name.framework_code = from_framework_code and earlier_name.criterion_code = from_criterion_code
join law.criterion as later_name
    on later_name.framework_code = to_framework_code and later_name.criterion_code = to_criterion_code
where ($framework is null or from_framework_code = $framework)
order by school_name collate vi, school.school_code, crosswalk.from_framework_code, earlier_name.standard_no,
    earlier_name.position, later_name.standard_no, later_name.position
