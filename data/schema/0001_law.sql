-- What documents fix: frameworks, criteria, obligations, the school calendar.
-- Filled from data/catalogue/*.csv at every start; nothing here belongs to a school, so it needs no lens.
create schema law;

create table law.school_level (
    level text primary key,
    name text not null,
    position integer not null
);

-- One row per set of criteria. schools says in a word or two for which ones it is. valid_to is null while it is in force.
create table law.framework (
    framework_code text primary key,
    document_number text not null,
    name text not null,
    schools text not null,
    valid_from date not null,
    valid_to date,
    level_count integer not null,
    evaluation_term text not null,
    note text
);

create table law.framework_scope (
    framework_code text not null,
    level text not null,
    primary key (framework_code, level)
);

create table law.standard (
    framework_code text not null,
    standard_no integer not null,
    name text not null,
    primary key (framework_code, standard_no)
);

-- The code is text: 1.10 is not 1.1. position orders 1.9 before 1.10.
create table law.criterion (
    framework_code text not null,
    criterion_code text not null,
    standard_no integer not null,
    position integer not null,
    name text not null,
    is_mandatory boolean not null,
    primary key (framework_code, criterion_code)
);

-- One row per Mức that has a requirement for the criterion; a Mức without one has no row.
create table law.criterion_level (
    framework_code text not null,
    criterion_code text not null,
    level_no integer not null,
    indicator_count integer,
    primary key (framework_code, criterion_code, level_no)
);

create table law.criterion_alias (
    framework_code text not null,
    criterion_code text not null,
    alias text not null,
    primary key (framework_code, criterion_code, alias)
);

-- What a school owes the office. rule: fixed_day | before_visit | before_expiry | by_notice.
-- due_month and due_day fall in the year after the school year's start when the month is before August;
-- warn_days before them the report is due soon. lead_days / lead_months count back from the visit / the expiry.
-- fulfilled_by names the kind of handed-in table that fulfils it, where one does.
create table law.obligation (
    obligation_code text primary key,
    name text not null,
    short_name text not null,
    ground text not null,
    rule text not null,
    due_month integer,
    due_day integer,
    warn_days integer,
    lead_days integer,
    lead_months integer,
    first_school_year text,
    last_school_year text,
    fulfilled_by text,
    position integer not null
);

-- Terms of the school year by month and day; configurable, the defaults are those of most provinces.
create table law.term (
    term text primary key,
    start_month integer not null,
    start_day integer not null,
    end_month integer not null,
    end_day integer not null
);
