"""Fixed vocabularies of a household and how people read them: those that the matcher's rules are written for.

Lists that a council edits are in the table `code` (housing.codes), not here.
"""

from __future__ import annotations

ACCESS_NEEDS = {
    "step_free": "Step-free entrance",
    "ground_floor": "Ground floor or a lift",
    "wheelchair": "Wheelchair adapted",
    "level_access_shower": "Level-access shower",
    "adapted_kitchen": "Adapted kitchen",
    "hearing_alerts": "Alerts for people who are deaf or hard of hearing",
    "visual_alerts": "Alerts for people who are blind or partially sighted",
}
SUPPORT_NEEDS = {"low": "Low", "medium": "Medium", "high": "High", "very_high": "Very high"}
HOME_KINDS = {"dispersed": "Dispersed home", "refuge": "Refuge", "specialist": "Specialist property"}
SEXES = {"female": "Female", "male": "Male", "other": "Another way"}
ROLES = {"adult": "Adult", "child": "Child under 18"}
IMPORTANCES = {1: "A little", 2: "Quite", 3: "Important", 4: "Very important", 5: "Essential"}
FARTHEST_KM = 1000
WIDEST_RADIUS_M = 200_000
