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
class AddressRow:
    who: frozenset[str]
    reach: Reach


ROWS: dict[str, AddressRow] = {
    # ways in, and what holds nobody's data
    "static": AddressRow(EVERYBODY, Reach.ALL),
    "service_worker": AddressRow(EVERYBODY, Reach.ALL),
    "outbox.waiting": AddressRow(EVERYBODY, Reach.ALL),
    "logging_in.home": AddressRow(EVERYBODY, Reach.ALL),
    "entering.personal_link": AddressRow(EVERYBODY, Reach.ALL),
    "entering.enter": AddressRow(EVERYBODY, Reach.ALL),
    "logging_in.login": AddressRow(EVERYBODY, Reach.ALL),
    "logging_in.log_in": AddressRow(EVERYBODY, Reach.ALL),
    "new_password.password_ticket": AddressRow(EVERYBODY, Reach.ALL),
    "new_password.set_password": AddressRow(EVERYBODY, Reach.ALL),
    "group_links.choose_name": AddressRow(EVERYBODY, Reach.ALL),
    "group_links.enter": AddressRow(EVERYBODY, Reach.ALL),
    # one's own account
    "logging_in.log_out": AddressRow(ACCOUNTS, Reach.SELF),
    "own.account": AddressRow(ACCOUNTS, Reach.SELF),
    "own.end_everywhere": AddressRow(ACCOUNTS, Reach.SELF),
    "own.change_password": AddressRow(ACCOUNTS, Reach.SELF),
    "own.begin": AddressRow(ACCOUNTS, Reach.SELF),
    "own.second_step_page": AddressRow(ACCOUNTS, Reach.SELF),
    "own.turn_on": AddressRow(ACCOUNTS, Reach.SELF),
    "own.turn_off": AddressRow(ACCOUNTS, Reach.SELF),
    # the deputy's work
    "records.today": AddressRow(DEPUTIES, Reach.SELF),
    "entering.leave_phone": AddressRow(DEPUTIES, Reach.ME),
    "mine.findings": AddressRow(DEPUTIES, Reach.SELF),
    "feedback.write": AddressRow(DEPUTIES, Reach.ME),
    "feedback.give": AddressRow(DEPUTIES, Reach.ME),
    "records.blank": AddressRow(DEPUTIES, Reach.GROUP),
    "records.fill": AddressRow(DEPUTIES, Reach.GROUP),
    "records.take_plain_form": AddressRow(DEPUTIES, Reach.GROUP),
    "drafts.draft": AddressRow(DEPUTIES, Reach.GROUP),
    "drafts.save_draft": AddressRow(DEPUTIES, Reach.GROUP),
    "outbox.take_in": AddressRow(DEPUTIES, Reach.OWN),
    "kept_photos.take_photo": AddressRow(DEPUTIES, Reach.OWN),
    "receipts.done": AddressRow(DEPUTIES, Reach.OWN),
    "receipts.choices": AddressRow(DEPUTIES, Reach.OWN),
    "receipts.choose_content": AddressRow(DEPUTIES, Reach.OWN),
    "receipts.take_back": AddressRow(DEPUTIES, Reach.OWN),
    "receipts.restore_withdrawn": AddressRow(DEPUTIES, Reach.OWN),
    "photos.own": AddressRow(DEPUTIES, Reach.OWN),
    # the office's desk
    "board.all_inspections": AddressRow(READERS, Reach.SELF),
    "board.board": AddressRow(READERS, Reach.TOWN),
    "board.record": AddressRow(READERS, Reach.TOWN),
    "lists.records": AddressRow(READERS, Reach.TOWN),
    "lists.photos": AddressRow(READERS, Reach.TOWN),
    "photos.of_town": AddressRow(READERS, Reach.TOWN),
    "review.several": AddressRow(READERS, Reach.TOWN),
    "review.one": AddressRow(READERS, Reach.TOWN),
    "suggestions.several": AddressRow(READERS, Reach.TOWN),
    "entry.paper_form": AddressRow(READERS, Reach.TOWN),
    "reports.workbook": AddressRow(READERS, Reach.TOWN),
    "reports.findings": AddressRow(READERS, Reach.TOWN),
    "files.register": AddressRow(READERS, Reach.SELF),
    "reports.handover": AddressRow(READERS, Reach.TOWN),
    "reports.ledger": AddressRow(READERS, Reach.TOWN),
    "reports.data": AddressRow(READERS, Reach.TOWN),
    "file_pages.register": AddressRow(READERS, Reach.SELF),
    "file_pages.behind": AddressRow(READERS, Reach.SELF),
    "file_pages.handover": AddressRow(READERS, Reach.TOWN),
    "file_pages.ledger": AddressRow(READERS, Reach.TOWN),
    "reports.inspection_report": AddressRow(READERS, Reach.TOWN),
    "preview.report": AddressRow(READERS, Reach.TOWN),
    "preview.behind": AddressRow(READERS, Reach.TOWN),
    "papers.papers": AddressRow(READERS, Reach.TOWN),
    "jobs.jobs": AddressRow(READERS, Reach.TOWN),
    "jobs.ask": AddressRow(READERS, Reach.TOWN),
    "jobs.cancel": AddressRow(READERS, Reach.TOWN),
    "jobs.fetch": AddressRow(READERS, Reach.TOWN),
    "board.admit": AddressRow(OFFICE, Reach.TOWN),
    "review.newer": AddressRow(OFFICE, Reach.TOWN),
    "review.review_many": AddressRow(OFFICE, Reach.TOWN),
    "review.review_one": AddressRow(OFFICE, Reach.TOWN),
    "review.undo": AddressRow(OFFICE, Reach.TOWN),
    "suggestions.review_one": AddressRow(OFFICE, Reach.TOWN),
    "suggestions.review_listed": AddressRow(OFFICE, Reach.TOWN),
    "suggestions.undo_listed": AddressRow(OFFICE, Reach.TOWN),
    "suggestions.undo": AddressRow(OFFICE, Reach.TOWN),
    "entry.grid": AddressRow(OFFICE, Reach.TOWN),
    "entry.take_grid": AddressRow(OFFICE, Reach.TOWN),
    "entry.sheet": AddressRow(OFFICE, Reach.TOWN),
    "entry.take_sheet": AddressRow(OFFICE, Reach.TOWN),
    # the town's checklists
    "checklists.all_checklists": AddressRow(READERS, Reach.SELF),
    "checklists.sample_file": AddressRow(READERS, Reach.SELF),
    "checklists.sample_workbook": AddressRow(READERS, Reach.SELF),
    "checklists.shipped_workbook": AddressRow(READERS, Reach.SELF),
    "checklists.version_workbook": AddressRow(READERS, Reach.TOWN),
    "checklists.look_at_shipped": AddressRow(READERS, Reach.SELF),
    "checklists.look": AddressRow(READERS, Reach.TOWN),
    "checklists.try_shipped": AddressRow(READERS, Reach.SELF),
    "checklists.try_version": AddressRow(READERS, Reach.TOWN),
    "checklists.adopt": AddressRow(OFFICE, Reach.SELF),
    "checklists.adopt_own": AddressRow(OFFICE, Reach.SELF),
    # the plan of an inspection
    "plan.show": AddressRow(READERS, Reach.TOWN),
    "reports.plan_document": AddressRow(READERS, Reach.TOWN),
    "reports.notice_document": AddressRow(READERS, Reach.TOWN),
    "draws.all_draws": AddressRow(READERS, Reach.TOWN),
    "plan.new": AddressRow(OFFICE, Reach.SELF),
    "plan.add": AddressRow(OFFICE, Reach.SELF),
    "plan.edit": AddressRow(OFFICE, Reach.TOWN),
    "plan.change": AddressRow(OFFICE, Reach.TOWN),
    "closing.show": AddressRow(OFFICE, Reach.TOWN),
    "state.take_step": AddressRow(OFFICE, Reach.TOWN),
    "draws.make": AddressRow(OFFICE, Reach.TOWN),
    "attendance.attendance": AddressRow(READERS, Reach.TOWN),
    "attendance.tick": AddressRow(OFFICE, Reach.TOWN),
    # the roster: deputies and places
    "roster.home": AddressRow(AUDITORS, Reach.SELF),
    "roster.workbook": AddressRow(AUDITORS, Reach.SELF),
    "roster.take_workbook": AddressRow(KEEPERS, Reach.SELF),
    "pasting.paste": AddressRow(KEEPERS, Reach.SELF),
    "pasting.take_pasted": AddressRow(KEEPERS, Reach.SELF),
    "entries.entries": AddressRow(AUDITORS, Reach.SELF),
    "answering.answer": AddressRow(KEEPERS, Reach.SELF),
    "entries.new": AddressRow(KEEPERS, Reach.SELF),
    "entries.add": AddressRow(KEEPERS, Reach.SELF),
    "entries.entry": AddressRow(KEEPERS, Reach.TOWN),
    "entries.change": AddressRow(KEEPERS, Reach.TOWN),
    "entries.archive": AddressRow(KEEPERS, Reach.TOWN),
    "entries.restore": AddressRow(KEEPERS, Reach.TOWN),
    "terms.term": AddressRow(KEEPERS, Reach.SELF),
    "terms.keep_term": AddressRow(KEEPERS, Reach.SELF),
    "terms.end_term": AddressRow(KEEPERS, Reach.SELF),
    "terms.former_term": AddressRow(AUDITORS, Reach.TOWN),
    "terms.reopen_term": AddressRow(KEEPERS, Reach.TOWN),
    # what deputies say of the product
    "feedback.received": AddressRow(READERS, Reach.SELF),
    "feedback.tick": AddressRow(OFFICE, Reach.TOWN),
    # how to work with the product
    "handbook.office": AddressRow(AUDITORS, Reach.SELF),
    "handbook.deputys_page": AddressRow(AUDITORS, Reach.SELF),
    "handbook.own_page": AddressRow(DEPUTIES, Reach.ME),
    # the deputies' ways in, given by the office
    "links.all_links": AddressRow(OFFICE, Reach.SELF),
    "links.make": AddressRow(OFFICE, Reach.SELF),
    "links.deputys_ways": AddressRow(OFFICE, Reach.TOWN),
    "links.new_code": AddressRow(OFFICE, Reach.TOWN),
    "links.withdraw": AddressRow(OFFICE, Reach.TOWN),
    "links.end_phone": AddressRow(OFFICE, Reach.TOWN),
    "group_links.group_link": AddressRow(OFFICE, Reach.TOWN),
    "group_links.make": AddressRow(OFFICE, Reach.TOWN),
    "group_links.withdraw": AddressRow(OFFICE, Reach.TOWN),
    "group_links.give_codes": AddressRow(OFFICE, Reach.TOWN),
    # the town's example
    "example.look": AddressRow(OFFICE, Reach.SELF),
    "example.leave": AddressRow(OFFICE, Reach.SELF),
    "example.ask": AddressRow(OFFICE, Reach.SELF),
    "example.delete": AddressRow(OFFICE, Reach.SELF),
    # accounts, the town's settings, the log, the county
    "accounts.all_accounts": AddressRow(ADMIN, Reach.SELF),
    "accounts.add": AddressRow(ADMIN, Reach.SELF),
    "accounts.reset": AddressRow(ADMIN, Reach.TOWN),
    "accounts.change_role": AddressRow(ADMIN, Reach.TOWN),
    "accounts.take_step": AddressRow(ADMIN, Reach.TOWN),
    "town.show": AddressRow(AUDITORS, Reach.SELF),
    "town.keep": AddressRow(ADMIN, Reach.SELF),
    "audit.log": AddressRow(AUDITORS, Reach.SELF),
    "audit.log_as_excel": AddressRow(AUDITORS, Reach.SELF),
    "county.towns": AddressRow(COUNTY, Reach.SELF),
}
