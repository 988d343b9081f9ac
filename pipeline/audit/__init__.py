"""Audit: does a plan hold together, with itself, with the plan above, with last year, with the report? Findings, no repairs."""

from pipeline.audit.finding import Family, Finding, Place, Severity, place
from pipeline.audit.inside import audit

__all__ = ["Family", "Finding", "Place", "Severity", "audit", "place"]
