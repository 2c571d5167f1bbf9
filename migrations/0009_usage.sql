-- What contracts rely on, by interaction: read once from its content, whichever contracts it stands in.

-- The row with the place '' says what the interaction is about; the others, what of it is relied on. Without that row, an
-- interaction was not read yet. strength: 1 present, 2 type, 3 form, 4 exact. complete: 0 where there is more than is told.
create table usages (
  interaction_id bigint not null references interactions (id) on delete cascade,
  place {{text}} not null,
  strength integer not null check (strength between 1 and 4),
  kind {{text}} check (kind in ('http', 'message', 'unreadable')),
  method {{text}},
  path {{text}},
  complete integer check (complete in (0, 1)),
  primary key (interaction_id, place)
) {{clustered}};
