"""Names for identifiers, so that one kind is never taken for another."""

from typing import NewType

OfficerId = NewType("OfficerId", int)
ContactMethodId = NewType("ContactMethodId", int)
AlertNumber = NewType("AlertNumber", int)
ReportId = NewType("ReportId", int)
ConversationId = NewType("ConversationId", int)
PageId = NewType("PageId", int)
UnitCode = NewType("UnitCode", str)
QuestionId = NewType("QuestionId", str)
OptionId = NewType("OptionId", str)
