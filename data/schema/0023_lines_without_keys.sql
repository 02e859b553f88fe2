-- The lines of a revision, its problems and its corrections are numbered by the one statement that adds them, in the transaction
-- that makes the revision, whose own key keeps them apart. A second key says nothing more and costs each hand-in a fifteenth of
-- its time (docs/decisions.md 46). A key cannot be taken from a table, so each is written anew with its columns in their order.

create table kept.anew as from kept.plan_line;
drop table kept.plan_line;
alter table kept.anew rename to plan_line;
alter table kept.plan_line alter column revision_id set not null;
alter table kept.plan_line alter column line_no set not null;
alter table kept.plan_line alter column sheet set not null;
alter table kept.plan_line alter column first_row set not null;
alter table kept.plan_line alter column last_row set not null;
alter table kept.plan_line alter column cells set not null;

create table kept.anew as from kept.result_line;
drop table kept.result_line;
alter table kept.anew rename to result_line;
alter table kept.result_line alter column revision_id set not null;
alter table kept.result_line alter column line_no set not null;
alter table kept.result_line alter column suggested_status set not null;
alter table kept.result_line alter column sheet set not null;
alter table kept.result_line alter column first_row set not null;
alter table kept.result_line alter column last_row set not null;
alter table kept.result_line alter column cells set not null;

create table kept.anew as from kept.schedule_line;
drop table kept.schedule_line;
alter table kept.anew rename to schedule_line;
alter table kept.schedule_line alter column revision_id set not null;
alter table kept.schedule_line alter column line_no set not null;
alter table kept.schedule_line alter column sheet set not null;
alter table kept.schedule_line alter column first_row set not null;
alter table kept.schedule_line alter column last_row set not null;
alter table kept.schedule_line alter column cells set not null;

create table kept.anew as from kept.form_line;
drop table kept.form_line;
alter table kept.anew rename to form_line;
alter table kept.form_line alter column revision_id set not null;
alter table kept.form_line alter column line_no set not null;
alter table kept.form_line alter column kind set not null;
alter table kept.form_line alter column layout set not null;
alter table kept.form_line alter column texts set not null;
alter table kept.form_line alter column readings set not null;
alter table kept.form_line alter column doubts set not null;
alter table kept.form_line alter column sheet set not null;
alter table kept.form_line alter column first_row set not null;
alter table kept.form_line alter column last_row set not null;
alter table kept.form_line alter column cells set not null;

create table kept.anew as from kept.problem;
drop table kept.problem;
alter table kept.anew rename to problem;
alter table kept.problem alter column revision_id set not null;
alter table kept.problem alter column problem_no set not null;
alter table kept.problem alter column code set not null;
alter table kept.problem alter column level set not null;
alter table kept.problem alter column message set not null;

create table kept.anew as from kept.edit;
drop table kept.edit;
alter table kept.anew rename to edit;
alter table kept.edit alter column revision_id set not null;
alter table kept.edit alter column edit_no set not null;
alter table kept.edit alter column sheet set not null;
alter table kept.edit alter column cell set not null;
alter table kept.edit alter column before set not null;
alter table kept.edit alter column after set not null;
alter table kept.edit alter column origin set not null;
