"""Who may do what at every address, written down a second time: what is not here is open to nobody.

A new address needs a row, or ``test_matrix.py`` fails and names it. A row says who may and how far
their right reaches:

- ``ALL``: nobody needs to be signed in; the page holds nobody's data, or a secret opens it
- ``SELF``: no address of a thing: what is shown is the asker's own, or the own town's
- ``ME``: as ``SELF``, and of the asker alone: nobody does it for somebody else, ``?for=`` says nothing
- ``GROUP``: a deputy's thing that the group shares (a site to visit)
- ``OWN``: one deputy's thing; the group's liaison reaches it with ``?for=``
- ``TOWN``: a thing of the asker's town
"""

from dataclasses import dataclass
from enum import Enum, auto


class Reach(Enum):
    ALL = auto()
    SELF = auto()
    ME = auto()
    GROUP = auto()
    OWN = auto()
    TOWN = auto()


DEPUTIES = frozenset({"wang", "chen", "zhao", "li"})
OFFICE = frozenset({"office"})
READERS = frozenset({"office", "chair"})
AUDITORS = frozenset({"office", "chair", "admin"})
KEEPERS = frozenset({"office", "admin"})
ADMIN = frozenset({"admin"})
COUNTY = frozenset({"county"})
ACCOUNTS = frozenset({"office", "chair", "admin", "county"})
EVERYBODY = frozenset({"nobody"}) | DEPUTIES | ACCOUNTS


@dataclass(frozen=True)
class Row:
    who: frozenset[str]
    reach: Reach


