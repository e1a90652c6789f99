"""One household's pathway: the presentation, its risk, priority band and stage."""
