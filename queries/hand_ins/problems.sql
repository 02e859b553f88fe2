-- question: Bảng tính này có những chỗ nào cần xem lại?
-- params: revision
-- returns: problem_no, code, level, sheet, cell, message
-- grain: one row per problem of one handed-in workbook
-- note: level is the problem's (error or warning), not the school's. The shared filters do not narrow it.
select problem_no, code, level, sheet, cell, message
from lens.problem
where revision_id = $revision
order by problem_no
