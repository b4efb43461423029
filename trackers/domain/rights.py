"""Who may do what: one table, read by services (DESIGN §4.3)."""

from enum import StrEnum

from trackers.domain.errors import NotAllowed
from trackers.domain.people import Actor, Role


class Action(StrEnum):
    """What a call does, as far as rights tell them apart."""

    SEE_WORKS = "xem công trình và tiến độ"
    SEE_HOUSEHOLDS = "xem hồ sơ hộ dân"
    SEE_AMOUNTS = "xem số tiền"
    RECORD_CASES = "cập nhật hồ sơ"
    ASSIGN_OFFICERS = "phân công cán bộ"
    EDIT_PROJECTS = "cập nhật công trình"
    IMPORT_FILES = "nhập tệp"
    EXPORT_TABLES = "xuất bảng"
    EDIT_REGISTERS = "cập nhật danh mục khu vực, cán bộ"
    MANAGE_WARD = "quản trị phường"


_EVERYONE = frozenset(Role)
_STAFF = frozenset({Role.OFFICER, Role.CHAIR, Role.ADMINISTRATOR})
ALLOWED: dict[Action, frozenset[Role]] = {
    Action.SEE_WORKS: _EVERYONE,
    Action.SEE_HOUSEHOLDS: _STAFF,
    Action.SEE_AMOUNTS: _STAFF,
    Action.RECORD_CASES: _STAFF,
    Action.ASSIGN_OFFICERS: _STAFF,
    Action.EDIT_PROJECTS: _STAFF,
    Action.IMPORT_FILES: frozenset({Role.OFFICER, Role.ADMINISTRATOR}),
    Action.EXPORT_TABLES: _EVERYONE,
    Action.EDIT_REGISTERS: frozenset({Role.CHAIR, Role.ADMINISTRATOR}),
    Action.MANAGE_WARD: frozenset({Role.ADMINISTRATOR}),
}


def may(actor: Actor, action: Action) -> bool:
    """Tell whether the actor's role allows the action."""
    return actor.role in ALLOWED[action]


def require(actor: Actor, action: Action) -> None:
    """Refuse an action the actor's role does not allow; raises NotAllowed."""
    if not may(actor, action):
        raise NotAllowed(action=action.value, role=actor.role.label)
