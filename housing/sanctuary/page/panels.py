"""Panels of a job's page that rooms of this slice give: one line each.

Each is asked with the page's session, who is looking, the job and where it stands, and the moment; it answers a
template with its facts, or None for nothing. A panel reads only, by a constant number of queries.
"""

from __future__ import annotations

from housing.sanctuary.page.job_panel import JobPanelMaker
from housing.sanctuary.works.panel import works_panel

JOB_PANELS: tuple[JobPanelMaker, ...] = (works_panel,)
