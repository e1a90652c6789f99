"""Who might go where today: snapshot, daily run, decisions on its proposals, options for one household."""
