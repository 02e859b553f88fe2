-- What can be checked in a result, worked out from its folded text once instead of once for every word that names somebody.
create macro lens.has_role_word(folded_) as (
    exists (select 1 from law.role_word where contains(folded_, ' ' || lens.folded(word) || ' '))
);

create or replace view lens.result_check as
with plan as (
    select
        school_code, school_year, framework_code, criterion_code, flatten(list(hashes)) as plan_hashes
    from lens.plan_line join kept.text_shingle using (revision_id, line_no)
    where part = 'plan' and criterion_code is not null
    group by all
),
own as (
    select revision_id, line_no, hashes as own_hashes from kept.text_shingle where part = 'planned'
),
done as (
    select revision_id, line_no, hashes from kept.text_shingle where part = 'done'
),
line as materialized (
    select *, ' ' || lens.folded(done_text) || ' ' as folded_text
    from lens.result_line
    where done_text is not null
)
select
    line.revision_id, line.line_no, school_code, school_year, framework_code, criterion_code,
    done_text, status, sheet, first_row, last_row, cells, file_name,
    case
        when len(hashes) >= 4 and (plan_hashes is not null or own_hashes is not null)
        then len(list_intersect(hashes, list_concat(coalesce(plan_hashes, []), coalesce(own_hashes, []))))
            / len(hashes)
    end as repeat_share,
    trim(folded_text) in (select lens.folded(phrase) from law.empty_phrase) as is_empty_phrase,
    regexp_matches(done_text, '[0-9]') as has_number,
    regexp_matches(done_text, '[0-9]{1,2}/[0-9]{1,4}|(?i)ngày|tháng|học k[ìỳỹyí]|quý|\bHK') as has_date,
    lens.has_role_word(folded_text) as has_role,
    regexp_matches(done_text, '[0-9]\s*/\s*[A-ZĐ]{2}|(?i)biên bản|quyết định|minh chứng|danh sách|báo cáo|hồ sơ|\[H[0-9]')
        as has_document
from line
left join plan using (school_code, school_year, framework_code, criterion_code)
left join own using (revision_id, line_no)
left join done using (revision_id, line_no);
