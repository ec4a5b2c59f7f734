"""What the first form costs a phone on a slow network."""

from bench.first_form import wire_bytes
from bench.town import prepare


def test_all_files_of_the_first_form_are_within_their_bar(tmp_path):
    (measured,) = wire_bytes(prepare(tmp_path, sites=1))
    assert measured.is_met, measured
