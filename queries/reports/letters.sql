-- question: Hạn của những báo cáo nào do công văn của cơ quan đặt, và là ngày nào?
-- params: school_year
-- returns: obligation_code, obligation_name, short_name, school_year, rule, due_on, warn_from, document_number, is_by_letter
-- grain: one row per obligation that falls due on one day for all schools
-- note: null school_year is the school year of the lens's day. due_on is null while no letter says it. is_by_letter: the last
--   letter set it, else the catalogue.
select
    obligation_code, obligation.name as obligation_name, short_name, school_year, rule,
    common_due.due_on, common_due.warn_from, document_number, notice.due_on is not null as is_by_letter
from law.obligation
cross join (select coalesce($school_year, current_school_year) as school_year from lens.moment)
left join lens.common_due using (obligation_code, school_year)
left join lens.notice using (obligation_code, school_year)
where rule in ('fixed_day', 'by_notice')
    and school_year between coalesce(first_school_year, '0000') and coalesce(last_school_year, '9999')
    and exists (select 1 from lens.school)
order by position
