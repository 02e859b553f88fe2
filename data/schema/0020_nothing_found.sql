-- "Không", "Không có", "Chưa thấy" in the column of the weaknesses or strengths says that there is none: no finding. The line
-- itself stays among the lines of its table, as it was typed.
create macro lens.denies(text_) as regexp_full_match(
    lens.folded(text_),
    '(?:(?:khong|ko|chua)(?: (?:co|con|thay|phat hien))*(?: (?:gi|nao|diem yeu|diem manh|diem han che|han che|ton tai))*'
    || '|0|none|n a)?'
);

create or replace view lens.finding as
select
    revision_id, line_no, school_code, school_year, framework_code, criterion_code, criterion_text,
    finding, texts ->> finding as text, texts ->> 'cause' as cause, sheet, first_row, last_row, cells, file_name
from lens.form_line, (values ('strength'), ('weakness')) as findings (finding)
where kind = 'findings' and not lens.denies(texts ->> finding);