ROWS: dict[str, Row] = {
    # ways in, and what holds nobody's data
    "static": Row(EVERYBODY, Reach.ALL),
    "service_worker": Row(EVERYBODY, Reach.ALL),
    "outbox.waiting": Row(EVERYBODY, Reach.ALL),
    "logging_in.home": Row(EVERYBODY, Reach.ALL),
    "entering.personal_link": Row(EVERYBODY, Reach.ALL),
    "entering.enter": Row(EVERYBODY, Reach.ALL),
    "logging_in.login": Row(EVERYBODY, Reach.ALL),
    "logging_in.log_in": Row(EVERYBODY, Reach.ALL),
    "new_password.password_ticket": Row(EVERYBODY, Reach.ALL),
    "new_password.set_password": Row(EVERYBODY, Reach.ALL),
    "group_links.choose_name": Row(EVERYBODY, Reach.ALL),
    "group_links.enter": Row(EVERYBODY, Reach.ALL),
    # one's own account
    "logging_in.log_out": Row(ACCOUNTS, Reach.SELF),
    "own.account": Row(ACCOUNTS, Reach.SELF),
    "own.end_everywhere": Row(ACCOUNTS, Reach.SELF),
    "own.change_password": Row(ACCOUNTS, Reach.SELF),
    "own.begin": Row(ACCOUNTS, Reach.SELF),
    "own.second_step_page": Row(ACCOUNTS, Reach.SELF),
    "own.turn_on": Row(ACCOUNTS, Reach.SELF),
    "own.turn_off": Row(ACCOUNTS, Reach.SELF),
    # the deputy's work
    "records.today": Row(DEPUTIES, Reach.SELF),
    "entering.leave_phone": Row(DEPUTIES, Reach.ME),
    "mine.findings": Row(DEPUTIES, Reach.SELF),
    "feedback.write": Row(DEPUTIES, Reach.ME),
    "feedback.give": Row(DEPUTIES, Reach.ME),
    "records.blank": Row(DEPUTIES, Reach.GROUP),
    "records.fill": Row(DEPUTIES, Reach.GROUP),
    "records.take_plain_form": Row(DEPUTIES, Reach.GROUP),
    "drafts.draft": Row(DEPUTIES, Reach.GROUP),
    "drafts.save_draft": Row(DEPUTIES, Reach.GROUP),
    "outbox.take_in": Row(DEPUTIES, Reach.OWN),
    "kept_photos.take_photo": Row(DEPUTIES, Reach.OWN),
    "receipts.done": Row(DEPUTIES, Reach.OWN),
    "receipts.choices": Row(DEPUTIES, Reach.OWN),
    "receipts.choose_content": Row(DEPUTIES, Reach.OWN),
    "receipts.take_back": Row(DEPUTIES, Reach.OWN),
    "receipts.restore_withdrawn": Row(DEPUTIES, Reach.OWN),
    "photos.own": Row(DEPUTIES, Reach.OWN),
    # the office's desk
    "board.all_inspections": Row(READERS, Reach.SELF),
    "board.board": Row(READERS, Reach.TOWN),
    "board.record": Row(READERS, Reach.TOWN),
    "lists.records": Row(READERS, Reach.TOWN),
    "lists.photos": Row(READERS, Reach.TOWN),
    "photos.of_town": Row(READERS, Reach.TOWN),
    "review.several": Row(READERS, Reach.TOWN),
    "review.one": Row(READERS, Reach.TOWN),
    "suggestions.several": Row(READERS, Reach.TOWN),
    "entry.paper_form": Row(READERS, Reach.TOWN),
    "reports.workbook": Row(READERS, Reach.TOWN),
    "reports.findings": Row(READERS, Reach.TOWN),
    "files.register": Row(READERS, Reach.SELF),
    "reports.handover": Row(READERS, Reach.TOWN),
    "reports.ledger": Row(READERS, Reach.TOWN),
    "reports.data": Row(READERS, Reach.TOWN),
    "file_pages.register": Row(READERS, Reach.SELF),
    "file_pages.behind": Row(READERS, Reach.SELF),
    "file_pages.handover": Row(READERS, Reach.TOWN),
    "file_pages.ledger": Row(READERS, Reach.TOWN),
    "reports.inspection_report": Row(READERS, Reach.TOWN),
    "preview.report": Row(READERS, Reach.TOWN),
    "preview.behind": Row(READERS, Reach.TOWN),
    "papers.papers": Row(READERS, Reach.TOWN),
    "jobs.jobs": Row(READERS, Reach.TOWN),
    "jobs.ask": Row(READERS, Reach.TOWN),
    "jobs.cancel": Row(READERS, Reach.TOWN),
    "jobs.fetch": Row(READERS, Reach.TOWN),
    "board.admit": Row(OFFICE, Reach.TOWN),
    "review.newer": Row(OFFICE, Reach.TOWN),
    "review.review_many": Row(OFFICE, Reach.TOWN),
    "review.review_one": Row(OFFICE, Reach.TOWN),
    "review.undo": Row(OFFICE, Reach.TOWN),
    "suggestions.review_one": Row(OFFICE, Reach.TOWN),
    "suggestions.review_listed": Row(OFFICE, Reach.TOWN),
    "suggestions.undo_listed": Row(OFFICE, Reach.TOWN),
    "suggestions.undo": Row(OFFICE, Reach.TOWN),
    "entry.grid": Row(OFFICE, Reach.TOWN),
    "entry.take_grid": Row(OFFICE, Reach.TOWN),
    "entry.sheet": Row(OFFICE, Reach.TOWN),
    "entry.take_sheet": Row(OFFICE, Reach.TOWN),
    # the town's checklists
    "checklists.all_checklists": Row(READERS, Reach.SELF),
    "checklists.sample_file": Row(READERS, Reach.SELF),
    "checklists.sample_workbook": Row(READERS, Reach.SELF),
    "checklists.shipped_workbook": Row(READERS, Reach.SELF),
    "checklists.version_workbook": Row(READERS, Reach.TOWN),
    "checklists.look_at_shipped": Row(READERS, Reach.SELF),
    "checklists.look": Row(READERS, Reach.TOWN),
    "checklists.try_shipped": Row(READERS, Reach.SELF),
    "checklists.try_version": Row(READERS, Reach.TOWN),
    "checklists.adopt": Row(OFFICE, Reach.SELF),
    "checklists.adopt_own": Row(OFFICE, Reach.SELF),
    # the plan of an inspection
    "plan.show": Row(READERS, Reach.TOWN),
    "reports.plan_document": Row(READERS, Reach.TOWN),
    "reports.notice_document": Row(READERS, Reach.TOWN),
    "draws.all_draws": Row(READERS, Reach.TOWN),
    "plan.new": Row(OFFICE, Reach.SELF),
    "plan.add": Row(OFFICE, Reach.SELF),
    "plan.edit": Row(OFFICE, Reach.TOWN),
    "plan.change": Row(OFFICE, Reach.TOWN),
    "closing.show": Row(OFFICE, Reach.TOWN),
    "state.take_step": Row(OFFICE, Reach.TOWN),
    "draws.make": Row(OFFICE, Reach.TOWN),
    "attendance.attendance": Row(READERS, Reach.TOWN),
    "attendance.tick": Row(OFFICE, Reach.TOWN),
    # the roster: deputies and places
    "roster.home": Row(AUDITORS, Reach.SELF),
    "roster.workbook": Row(AUDITORS, Reach.SELF),
    "roster.take_workbook": Row(KEEPERS, Reach.SELF),
    "pasting.paste": Row(KEEPERS, Reach.SELF),
    "pasting.take_pasted": Row(KEEPERS, Reach.SELF),
    "entries.entries": Row(AUDITORS, Reach.SELF),
    "answering.answer": Row(KEEPERS, Reach.SELF),
    "entries.new": Row(KEEPERS, Reach.SELF),
    "entries.add": Row(KEEPERS, Reach.SELF),
    "entries.entry": Row(KEEPERS, Reach.TOWN),
    "entries.change": Row(KEEPERS, Reach.TOWN),
    "entries.archive": Row(KEEPERS, Reach.TOWN),
    "entries.restore": Row(KEEPERS, Reach.TOWN),
    "terms.term": Row(KEEPERS, Reach.SELF),
    "terms.keep_term": Row(KEEPERS, Reach.SELF),
    "terms.end_term": Row(KEEPERS, Reach.SELF),
    "terms.former_term": Row(AUDITORS, Reach.TOWN),
    "terms.reopen_term": Row(KEEPERS, Reach.TOWN),
    # what deputies say of the product
    "feedback.received": Row(READERS, Reach.SELF),
    "feedback.tick": Row(OFFICE, Reach.TOWN),
    # how to work with the product
    "handbook.office": Row(AUDITORS, Reach.SELF),
    "handbook.deputys_page": Row(AUDITORS, Reach.SELF),
    "handbook.own_page": Row(DEPUTIES, Reach.ME),
    # the deputies' ways in, given by the office
    "links.all_links": Row(OFFICE, Reach.SELF),
    "links.make": Row(OFFICE, Reach.SELF),
    "links.deputys_ways": Row(OFFICE, Reach.TOWN),
    "links.new_code": Row(OFFICE, Reach.TOWN),
    "links.withdraw": Row(OFFICE, Reach.TOWN),
    "links.end_phone": Row(OFFICE, Reach.TOWN),
    "group_links.group_link": Row(OFFICE, Reach.TOWN),
    "group_links.make": Row(OFFICE, Reach.TOWN),
    "group_links.withdraw": Row(OFFICE, Reach.TOWN),
    "group_links.give_codes": Row(OFFICE, Reach.TOWN),
    # the town's example
    "example.look": Row(OFFICE, Reach.SELF),
    "example.leave": Row(OFFICE, Reach.SELF),
    "example.ask": Row(OFFICE, Reach.SELF),
    "example.delete": Row(OFFICE, Reach.SELF),
    # accounts, the town's settings, the log, the county
    "accounts.all_accounts": Row(ADMIN, Reach.SELF),
    "accounts.add": Row(ADMIN, Reach.SELF),
    "accounts.reset": Row(ADMIN, Reach.TOWN),
    "accounts.change_role": Row(ADMIN, Reach.TOWN),
    "accounts.take_step": Row(ADMIN, Reach.TOWN),
    "town.show": Row(AUDITORS, Reach.SELF),
    "town.keep": Row(ADMIN, Reach.SELF),
    "audit.log": Row(AUDITORS, Reach.SELF),
    "audit.log_as_excel": Row(AUDITORS, Reach.SELF),
    "county.towns": Row(COUNTY, Reach.SELF),
}
