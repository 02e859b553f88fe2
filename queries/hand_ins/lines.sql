-- question: Một lần nộp gồm những dòng nào, đọc được gì ở mỗi dòng?
-- params: revision
-- returns: kind, line_no, school_code, key_code, key_text, texts, readings, sheet, first_row, last_row, cells,
--   revision_id, file_name, recorded_at, recorded_by
-- grain: one row per line of one handed-in workbook, in use or not, as it stands in the file
-- note: texts, readings and cells are JSON by field: as typed, as read, where. key is the criterion, or in a table of many
--   schools the school. The shared filters do not narrow it; in the office's own tables a school sees its own line.
select
    kind, line_no, school_code, key_code, key_text, texts, readings, sheet, first_row, last_row, cells,
    revision_id, file_name, recorded_at, recorded_by
from lens.handed_in_line
left join (select revision_id, file_name, recorded_at, recorded_by from lens.revision) using (revision_id)
where revision_id = $revision
order by line_no
