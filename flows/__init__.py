"""Flows: the pipeline's verbs wired into Prefect 3, which runs them in batches, on a schedule, and keeps the record.

Prefect reads its settings from the environment when it is first imported; what it needs to run quietly, without a
server of one's own and without calling home is set here, before that. What the user has set stands.
"""

from __future__ import annotations

import os

# The first start makes Prefect's own database: 12-30 s were measured on two cores, and its default gives up after 20.
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")
if "PREFECT_API_URL" not in os.environ:
    # The temporary server ends with the program, and its clients would complain on the screen that it has gone.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    os.environ.setdefault("PREFECT_SERVER_LOGGING_LEVEL", "CRITICAL")
