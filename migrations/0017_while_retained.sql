-- How a comparison ends where the provider version runs no more, and only the messages that it sent are still read; null: as `outcome`.
alter table comparisons add column retained_outcome {{text}} check (retained_outcome in ('pass', 'warn', 'fail', 'undecided'));
